import type { EntityManager } from 'typeorm';
import type { Handling, OnwardUse, ReasonHeldBack } from '../vocabulary.ts';

/** One published entry that its organisation holds back from some of the panel, as it shows it to itself. */
export type HeldBack = {
  readonly reference: string;
  readonly handling: Handling;
  readonly reasons: readonly ReasonHeldBack[];
  readonly named: readonly string[];
  readonly onwardUse: readonly OnwardUse[];
  readonly heldBackBy: string | null;
  readonly gist: string | null;
  /** ISO day on which holding it back is to be looked at again. */
  readonly reviewOn: string | null;
  readonly reviewOverdue: boolean;
};

/** What a contribution holds back now, those whose review is overdue first.. */
export const heldBackOf = (manager: EntityManager, contribution: string, today: string): Promise<readonly HeldBack[]> =>
  manager.query(
    `SELECT p.reference, p.handling, p.reasons, p.named, p.gist, r.content::jsonb ->> 'heldBackBy' AS "heldBackBy",
            coalesce(r.facts::jsonb -> 'onwardUse', '[]') AS "onwardUse", r.content::jsonb ->> 'reviewOn' AS "reviewOn",
            coalesce(r.content::jsonb ->> 'reviewOn' < $2, false) AS "reviewOverdue"
     FROM entry e JOIN published_entry p ON p.entry_id = e.id JOIN revision r ON r.id = e.revision_id
     WHERE e.contribution_id = $1 AND p.handling <> 'PANEL' AND p.withdrawn_at IS NULL
     ORDER BY "reviewOverdue" DESC, "reviewOn", e.position`,
    [contribution, today],
  );
