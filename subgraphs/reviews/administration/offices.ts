import { areaRoles, officeRoles, type Viewer } from '../../kit/access/viewer.ts';
import { badInput, notFound } from '../../kit/errors.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { partnershipOf } from './permissions.ts';

/** An office to give: for the roles of an area it names the area (`QE1`), for the others it names none. */
export type NewOffice = {
  readonly person: string;
  readonly role: string;
  readonly area: string | null;
  readonly partnership: string | null;
};

/** Gives somebody an office. Giving it again changes nothing. None of them shows an entry. */
export async function giveOffice(
  { database }: ReviewsService,
  viewer: Viewer,
  { person, role, area, partnership }: NewOffice,
): Promise<boolean> {
  const by = partnershipOf(viewer, partnership, 'giving offices');
  if (!officeRoles.some((known) => known === role)) {
    throw badInput(`"${role}" is not an office: it takes ${officeRoles.join(', ')}.`);
  }
  const needsArea = areaRoles.some((known) => known === role);
  if (needsArea !== (area !== null)) {
    throw badInput(needsArea ? `The office "${role}" is of an area: name it.` : `The office "${role}" is of no area.`);
  }
  await database.query(
    `INSERT INTO office (partnership_id, person, role, area) SELECT $1, $2, $3, $4
     WHERE NOT EXISTS (SELECT FROM office WHERE partnership_id = $1 AND person = $2 AND role = $3
                       AND area IS NOT DISTINCT FROM $4 AND ends_at IS NULL)`,
    [by, person, role, area],
  );
  return true;
}

/** Ends an office of somebody, in every area. It is felt when their pass runs out. */
export async function endOffice(
  { database }: ReviewsService,
  viewer: Viewer,
  { person, role, partnership }: Omit<NewOffice, 'area'>,
): Promise<boolean> {
  const by = partnershipOf(viewer, partnership, 'ending offices');
  const [, ended] = (await database.query(
    'UPDATE office SET ends_at = now() WHERE partnership_id = $1 AND person = $2 AND role = $3 AND ends_at IS NULL',
    [by, person, role],
  )) as [unknown, number];
  if (ended === 0) {
    throw notFound('office of', person);
  }
  return true;
}
