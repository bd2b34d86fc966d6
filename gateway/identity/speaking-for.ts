import type { SignedIn } from '../../subgraphs/kit/access/signed-in.ts';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import type { Memberships } from './memberships.ts';

/**
 * Throws NOT_ALLOWED unless the sign-in service may speak for the organisation somebody was appointed to, and names no
 * other. A system is taken at its issuer's word alone, so its token must name the organisation.
 */
export function refuseOtherOrganisation(signedIn: SignedIn, { organisation, reviews }: Memberships): void {
  if (organisation === null) {
    return;
  }
  if (!signedIn.maySpeakFor(organisation)) {
    throw refusal(`Your sign-in service may not speak for the organisation "${organisation}", for which you act here.`);
  }
  if (signedIn.organisation !== null && signedIn.organisation !== organisation) {
    throw refusal(`You act here for the organisation "${organisation}", and your token names another.`);
  }
  if (signedIn.organisation === null && reviews.some(({ roles }) => roles.includes('SYSTEM'))) {
    throw refusal(`The token of a system names its organisation, here "${organisation}".`);
  }
}

const refusal = (message: string) => new CaseReviewError('NOT_ALLOWED', message);
