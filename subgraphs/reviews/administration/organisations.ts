import type { Viewer } from '../../kit/access/viewer.ts';
import { badInput, CaseReviewError } from '../../kit/errors.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { type Sector, sectors } from '../sectors.ts';
import { idFor } from './checked.ts';
import { partnershipOf } from './permissions.ts';

export type NewOrganisation = {
  readonly id: string | null;
  readonly name: string;
  readonly sector: string;
  readonly service: string | null;
  readonly partnership: string | null;
};

type Known = {
  readonly name: string;
  readonly sector: string;
  readonly service: string | null;
  readonly entered_by: string;
};

/**
 * Enters an organisation, or corrects it. Several partnerships may ask one organisation, so only the one that entered it
 * corrects it, and nobody moves it to another service once it has published. Throws CONFLICT for either.
 */
export async function putOrganisation(
  service: ReviewsService,
  viewer: Viewer,
  organisation: NewOrganisation,
): Promise<string> {
  const partnership = partnershipOf(viewer, organisation.partnership, 'entering organisations');
  const { name, sector, service: holder } = organisation;
  refuseUnknown(service, sector, holder);
  const id = idFor('an organisation', organisation.id);
  return service.database.transaction(async (manager) => {
    await manager.query(
      'INSERT INTO organisation (id, name, sector, service, entered_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
      [id, name, sector, holder, partnership],
    );
    const [known] = (await manager.query(
      'SELECT name, sector, service, entered_by FROM organisation WHERE id = $1 FOR UPDATE',
      [id],
    )) as [Known];
    if (known.name === name && known.sector === sector && known.service === holder) {
      return id;
    }
    const [published] = (await manager.query('SELECT 1 FROM publication WHERE organisation_id = $1 LIMIT 1', [
      id,
    ])) as unknown[];
    const moves = known.sector !== sector || known.service !== holder;
    if (known.entered_by !== partnership || (moves && published !== undefined)) {
      throw new CaseReviewError('CONFLICT', `The organisation "${id}" is entered already, as "${known.name}".`);
    }
    await manager.query('UPDATE organisation SET name = $2, sector = $3, service = $4 WHERE id = $1', [
      id,
      name,
      sector,
      holder,
    ]);
    return id;
  });
}

function refuseUnknown({ agencies }: ReviewsService, sector: string, holder: string | null): void {
  if (!sectors.includes(sector as Sector)) {
    throw badInput(`"${sector}" is not a sector: it takes ${sectors.join(', ')}.`);
  }
  const agency = agencies.find(({ name }) => name === holder);
  if (holder !== null && agency === undefined) {
    throw badInput(`"${holder}" is not a service of this hub: it has ${agencies.map(({ name }) => name).join(', ')}.`);
  }
}
