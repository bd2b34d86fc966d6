import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { actAs } from '../access/as-organisation.ts';
import type { Place } from './agency-service.ts';
import { NOTE_CHANGE } from './draft-state.ts';
import { type Statement, statement } from './statement.ts';
import { Contribution } from './tables.ts';

/** Who changes a draft: a person, or a system that delivers on its own. */
export type Writer = {
  readonly person: string;
  readonly isSystem: boolean;
  /** The organisation they come from, where they act for another. */
  readonly from: string | null;
};

/** Counts a change of the draft and keeps who made it. What else changes in the row is the caller's: SQL from `$3` on. */
export const draftChanged = (
  manager: EntityManager,
  id: string,
  { person, isSystem }: Writer,
  changes = '',
  values: readonly unknown[] = [],
) =>
  manager.query(
    `WITH changed AS (
       UPDATE contribution SET version = version + 1, writers = writers || $2::jsonb${changes === '' ? '' : `, ${changes}`}
       WHERE id = $1 RETURNING review_id, organisation_id, last_number
     ) ${NOTE_CHANGE}`,
    [id, JSON.stringify({ [person]: isSystem }), ...values],
  );

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
