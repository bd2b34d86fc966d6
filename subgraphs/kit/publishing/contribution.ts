import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { actAs } from '../access/as-organisation.ts';
import type { Place } from './agency-service.ts';
import { type Statement, statement } from './statement.ts';
import { Contribution } from './tables.ts';

/**
 * Gives the contribution, making it when it is the first time, and holds it until the transaction ends. From here on the
 * transaction works for its organisation and sees the drafts of no other.
 */
export async function lockContribution(
  manager: EntityManager,
  { review, organisation }: Place,
  code: string,
  name: Statement,
): Promise<Contribution> {
  return statement(name, async () => {
    await actAs(manager, organisation);
    await manager.query(
      'INSERT INTO contribution (id, review_id, organisation_id, code) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [randomUUID(), review, organisation, code],
    );
    return manager.getRepository(Contribution).findOneOrFail({
      where: { reviewId: review, organisationId: organisation },
      lock: { mode: 'pessimistic_write' },
    });
  });
}
