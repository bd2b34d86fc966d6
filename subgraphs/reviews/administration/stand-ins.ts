import type { Viewer } from '../../kit/access/viewer.ts';
import { badInput, CaseReviewError, notFound } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { reviewRunBy } from './permissions.ts';

/** What somebody from elsewhere may be for an organisation: nobody stands in for a system. */
const standInRoles = ['AUTHOR', 'SIGNATORY'] as const;

/** Somebody who writes or signs in one review for an organisation that is not their own. */
export type NewStandIn = { readonly organisation: string; readonly person: string; readonly role: string };

/**
 * Lets somebody who is appointed to one organisation write or sign for another in this review; what they sign says where
 * they come from. Throws NOT_FOUND when they are appointed to none, CONFLICT when it is the same.
 */
export async function letStandIn(
  service: ReviewsService,
  viewer: Viewer,
  review: string,
  { organisation, person, role }: NewStandIn,
): Promise<boolean> {
  const { partnershipId } = await reviewRunBy(service, viewer, review, false);
  const { database } = service;
  const asked = isUuid(organisation)
    ? ((await database.query(
        'SELECT 1 FROM contribution_request WHERE review_id = $1 AND organisation_id = $2 AND withdrawn IS NULL',
        [review, organisation],
      )) as unknown[])
    : [];
  if (asked.length === 0) {
    throw notFound('organisation asked in this review', organisation);
  }
  if (!standInRoles.some((known) => known === role)) {
    throw badInput(`"${role}" is nothing to stand in as: it takes ${standInRoles.join(', ')}.`);
  }
  const [own] = (await database.query(
    'SELECT organisation_id AS id FROM organisation_person WHERE partnership_id = $1 AND person = $2 LIMIT 1',
    [partnershipId, person],
  )) as { id: string }[];
  if (own === undefined) {
    throw new CaseReviewError('NOT_FOUND', `"${person}" is appointed to no organisation of this partnership.`);
  }
  if (own.id === organisation) {
    throw new CaseReviewError('CONFLICT', `"${person}" is of this organisation and need not stand in for it.`);
  }
  await database.query(
    `INSERT INTO stand_in (review_id, organisation_id, person, role, from_organisation_id) SELECT $1, $2, $3, $4, $5
     WHERE NOT EXISTS (SELECT FROM stand_in WHERE review_id = $1 AND organisation_id = $2 AND person = $3 AND role = $4
                       AND ends_at IS NULL)`,
    [review, organisation, person, role, own.id],
  );
  return true;
}

/** Ends all that somebody does for an organisation that is not theirs, in this review. It is felt when their pass runs out. */
export async function endStandIn(
  service: ReviewsService,
  viewer: Viewer,
  review: string,
  { organisation, person }: Omit<NewStandIn, 'role'>,
): Promise<boolean> {
  await reviewRunBy(service, viewer, review, false);
  const [, ended] = isUuid(organisation)
    ? ((await service.database.query(
        `UPDATE stand_in SET ends_at = now()
         WHERE review_id = $1 AND organisation_id = $2 AND person = $3 AND ends_at IS NULL`,
        [review, organisation, person],
      )) as [unknown, number])
    : [null, 0];
  if (ended === 0) {
    throw notFound('stand-in', person);
  }
  return true;
}
