import type { ResponsePath } from '../data.ts';

/** Why something is missing. Adds another place that is empty for the same reason; one that it has already it has once. */
export type Reason = (place: ResponsePath) => void;

/** A place of the answer with those below it, as far as they matter to places where nothing is. */
export type PlaceNode = {
  isEmpty: boolean;
  readonly reasons: Set<Reason>;
  readonly below: Map<string | number, PlaceNode>;
};

export const newPlace = (): PlaceNode => ({ isEmpty: false, reasons: new Set(), below: new Map() });

/** Notes that nothing is at a place, and why, where that is known. */
export function markEmpty(root: PlaceNode, place: ResponsePath, reason: Reason | null): PlaceNode {
  let node = root;
  for (const key of place) {
    const below = node.below.get(key) ?? newPlace();
    node.below.set(key, below);
    node = below;
  }
  node.isEmpty = true;
  reason !== null && node.reasons.add(reason);
  return node;
}

/** Why nothing is at a place within another one: what is known nearest to it, and of nothing that holds them both. */
export function reasonsFor(root: PlaceNode, within: ResponsePath, place: ResponsePath): ReadonlySet<Reason> {
  let node: PlaceNode | undefined = root;
  let nearest: ReadonlySet<Reason> = new Set();
  for (let depth = 0; node !== undefined; depth++) {
    nearest = depth >= within.length && node.reasons.size > 0 ? node.reasons : nearest;
    node = depth < place.length ? node.below.get(place[depth]!) : undefined;
  }
  return nearest;
}

/** True at, below and above an empty place: above, because a null in a non-null field empties what holds it. */
export function isExplained(root: PlaceNode, place: ResponsePath): boolean {
  let node: PlaceNode | undefined = root;
  for (const key of place) {
    if (node.isEmpty) {
      return true;
    }
    node = node.below.get(key);
    if (node === undefined) {
      return false;
    }
  }
  return true;
}
