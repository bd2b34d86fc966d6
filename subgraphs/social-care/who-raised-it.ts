import { oneOf } from '../kit/agency/kind.ts';

/** Who brought a contact, referral or concern. Ours, unverified, replaceable. Version 1. */
export const whoRaisedIt = oneOf(
  'From whom',
  'HEALTH',
  'POLICE',
  'EDUCATION',
  'EARLY_YEARS',
  'HOUSING',
  'PROBATION',
  'OTHER_COUNCIL',
  'COUNCIL_SERVICE',
  'CARE_PROVIDER',
  'VOLUNTARY_SECTOR',
  'PERSON_THEMSELVES',
  'FAMILY_OR_FRIEND',
  'PUBLIC',
  'ANONYMOUS',
  'OTHER',
);
