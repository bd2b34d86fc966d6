import { GraphQLError } from 'graphql';
import type { ResponsePath } from '../data.ts';
import { shownPath } from '../operation/aliases.ts';
import { errorOf, type FailedFetch, type Failure } from './failures.ts';

/** Whether a service that was asked gave what it was asked for. */
export type Coverage = { readonly agency: string; readonly answered: boolean; readonly failure?: Failure };

/** What went wrong with one request, and where. */
export type Outcome = {
  /** Whether each null that no service stated is named. */
  readonly explainsNulls: boolean;
  readonly answered: (service: string) => void;
  /** Adds a failed fetch; failures of one kind of the same fetch (`of`) become one error. */
  readonly failed: (of: object, failed: FailedFetch) => void;
  /** Adds a service's own sentence, and the places it leaves empty. */
  readonly told: (error: GraphQLError, places: readonly ResponsePath[]) => void;
  /** Notes that nothing is at this place, for a reason that is known already. */
  readonly leftEmpty: (place: ResponsePath) => void;
  /** Adds a place that is empty since nothing is at another one: for the same reason, if there is any, and if it has none yet. */
  readonly leftEmptyBy: (other: ResponsePath, place: ResponsePath) => void;
  /** Sees to it that a null does not stand without an error: at its place, above it, or below, where nulls come from. */
  readonly explain: (place: ResponsePath) => void;
  readonly hasTimedOut: (service: string) => boolean;
  readonly coverage: () => readonly Coverage[];
  readonly errors: () => readonly GraphQLError[];
};

/** Nulls that are named one by one, of those that nothing explains, and of those that one sentence does; the first ones say it all. */
const MOST_NAMED = 20;

/** The failures of one kind of one fetch, with each of their places once. */
type Failures = { readonly failed: FailedFetch; readonly places: Map<PlaceNode, ResponsePath> };

/** Adds another place that is empty for the same reason. */
type Reason = (place: ResponsePath) => void;

type PlaceNode = { isEmpty: boolean; reason: Reason | null; readonly below: Map<string | number, PlaceNode> };

/** Starts the account of one request. */
export function newOutcome(explainsNulls: boolean): Outcome {
  const services = new Map<string, Failure | null>();
  const timedOut = new Set<string>();
  const fetches = new Map<object, Map<string, Failures>>();
  const sentences: GraphQLError[] = [];
  const nulls: GraphQLError[] = [];
  const places = newPlace();
  return {
    explainsNulls,
    answered: (service) => void services.set(service, services.get(service) ?? null),
    failed: (of, failed) => {
      services.set(failed.service, services.get(failed.service) ?? failed.failure);
      if (failed.failure === 'TIMEOUT') {
        timedOut.add(failed.service);
      }
      const byKind = fetches.get(of) ?? new Map<string, Failures>();
      const kind = `${failed.failure} ${failed.outcomeUnknown}`;
      const failures = byKind.get(kind) ?? { failed, places: new Map() };
      fetches.set(of, byKind.set(kind, failures));
      const add: Reason = (place) => void failures.places.set(markEmpty(places, place, add), place);
      failed.places.forEach(add);
    },
    told: (error, emptied) => {
      sentences.push(error);
      let repeated = 0;
      const again: Reason = (place) => {
        repeated += 1;
        if (repeated <= MOST_NAMED) {
          sentences.push(atPlace(error, place));
        }
        markEmpty(places, place, again);
      };
      for (const place of emptied) {
        markEmpty(places, place, again);
      }
    },
    leftEmpty: (place) => void markEmpty(places, place, null),
    leftEmptyBy: (other, place) => {
      if (reasonAt(places, place) === null) {
        reasonAt(places, other)?.(place);
      }
    },
    explain: (place) => {
      if (isExplained(places, place)) {
        return;
      }
      markEmpty(places, place, null);
      if (nulls.length < MOST_NAMED) {
        nulls.push(
          new GraphQLError('A value is missing.', { path: shownPath(place), extensions: { code: 'INTERNAL' } }),
        );
      }
    },
    hasTimedOut: (service) => timedOut.has(service),
    coverage: () =>
      [...services]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([agency, failure]) => coverageOf(agency, failure)),
    errors: () => [
      ...sentences.toSorted(byPlace),
      ...[...fetches.values()].flatMap((kinds) => [...kinds.values()].map(errorFrom)).toSorted(byPlace),
      ...nulls,
    ],
  };
}

/** An order of their own: which agency was the quicker one must not show, and the same question has the same answer. */
function byPlace(one: GraphQLError, other: GraphQLError): number {
  const [place, otherPlace] = [one, other].map(({ path, extensions }) => JSON.stringify([extensions['agency'], path]));
  return place! < otherPlace! ? -1 : place === otherPlace ? 0 : 1;
}

const coverageOf = (agency: string, failure: Failure | null): Coverage =>
  failure === null ? { agency, answered: true } : { agency, answered: false, failure };

const errorFrom = ({ failed, places }: Failures) => errorOf({ ...failed, places: [...places.values()] });

const atPlace = ({ message, extensions }: GraphQLError, place: ResponsePath) =>
  new GraphQLError(message, { path: shownPath(place), extensions });

const newPlace = (): PlaceNode => ({ isEmpty: false, reason: null, below: new Map() });

function markEmpty(root: PlaceNode, place: ResponsePath, reason: Reason | null): PlaceNode {
  let node = root;
  for (const key of place) {
    const below = node.below.get(key) ?? newPlace();
    node.below.set(key, below);
    node = below;
  }
  node.isEmpty = true;
  node.reason ??= reason;
  return node;
}

/** Why nothing is at a place: what is known of it, or of what holds it. */
function reasonAt(root: PlaceNode, place: ResponsePath): Reason | null {
  let node: PlaceNode | undefined = root;
  let { reason } = root;
  for (const key of place) {
    node = node?.below.get(key);
    reason ??= node?.reason ?? null;
  }
  return reason;
}

/** True at, below and above an empty place: above, because a null in a non-null field empties what holds it. */
function isExplained(root: PlaceNode, place: ResponsePath): boolean {
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
