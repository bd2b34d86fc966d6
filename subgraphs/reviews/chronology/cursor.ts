import { createHmac, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../../kit/canonical.ts';
import { badInput } from '../../kit/errors.ts';

/** A place in one chronology, read with one filter, as it was at one version of the review. */
export type Place = {
  readonly review: string;
  readonly version: number;
  readonly filter: string;
  readonly sortKey: string;
};

/** What a filter is for a cursor: another filter is another list. A part that is null or empty counts as left out. */
export const filterHash = (filter: object) =>
  sha256(
    JSON.stringify(filter, (_, part) => (Array.isArray(part) && part.length === 0 ? undefined : (part ?? undefined))),
  ).slice(0, 16);

const sign = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest().subarray(0, 16);

/** Writes a cursor nobody else can make: a place that is not the hub's own is refused. */
export function toCursor(key: Buffer, { review, version, filter, sortKey }: Place): string {
  const text = JSON.stringify([review, version, filter, sortKey]);
  return Buffer.concat([sign(key, text), Buffer.from(text)]).toString('base64url');
}

/** Reads a cursor. Throws BAD_USER_INPUT when it is not ours, or is of another review or filter. */
export function fromCursor(key: Buffer, cursor: string, here: Pick<Place, 'review' | 'filter'>): Place {
  const bytes = Buffer.from(cursor, 'base64url');
  const text = bytes.subarray(16).toString('utf8');
  const isOurs = bytes.length > 16 && bytes.toString('base64url') === cursor;
  if (!isOurs || !timingSafeEqual(bytes.subarray(0, 16), sign(key, text))) {
    throw badInput(`"${cursor.slice(0, 40)}" is not a cursor of this hub.`);
  }
  const [review, version, filter, sortKey] = JSON.parse(text) as [string, number, string, string];
  if (review !== here.review) {
    throw badInput(`The cursor "${cursor.slice(0, 40)}" belongs to another review.`);
  }
  if (filter !== here.filter) {
    throw badInput(`The cursor "${cursor.slice(0, 40)}" belongs to another filter.`);
  }
  return { review, version, filter, sortKey };
}
