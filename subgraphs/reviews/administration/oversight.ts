import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kit/access/viewer.ts';
import { badInput, CaseReviewError, notFound } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { knownOrganisation, periodFrom } from './checked.ts';
import { partnershipOf } from './permissions.ts';

/** That one body signs for an organisation in the reviews of one partnership, from a day to a day (both in it). */
export type NewOversight = {
  readonly organisation: string;
  readonly overseer: string;
  readonly from: string;
  readonly to: string | null;
  readonly partnership: string | null;
};

/**
 * Enters the body whose signatories sign for an organisation that has no second person of its own. Entered again, it takes the
 * place of what was entered of the two before. Throws CONFLICT where the organisation has two people.
 */
export async function putOversight(
  { database }: ReviewsService,
  viewer: Viewer,
  { organisation, overseer, from, to, partnership }: NewOversight,
): Promise<boolean> {
  const by = partnershipOf(viewer, partnership, 'entering which body oversees which organisation');
  const [fromDay, toDay] = periodFrom(from, to);
  await knownOrganisation(database, organisation);
  await knownOrganisation(database, overseer);
  if (organisation === overseer) {
    throw badInput('An organisation does not oversee itself: name the body whose signatories sign for it.');
  }
  await refuseSecondPerson(database, by, organisation);
  await database.transaction(async (manager) => {
    await manager.query(
      `UPDATE oversight SET ended_at = now()
       WHERE partnership_id = $1 AND organisation_id = $2 AND overseer_id = $3 AND ended_at IS NULL`,
      [by, organisation, overseer],
    );
    await manager.query(
      `INSERT INTO oversight (id, partnership_id, organisation_id, overseer_id, from_day, to_day, entered_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [randomUUID(), by, organisation, overseer, fromDay, toDay, viewer.person],
    );
  });
  return true;
}

async function refuseSecondPerson(database: DataSource, partnership: string, organisation: string): Promise<void> {
  const [{ people }] = (await database.query(
    `SELECT count(*)::int AS people FROM (
       SELECT person FROM organisation_person
       WHERE partnership_id = $1 AND organisation_id = $2 AND role IN ('AUTHOR', 'SIGNATORY')
       UNION
       SELECT i.redeemed_by FROM invitation i JOIN review v ON v.id = i.review_id
       WHERE v.partnership_id = $1 AND i.organisation_id = $2 AND i.redeemed_by IS NOT NULL AND i.ended_at IS NULL
         AND v.closed_at IS NULL) own`,
    [partnership, organisation],
  )) as [{ people: number }];
  if (people > 1) {
    throw new CaseReviewError(
      'CONFLICT',
      `The organisation "${organisation}" has ${people} people of its own: one of them signs what another writes.`,
    );
  }
}

/** Ends it at once. It is felt when a pass runs out. Throws NOT_FOUND when the one does not oversee the other. */
export async function endOversight(
  { database }: ReviewsService,
  viewer: Viewer,
  { organisation, overseer, partnership }: Omit<NewOversight, 'from' | 'to'>,
): Promise<boolean> {
  const by = partnershipOf(viewer, partnership, 'ending which body oversees which organisation');
  const [, ended] =
    isUuid(organisation) && isUuid(overseer)
      ? ((await database.query(
          `UPDATE oversight SET ended_at = now()
           WHERE partnership_id = $1 AND organisation_id = $2 AND overseer_id = $3 AND ended_at IS NULL`,
          [by, organisation, overseer],
        )) as [unknown, number])
      : [null, 0];
  if (ended === 0) {
    throw notFound('body that oversees this organisation', overseer);
  }
  return true;
}
