import { createHmac, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../../kit/canonical.ts';
import { badInput } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';

/** A way through one chronology from page to page: read with one filter, as it was at one version of the review. */
export type Walk = {
  readonly review: string;
  readonly version: number;
  readonly filter: string;
  /** The instant or day the walk was asked as of, in the caller's own letters; null for the latest. */
  readonly asOf: string | null;
};

/** A place on a walk: the revision that stands there. */
export type Place = Walk & { readonly revision: string };

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
 * Gives the way to write cursors of one walk, which is signed once. A cursor names its place by a revision that the page
 * shows, and never by the sort key: that holds the clock time of an entry of which a viewer may know the day alone.
 */
export function cursorWriter(key: Buffer, { review, version, filter, asOf }: Walk): (revision: string) => string {
  const walk = Buffer.from(JSON.stringify([review, version, filter, asOf])).toString('base64url');
  const start = `${walk}.${signatureOf(key, walk)}.`;
  return (revision) => start + revision;
}

/** Reads a cursor. Throws BAD_USER_INPUT when it is not ours, or is of another review, filter or `asOf`. */
export function fromCursor(key: Buffer, cursor: string, here: Omit<Walk, 'version'>): Place {
  const [walk = '', signature = '', revision = '', ...more] = cursor.split('.');
  if (more.length > 0 || !isUuid(revision) || !isSame(signature, signatureOf(key, walk))) {
    throw badInput(`"${cursor.slice(0, 40)}" is not a cursor of this hub.`);
  }
  const [review, version, filter, asOf] = JSON.parse(Buffer.from(walk, 'base64url').toString()) as [
    string,
    number,
    string,
    string | null,
  ];
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
  return { review, version, filter, asOf, revision };
}

const signatureOf = (key: Buffer, walk: string) => createHmac('sha256', key).update(walk).digest('base64url');

const isSame = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
