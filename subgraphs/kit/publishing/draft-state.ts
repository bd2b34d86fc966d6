import type { DataSource, EntityManager } from 'typeorm';

/**
 * What an organisation's service tells the hub of a draft of which nothing was published yet, as days in London: that there
 * is one, and never what it says or how much. Both are null where there is none, or none any more.
 */
export type DraftState = { readonly review: string; readonly since: string | null; readonly signedOn: string | null };

const TODAY = "(now() AT TIME ZONE 'Europe/London')::date";

/** SQL that notes the change of a draft, where `changed` is the contribution's row: a signature for what it was is gone. */
export const NOTE_CHANGE = `INSERT INTO draft_state (review_id, organisation_id, since)
  SELECT review_id, organisation_id, ${TODAY} FROM changed WHERE last_number = 0
  ON CONFLICT (review_id, organisation_id) DO UPDATE
  SET since = coalesce(draft_state.since, EXCLUDED.since), signed_on = NULL`;

/** Notes that a draft was signed off as it is. */
export const noteSignature = (manager: EntityManager, contribution: string): Promise<unknown> =>
  manager.query(
    `UPDATE draft_state d SET signed_on = ${TODAY} FROM contribution c
     WHERE c.id = $1 AND d.review_id = c.review_id AND d.organisation_id = c.organisation_id`,
    [contribution],
  );

/** Notes that there is no draft any more, where nothing is left of it. */
export const noteIfEmptied = (manager: EntityManager, contribution: string): Promise<unknown> =>
  manager.query(
    `UPDATE draft_state d SET since = NULL, signed_on = NULL FROM contribution c
     WHERE c.id = $1 AND d.review_id = c.review_id AND d.organisation_id = c.organisation_id AND c.answer IS NULL
       AND c.no_contact = '[]' AND NOT EXISTS (SELECT FROM entry e WHERE e.contribution_id = c.id)`,
    [contribution],
  );

/**
 * The states of the drafts of all organisations, by organisation. Without an organisation set, PostgreSQL shows those
 * contributions alone of which something was published: of these nothing more is told.
 */
export async function draftStates(database: DataSource): Promise<ReadonlyMap<string, readonly DraftState[]>> {
  const rows = (await database.query(
    `SELECT d.organisation_id AS organisation,
            jsonb_agg(jsonb_build_object('review', d.review_id, 'since', CASE WHEN c.id IS NULL THEN d.since END,
                                         'signedOn', CASE WHEN c.id IS NULL THEN d.signed_on END)) AS drafts
     FROM draft_state d LEFT JOIN contribution c USING (review_id, organisation_id) GROUP BY d.organisation_id`,
  )) as { organisation: string; drafts: readonly DraftState[] }[];
  return new Map(rows.map(({ organisation, drafts }) => [organisation, drafts]));
}
