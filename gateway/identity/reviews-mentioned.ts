import type { Clearance } from '../../subgraphs/kit/access/viewer.ts';

/** Those of a caller's reviews whose id or reference stands anywhere in a request. */
export const reviewsMentioned = (reviews: readonly Clearance[], requestText: string): readonly Clearance[] =>
  reviews.filter(({ review, reference }) => requestText.includes(review) || requestText.includes(reference));
