import { panelRoles, type Viewer } from '../../kit/access/viewer.ts';
import { badInput, notFound } from '../../kit/errors.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { refuseAdministrator } from './administrators.ts';
import { knownOrganisation } from './checked.ts';
import { reviewRunBy } from './permissions.ts';

export type NewMember = { readonly person: string; readonly role: string; readonly organisation: string | null };

/**
 * Gives somebody a part in a review's panel. Giving it again changes nothing. Throws CONFLICT for an administrator of the
 * partnership, who sees no entry.
 */
export async function addMember(
  service: ReviewsService,
  viewer: Viewer,
  id: string,
  member: NewMember,
): Promise<boolean> {
  const { partnershipId } = await reviewRunBy(service, viewer, id, false);
  const { database } = service;
  const { person, role } = member;
  if (!panelRoles.some((known) => known === role)) {
    throw badInput(`"${role}" is not a role in a review's panel: it takes ${panelRoles.join(', ')}.`);
  }
  await refuseAdministrator(database, partnershipId, person);
  const organisation = member.organisation === null ? null : await knownOrganisation(database, member.organisation);
  await database.query(
    `INSERT INTO membership (review_id, person, role, organisation_id) SELECT $1, $2, $3, $4
     WHERE NOT EXISTS (SELECT FROM membership WHERE review_id = $1 AND person = $2 AND role = $3 AND ends_at IS NULL)`,
    [id, person, role, organisation],
  );
  return true;
}

/** Ends all parts somebody has in a review. It is felt when their pass runs out. Throws NOT_FOUND when they have none. */
export async function endMembership(
  service: ReviewsService,
  viewer: Viewer,
  id: string,
  person: string,
): Promise<boolean> {
  await reviewRunBy(service, viewer, id, false);
  const [ended] = (await service.database.query(
    'UPDATE membership SET ends_at = now() WHERE review_id = $1 AND person = $2 AND ends_at IS NULL RETURNING person',
    [id, person],
  )) as [unknown[], number];
  if (ended.length === 0) {
    throw notFound('member of this review', person);
  }
  return true;
}
