import type { EntityManager } from 'typeorm';
import { allPointers } from './adopted-publication.ts';
import type { Manifest } from './manifest.ts';

/** Makes entries and contribution say what the latest manifest says. A draft that is not sent yet stays one. */
export async function putState(manager: EntityManager, id: string, manifest: Manifest, hash: string): Promise<void> {
  const { code, number, answer, noContact, withdrawn, form, author, signedOff, pointers } = manifest;
  const rows = JSON.stringify(
    allPointers(manifest).map((pointer) => ({
      ...pointer,
      reason: pointer.withdrawn?.reason,
      at: pointer.withdrawn?.at,
    })),
  );
  await manager.query(
    `UPDATE entry SET revision_id = row.revision, reference = row.reference, withdrawn_at = row.at, withdrawn_reason = row.reason
     FROM jsonb_to_recordset($1::jsonb) AS row(entry uuid, revision uuid, reference text, at timestamptz, reason text)
     WHERE entry.id = row.entry`,
    [rows],
  );
  await manager.query(
    `INSERT INTO published_entry (entry_id, review_id, organisation_id, reference, handling, named, reasons, withdrawn_at,
                                  withdrawn_reason)
     SELECT entry, $2, $3, reference, handling, named, reasons, at, reason
     FROM jsonb_to_recordset($1::jsonb) AS row(entry uuid, reference text, handling text, named text[], reasons text[],
                                               at timestamptz, reason text)
     ON CONFLICT (entry_id) DO UPDATE SET handling = EXCLUDED.handling, named = EXCLUDED.named, reasons = EXCLUDED.reasons,
       withdrawn_at = EXCLUDED.withdrawn_at, withdrawn_reason = EXCLUDED.withdrawn_reason`,
    [rows, manifest.review, manifest.organisation],
  );
  const lastOf = (series: string) =>
    Math.max(
      0,
      ...pointers
        .map(({ reference }) => reference)
        .filter((one) => one.startsWith(series))
        .map((one) => Number(one.slice(series.length)) || 0),
    );
  await manager.query(
    `UPDATE contribution SET version = version + 1, last_number = $2, last_hash = $3, open_series = greatest(open_series, $4),
            hidden_series = greatest(hidden_series, $5), last_position = greatest(last_position, $6), answer = $7,
            no_contact = $8, withdrawn_reason = $9, form = $10, author = $11, published = $12 WHERE id = $1`,
    [
      id,
      number,
      hash,
      lastOf(`${code}-`),
      lastOf(`${code}-R`),
      Math.max(0, ...pointers.map(({ sequence }) => sequence)),
      answer,
      JSON.stringify(noContact),
      withdrawn,
      form,
      author,
      { answer, noContact, form, author, signedOff },
    ],
  );
}

/** References of entries that stand and whose words nobody has any more. */
export async function lostEntries(manager: EntityManager, id: string): Promise<readonly string[]> {
  const rows = (await manager.query(
    `SELECT e.reference FROM entry e JOIN revision r ON r.id = e.revision_id
     WHERE e.contribution_id = $1 AND r.lost_at IS NOT NULL AND e.withdrawn_at IS NULL ORDER BY e.position`,
    [id],
  )) as { reference: string }[];
  return rows.map(({ reference }) => reference);
}
