import { organisationRoles, type Viewer } from '../../kit/access/viewer.ts';
import { badInput, notFound } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { refuseAdministrator } from './administrators.ts';
import { knownOrganisation } from './checked.ts';
import { refuseActingElsewhere } from './invitations.ts';
import { partnershipOf } from './permissions.ts';

/** Somebody who acts for an organisation in the reviews of one partnership. */
export type Appointment = {
  readonly person: string;
  readonly organisation: string;
  readonly partnership: string | null;
};

/**
 * Says that somebody acts for an organisation. A person acts for one organisation and no more: throws CONFLICT when they
 * act for another, and for an administrator of the partnership, who sees no entry.
 */
export async function appoint(
  { database }: ReviewsService,
  viewer: Viewer,
  { person, organisation, partnership }: Appointment,
  role: string,
): Promise<boolean> {
  const appointedBy = partnershipOf(viewer, partnership, 'appointing people');
  if (!organisationRoles.some((known) => known === role)) {
    throw badInput(`"${role}" is not a role in an organisation: it takes ${organisationRoles.join(', ')}.`);
  }
  await knownOrganisation(database, organisation);
  await refuseAdministrator(database, appointedBy, person);
  await refuseActingElsewhere(database.manager, person, organisation);
  await database.query(
    `INSERT INTO organisation_person (partnership_id, person, organisation_id, role) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [appointedBy, person, organisation, role],
  );
  return true;
}

/** Ends all that somebody does for an organisation in this partnership's reviews. It is felt when their pass runs out. */
export async function dismiss(
  { database }: ReviewsService,
  viewer: Viewer,
  { person, organisation, partnership }: Appointment,
): Promise<boolean> {
  const by = partnershipOf(viewer, partnership, 'dismissing people');
  const [, ended] = isUuid(organisation)
    ? ((await database.query(
        'DELETE FROM organisation_person WHERE partnership_id = $1 AND person = $2 AND organisation_id = $3',
        [by, person, organisation],
      )) as [unknown, number])
    : [null, 0];
  if (ended === 0) {
    throw notFound('appointment of', person);
  }
  // Whoever comes from nowhere stands in for nobody.
  await database.query(
    `UPDATE stand_in SET ends_at = now() WHERE person = $2 AND from_organisation_id = $3 AND ends_at IS NULL
     AND review_id IN (SELECT id FROM review WHERE partnership_id = $1)`,
    [by, person, organisation],
  );
  return true;
}
