import type { ReviewRole, Viewer } from '../../../subgraphs/kit/access/viewer.ts';

export const REVIEW = '11111111-1111-4111-8111-111111111111';

/** Somebody with these roles in the review. */
export const viewerWith = (
  roles: readonly ReviewRole[],
  { person = 'ada', organisation = null }: { readonly person?: string; readonly organisation?: string | null } = {},
): Viewer => ({
  person,
  organisation,
  reviews: new Map(roles.length === 0 ? [] : [[REVIEW, { review: REVIEW, reference: 'R-1', roles }]]),
  hasMore: false,
  administers: [],
  purpose: null,
  requestId: 'request',
});
