import type { DataSource, EntityManager } from 'typeorm';
import { asOrganisation } from '../access/as-organisation.ts';
import type { AgencyService, Place } from './agency-service.ts';

/** Entries of a contribution whose words were erased, as the service tells the hub: by their ids, which say nothing. */
export type ErasedEntries = { readonly review: string; readonly entries: readonly string[] };

/** Takes away what entries said, in every revision and in the draft; rows, references, hashes and receipts stay. */
export async function eraseWords(manager: EntityManager, entries: readonly string[]): Promise<void> {
  await manager.query('UPDATE revision SET content = NULL, salt = NULL WHERE entry_id = ANY($1)', [entries]);
  await manager.query('UPDATE published_entry SET gist = NULL WHERE entry_id = ANY($1)', [entries]);
  await manager.query('UPDATE entry SET draft = NULL, erased_at = now() WHERE id = ANY($1)', [entries]);
}

/** All that was erased here, by organisation. A revision has no words where they were erased or lost. */
export async function erasedEntries(database: DataSource): Promise<ReadonlyMap<string, readonly ErasedEntries[]>> {
  const rows = (await database.query(
    `SELECT organisation, jsonb_agg(jsonb_build_object('review', review, 'entries', entries)) AS erased
     FROM (SELECT p.organisation_id AS organisation, p.review_id AS review, array_agg(DISTINCT p.entry_id) AS entries
           FROM revision r JOIN published_entry p USING (entry_id)
           WHERE r.content IS NULL AND r.lost_at IS NULL GROUP BY p.organisation_id, p.review_id) AS contribution
     GROUP BY organisation`,
  )) as { organisation: string; erased: readonly ErasedEntries[] }[];
  return new Map(rows.map(({ organisation, erased }) => [organisation, erased]));
}

/**
 * Erases again what the hub knows was erased and an older backup has brought back. Gives the references of what had words.
 * Who asked and who confirmed it is known no more.
 */
export const eraseAgain = (
  { database }: AgencyService,
  { review, organisation }: Place,
  entries: readonly string[],
): Promise<readonly string[]> =>
  asOrganisation(database, organisation, async (manager) => {
    const back = (await manager.query(
      `SELECT e.id, e.reference FROM entry e JOIN contribution c ON c.id = e.contribution_id
       WHERE c.review_id = $1 AND c.organisation_id = $2 AND e.id = ANY($3)
         AND (e.draft IS NOT NULL OR EXISTS (SELECT FROM revision r WHERE r.entry_id = e.id AND r.content IS NOT NULL))
       ORDER BY e.position FOR UPDATE OF e`,
      [review, organisation, entries],
    )) as { id: string; reference: string }[];
    const ids = back.map(({ id }) => id);
    await manager.query(
      `INSERT INTO erasure (entry_id, reason, asked_by, confirmed_by, confirmed_at)
       SELECT id, $2, $2, $2, now() FROM unnest($1::uuid[]) AS back(id)
       ON CONFLICT (entry_id) DO UPDATE SET confirmed_by = EXCLUDED.confirmed_by, confirmed_at = EXCLUDED.confirmed_at`,
      [ids, 'not known since a restore'],
    );
    await eraseWords(manager, ids);
    return back.map(({ reference }) => reference);
  });
