import type { EntityManager } from 'typeorm';
import { asOrganisation } from '../access/as-organisation.ts';
import { notFound } from '../errors.ts';
import { inLondon } from '../occurred/london.ts';
import { type NewRetention, RETENTION_COLUMNS, type Retention } from '../retention.ts';
import type { AgencyService, Place } from './agency-service.ts';

/** Says how long a contribution is to be kept. Throws NOT_FOUND where there is none. */
export function keepContribution(
  { database, now }: AgencyService,
  { review, organisation }: Place,
  { until, reason }: NewRetention,
  by: string,
): Promise<Retention> {
  return asOrganisation(database, organisation, async (manager) => {
    const [contribution] = (await manager.query(
      'SELECT id FROM contribution WHERE review_id = $1 AND organisation_id = $2',
      [review, organisation],
    )) as { id: string }[];
    if (contribution === undefined) {
      throw notFound('contribution to the review', review);
    }
    const at = now();
    await manager.query(
      'INSERT INTO retention (contribution_id, until, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5)',
      [contribution.id, until, reason, by, at],
    );
    return (await retentionOf(manager, contribution.id, at))!;
  });
}

/** What was decided last on a contribution, null while nothing was. */
export async function retentionOf(manager: EntityManager, contribution: string, at: Date): Promise<Retention | null> {
  const [row] = (await manager.query(
    `SELECT ${RETENTION_COLUMNS} FROM retention WHERE contribution_id = $1 ORDER BY number DESC LIMIT 1`,
    [contribution, inLondon(at.toISOString()).day],
  )) as Retention[];
  return row ?? null;
}
