import { sha256 } from '../../kit/canonical.ts';
import { badInput } from '../../kit/errors.ts';
import { sealAlike, unseal } from '../../kit/sealed.ts';

/** A place in one chronology, read with one filter, as it was at one version of the review. */
export type Place = {
  readonly review: string;
  readonly version: number;
  readonly filter: string;
  /** The instant or day the walk was asked as of, in the caller's own letters; null for the latest. */
  readonly asOf: string | null;
  readonly sortKey: string;
};

/**
 * What a filter is for a cursor: another filter is another list. A part that is null or empty counts as left out, but
 * for `among`, where nothing is another list than everything.
 */
export const filterHash = (filter: object) =>
  sha256(
    JSON.stringify(filter, (name, part) =>
      Array.isArray(part) && part.length === 0 && name !== 'among' ? undefined : (part ?? undefined),
    ),
  ).slice(0, 16);

/**
 * Writes the cursors of one page. Nobody else can make or read them: each holds the sort key, and with it the clock time of
 * an entry of which a viewer may know the day alone.
 */
export const toCursors = (
  key: Buffer,
  { review, version, filter, asOf }: Omit<Place, 'sortKey'>,
  sortKeys: readonly string[],
): readonly string[] =>
  sealAlike(
    key,
    sortKeys.map((sortKey) => JSON.stringify([review, version, filter, sortKey, asOf])),
  ).map((sealed) => sealed.toString('base64url'));

/** Reads a cursor. Throws BAD_USER_INPUT when it is not ours, or is of another review, filter or `asOf`. */
export function fromCursor(key: Buffer, cursor: string, here: Pick<Place, 'review' | 'filter' | 'asOf'>): Place {
  const [review, version, filter, sortKey, asOf = null] = opened(key, cursor);
  if (review !== here.review) {
    throw badInput(`The cursor "${cursor.slice(0, 40)}" belongs to another review.`);
  }
  if (filter !== here.filter) {
    throw badInput(`The cursor "${cursor.slice(0, 40)}" belongs to another filter.`);
  }
  // Left out, it is what the walk began with: a cursor pins its version.
  if (here.asOf !== null && asOf !== here.asOf) {
    throw badInput(`The cursor "${cursor.slice(0, 40)}" belongs to another asOf than "${here.asOf}".`);
  }
  return { review, version, filter, asOf, sortKey };
}

function opened(key: Buffer, cursor: string): readonly [string, number, string, string, (string | null)?] {
  const bytes = Buffer.from(cursor, 'base64url');
  try {
    if (bytes.toString('base64url') === cursor) {
      return JSON.parse(unseal(key, bytes)) as [string, number, string, string, string | null];
    }
  } catch {
    // The sentence below says it.
  }
  throw badInput(`"${cursor.slice(0, 40)}" is not a cursor of this hub.`);
}
