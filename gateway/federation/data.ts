import { apart, keep, keptIn, valueAt } from './carrying-out/kept.ts';

/** An object of an answer while it grows: merged into by each fetch, then shaped for the caller. */
export type Data = Record<string, unknown>;

/** A place in the answer, as GraphQL errors give it. */
export type ResponsePath = readonly (string | number)[];

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The type an object says it has, null when it does not say. */
export const typenameOf = (value: Data): string | null =>
  typeof value['__typename'] === 'string' ? value['__typename'] : null;

/** Names the planner gives to what it needs itself. It gives the same one again in the next service, for another thing. */
const PLANNERS_OWN = '_internal_qp_alias_';

/** Tells whether an object of one type meets a condition that names another. */
type IsA = (typeName: string, condition: string) => boolean;

/**
 * Merges what a service answered into what is there. A null never wipes out a value, but what all objects have. A service that knows all types of an
 * interface as one gives its name for theirs: the type that is known stays.
 */
export function mergeInto(target: Data, source: Data, isA: IsA): void {
  for (const key of Object.keys(source)) {
    const held = valueAt(target, key);
    const added = source[key];
    if (held === undefined) {
      target[key] = added;
    } else if (Array.isArray(held) && Array.isArray(added)) {
      mergeLists(held, added, isA);
    } else if (isData(held) && isData(added)) {
      mergeInto(held, added, isA);
    } else if (key === '__typename') {
      target[key] = isA(held as string, added as string) ? held : added;
    } else if (key !== '__proto__' && (added !== null || key.startsWith(PLANNERS_OWN) || typeof held === 'function')) {
      target[key] = added;
    }
  }
  for (const kept of keptIn(source)) {
    const isNew = kept.stretch.keys.every((key) => valueAt(target, key) === undefined);
    isNew ? keep(target, [kept]) : mergeInto(target, apart(kept), isA);
  }
}

function mergeLists(target: readonly unknown[], source: readonly unknown[], isA: IsA): void {
  for (let index = 0; index < target.length; index++) {
    const held = target[index];
    const added = source[index];
    if (Array.isArray(held) && Array.isArray(added)) {
      mergeLists(held, added, isA);
    } else if (isData(held) && isData(added)) {
      mergeInto(held, added, isA);
    }
  }
}
