import { CaseReviewError, notFound } from '../errors.ts';
import type { Clearance, ReviewRole, Viewer } from './viewer.ts';
import { hasAny, rolesIn } from './viewer.ts';

/**
 * Gives what the viewer may do for an organisation in a review. Throws NOT_FOUND for a review that is unknown or not
 * theirs, which look the same, and NOT_ALLOWED for another organisation or a role that does not carry the act.
 */
export function actingFor(
  viewer: Viewer,
  { review, organisation }: { readonly review: string; readonly organisation: string },
  roles: readonly ReviewRole[],
): Required<Clearance> {
  const clearance = viewer.reviews.get(review);
  if (clearance === undefined) {
    throw notFound('review', review);
  }
  if (viewer.organisation !== organisation) {
    throw new CaseReviewError('NOT_ALLOWED', `You do not act for the organisation "${organisation}".`);
  }
  const { code, subjects } = clearance;
  if (!hasAny(rolesIn(viewer, review), roles) || code === undefined) {
    throw new CaseReviewError('NOT_ALLOWED', 'Your role in this review does not carry this.');
  }
  return { ...clearance, code, subjects: subjects ?? [] };
}

export const authors: readonly ReviewRole[] = ['AUTHOR', 'SYSTEM'];
export const publishers: readonly ReviewRole[] = ['AUTHOR', 'SIGNATORY', 'SYSTEM'];
export const signatories: readonly ReviewRole[] = ['SIGNATORY'];
