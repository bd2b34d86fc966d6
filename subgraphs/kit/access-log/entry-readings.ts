import type { Reading } from './trail.ts';

/** A revision that was asked for. */
type Found = {
  readonly id: string;
  /** Null where there is none for this person. */
  readonly row: { readonly review: string } | null;
  /** What is given in the place of its content; null where the content is given. */
  readonly instead: object | null;
};

/** What giving these entries is in the access log: a reading for each of their reviews, or one of nothing. */
export function entryReadings(found: readonly Found[]): readonly Reading[] {
  const inReviews = new Map<string, { readonly revisions: string[]; readonly listed: string[] }>();
  let notAvailable = 0;
  for (const { id, row, instead } of found) {
    if (row === null) {
      notAvailable += 1;
    } else {
      const lists = inReviews.get(row.review) ?? { revisions: [], listed: [] };
      inReviews.set(row.review, lists);
      lists[instead === null ? 'revisions' : 'listed'].push(id);
    }
  }
  const readings = [...inReviews].map(([review, lists]): Reading => ({ review, ...lists }));
  const [first = { review: null }, ...others] = readings;
  return [{ ...first, notAvailable }, ...others];
}
