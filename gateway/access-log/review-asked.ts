import type { Clearance } from '../../subgraphs/kit/access/viewer.ts';
import { reviewsMentioned } from '../identity/reviews-mentioned.ts';

/** The one review of a caller that a request names, by id or reference; null when it names none or several. */
export function reviewAsked(reviews: readonly Clearance[], requestText: () => string): string | null {
  if (reviews.length === 0) {
    return null;
  }
  const named = reviewsMentioned(reviews, requestText());
  return named.length === 1 ? (named[0]?.review ?? null) : null;
}
