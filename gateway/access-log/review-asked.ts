import type { Clearance } from '../../subgraphs/kit/access/viewer.ts';

/** The one review of a caller that a request names, by id or reference; null when it names none or several. */
export function reviewAsked(reviews: readonly Clearance[], requestText: () => string): string | null {
  if (reviews.length === 0) {
    return null;
  }
  const text = requestText();
  const named = reviews.filter(({ review, reference }) => text.includes(review) || text.includes(reference));
  return named.length === 1 ? (named[0]?.review ?? null) : null;
}
