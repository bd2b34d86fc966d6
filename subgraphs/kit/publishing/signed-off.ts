import type { EntityManager } from 'typeorm';
import { CaseReviewError } from '../errors.ts';
import type { AgencyService } from './agency-service.ts';
import type { SignOff } from './manifest.ts';
import { draftHash } from './sign.ts';
import { standingSignOff } from './standing-sign-off.ts';
import type { Contribution } from './tables.ts';

/**
 * Who stands for the draft as it is now: a signatory who has signed this very draft, or the one who gave a standing
 * sign-off, where systems alone have written since the last publication. Throws CONFLICT when nobody does.
 */
export async function signedOff(
  manager: EntityManager,
  service: AgencyService,
  contribution: Contribution,
): Promise<SignOff> {
  const { id, code, version, lastNumber, signature, writers } = contribution;
  const draft = await draftHash(manager, service, contribution);
  const given = { draft, publication: lastNumber + 1 };
  if (signature !== null && signature.version === version && signature.draft === draft) {
    const { person, role, organisation, at } = signature;
    return { ...given, person, role, organisation, at, standingUntil: null };
  }
  const standing = Object.values(writers).every((isSystem) => isSystem)
    ? await standingSignOff(manager, id, service.now())
    : null;
  if (standing !== null) {
    const { person, role, organisation, at, until } = standing;
    return { ...given, person, role, organisation, at: at.toISOString(), standingUntil: until.toISOString() };
  }
  throw new CaseReviewError(
    'CONFLICT',
    signature === null || signature.version === version
      ? `The draft of ${code} is at version ${version}, and nobody has signed it off.`
      : `The draft of ${code} was signed off at version ${signature.version} and is at version ${version}: it must be signed off anew.`,
  );
}
