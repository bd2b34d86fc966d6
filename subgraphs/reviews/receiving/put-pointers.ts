import type { EntityManager } from 'typeorm';
import type { Manifest } from '../../kit/publishing/manifest.ts';
import { statement } from '../../kit/publishing/statement.ts';
import type { PointerRow } from './pointer-row.ts';
import type { Changes } from './what-changes.ts';

/** Rows one statement carries. */
const CHUNK = 1_000;

/**
 * Makes the index say what the manifest says from this version on. What it replaces keeps its place in the versions
 * before.
 */
export async function putPointers(
  manager: EntityManager,
  { review, organisation }: Manifest,
  { closing, opening }: Changes,
  version: number,
): Promise<void> {
  await statement('receive: close pointers', () =>
    manager.query(
      `UPDATE pointer SET to_version = $3
       WHERE review_id = $1 AND organisation_id = $2 AND to_version IS NULL AND entry_id = ANY($4::uuid[])`,
      [review, organisation, version, closing],
    ),
  );
  await statement('receive: insert pointers', async () => {
    for (let start = 0; start < opening.length; start += CHUNK) {
      await insert(manager, opening.slice(start, start + CHUNK), version);
    }
  });
}

const insert = (manager: EntityManager, rows: readonly PointerRow[], version: number) =>
  manager.query(
    `INSERT INTO pointer (revision_id, entry_id, review_id, organisation_id, from_version, sort_key, reference, earliest,
                          latest, undated, kind, kind_label, kind_listed, significance, handling, named, onward_use,
                          subjects, facts, content_hash, digest, withdrawn_at, withdrawn_reason)
     SELECT revision_id, entry_id, review_id, organisation_id, $2, sort_key, reference, earliest, latest, undated, kind,
            kind_label, kind_listed, significance, handling, named, onward_use, subjects, facts, content_hash, digest,
            withdrawn_at, withdrawn_reason
     FROM jsonb_populate_recordset(NULL::pointer, $1::jsonb)`,
    [JSON.stringify(rows), version],
  );
