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

/** Merges what a service answered into what is there. A null never wipes out a value. */
export function mergeInto(target: Data, source: Data): void {
  for (const key of Object.keys(source)) {
    const held = target[key];
    const added = source[key];
    if (Array.isArray(held) && Array.isArray(added)) {
      mergeLists(held, added);
    } else if (isData(held) && isData(added)) {
      mergeInto(held, added);
    } else if (key !== '__proto__' && (held === undefined || added !== null || key.startsWith(PLANNERS_OWN))) {
      target[key] = added;
    }
  }
}

function mergeLists(target: readonly unknown[], source: readonly unknown[]): void {
  for (let index = 0; index < target.length; index++) {
    const held = target[index];
    const added = source[index];
    if (Array.isArray(held) && Array.isArray(added)) {
      mergeLists(held, added);
    } else if (isData(held) && isData(added)) {
      mergeInto(held, added);
    }
  }
}
