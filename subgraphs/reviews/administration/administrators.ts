import type { DataSource, EntityManager } from 'typeorm';
import { issuerOf } from '../../kit/access/issuers.ts';
import type { Viewer } from '../../kit/access/viewer.ts';
import { badInput, CaseReviewError, notFound } from '../../kit/errors.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { partnershipOf } from './permissions.ts';

/** Somebody who administers a partnership, or did: `appointedBy` and `endedBy` are null where whoever runs the hub did it. */
export type Administrator = {
  readonly person: string;
  readonly since: Date;
  readonly appointedBy: string | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
};

/** All who administer a partnership or did, those of today first. */
export async function administratorsOf(
  { database }: ReviewsService,
  viewer: Viewer,
  partnership: string | null,
): Promise<readonly Administrator[]> {
  const by = partnershipOf(viewer, partnership, 'seeing who administers a partnership');
  return (await database.query(
    `SELECT person, since, appointed_by AS "appointedBy", NULL AS "endedAt", NULL AS "endedBy"
     FROM administrator WHERE partnership_id = $1
     UNION ALL
     SELECT person, since, appointed_by, ended_at, ended_by FROM ended_administrator WHERE partnership_id = $1
     ORDER BY "endedAt" DESC NULLS FIRST, since, person`,
    [by],
  )) as readonly Administrator[];
}

/** Lets somebody administer a partnership. Again changes nothing. Throws CONFLICT for whoever reads entries of its reviews. */
export async function appointAdministrator(
  { database, issuers }: ReviewsService,
  viewer: Viewer,
  person: string,
  partnership: string | null,
): Promise<boolean> {
  const by = partnershipOf(viewer, partnership, 'appointing administrators');
  if (issuerOf(issuers, person) === undefined) {
    throw badInput(`Nobody signs in as "${person}" here.`);
  }
  await database.transaction(async (manager) => {
    await lockPeople(manager, by);
    await refuseReader(manager, by, person);
    await manager.query(
      `INSERT INTO administrator (person, partnership_id, appointed_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [person, by, viewer.person],
    );
  });
  return true;
}

/** Ends that somebody administers a partnership. It is felt when their pass runs out. Throws CONFLICT for the last one. */
export async function dismissAdministrator(
  { database }: ReviewsService,
  viewer: Viewer,
  person: string,
  partnership: string | null,
): Promise<boolean> {
  const by = partnershipOf(viewer, partnership, 'dismissing administrators');
  if ((await database.transaction((manager) => endAdministrator(manager, by, person, viewer.person))) === 0) {
    throw notFound('administrator of this partnership', person);
  }
  return true;
}

/** Ends it in a transaction that ends more. Gives how many they were: 1 or 0. */
export async function endAdministrator(
  manager: EntityManager,
  partnership: string,
  person: string,
  by: string,
): Promise<number> {
  await lockPeople(manager, partnership);
  const all = (await manager.query('SELECT person FROM administrator WHERE partnership_id = $1', [partnership])) as {
    readonly person: string;
  }[];
  if (!all.some((each) => each.person === person)) {
    return 0;
  }
  if (all.length === 1) {
    throw new CaseReviewError(
      'CONFLICT',
      `"${person}" alone administers this partnership: appoint somebody else first.`,
    );
  }
  await manager.query(
    `WITH ended AS (DELETE FROM administrator WHERE partnership_id = $1 AND person = $2 RETURNING *)
     INSERT INTO ended_administrator (partnership_id, person, appointed_by, since, ended_by)
     SELECT partnership_id, person, appointed_by, since, $3 FROM ended`,
    [partnership, person, by],
  );
  return 1;
}

/** Two who end each other at the same moment must leave one. */
const lockPeople = (manager: EntityManager, partnership: string) =>
  manager.query('SELECT FROM partnership WHERE id = $1 FOR UPDATE', [partnership]);

/** Throws CONFLICT for an administrator of the partnership: they see no entry, so they are given no part that shows one. */
export async function refuseAdministrator(
  database: Pick<DataSource, 'query'>,
  partnership: string,
  person: string,
): Promise<void> {
  const [administrator] = (await database.query(
    'SELECT 1 FROM administrator WHERE person = $1 AND partnership_id = $2',
    [person, partnership],
  )) as unknown[];
  if (administrator !== undefined) {
    throw new CaseReviewError(
      'CONFLICT',
      `"${person}" administers this partnership, and an administrator sees no entry.`,
    );
  }
}

async function refuseReader(manager: EntityManager, partnership: string, person: string): Promise<void> {
  const [reader] = (await manager.query(
    `SELECT FROM membership m JOIN review v ON v.id = m.review_id
     WHERE m.person = $2 AND v.partnership_id = $1 AND (m.ends_at IS NULL OR m.ends_at > now())
     UNION ALL SELECT FROM organisation_person WHERE person = $2 AND partnership_id = $1
     UNION ALL SELECT FROM stand_in s JOIN review v ON v.id = s.review_id
     WHERE s.person = $2 AND v.partnership_id = $1 AND (s.ends_at IS NULL OR s.ends_at > now())
     UNION ALL SELECT FROM invitation i JOIN review v ON v.id = i.review_id
     WHERE i.redeemed_by = $2 AND v.partnership_id = $1 AND i.ended_at IS NULL AND v.closed_at IS NULL`,
    [partnership, person],
  )) as unknown[];
  if (reader !== undefined) {
    throw new CaseReviewError(
      'CONFLICT',
      `"${person}" has a part in a review or an organisation of this partnership, and an administrator sees no entry. End that first.`,
    );
  }
}
