import type { ReviewRole, Viewer } from '../../kit/access/viewer.ts';
import { hasAny, rolesIn } from '../../kit/access/viewer.ts';
import type { Trailed } from '../../kit/access-log/hold-answers.ts';
import { CaseReviewError } from '../../kit/errors.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { type Identity, readIdentities } from './identity-sheet.ts';

/** Those who search records, where their organisation was asked. The panel reads review names only. */
const searchers: readonly ReviewRole[] = ['AUTHOR', 'SIGNATORY'];

/** Who may read: those who search records, and the business manager, who sends them the sheet. */
function mayReadIdentities(viewer: Viewer, review: string): boolean {
  const roles = rolesIn(viewer, review);
  const { code, standsInFor = [] } = viewer.reviews.get(review) ?? {};
  const searches = (code !== undefined && hasAny(roles, searchers)) || standsInFor.length > 0;
  return roles.includes('BUSINESS_MANAGER') || searches;
}

/** Reads a review's identity sheet for a viewer, and says so in the access log. Throws NOT_ALLOWED for everybody who does not search records. */
export function identitySheetFor(
  service: ReviewsService,
  review: string,
  { viewer, trail }: Trailed & { readonly viewer: Viewer },
): Promise<ReadonlyMap<string, Identity>> {
  if (!mayReadIdentities(viewer, review)) {
    throw new CaseReviewError(
      'NOT_ALLOWED',
      'The identity sheet is for the authors and signatories of the organisations that were asked, and for the business manager.',
    );
  }
  trail.read({ review, topic: 'IDENTITY_SHEET' });
  return readIdentities(service, review);
}
