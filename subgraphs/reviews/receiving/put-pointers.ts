import type { EntityManager } from 'typeorm';
import { canonical, sha256 } from '../../kit/canonical.ts';
import { sortKey } from '../../kit/occurred/sort-key.ts';
import type { Manifest, Pointer } from '../../kit/publishing/manifest.ts';
import { statement } from '../../kit/publishing/statement.ts';

/** Rows one statement carries. */
const CHUNK = 1_000;

type Current = { readonly entry_id: string; readonly digest: string };

/**
 * Makes the index say what the manifest says from this version on. What is unchanged stays untouched; what it replaces
 * keeps its place in the versions before.
 */
export async function putPointers(manager: EntityManager, manifest: Manifest, version: number): Promise<void> {
  const { review, organisation } = manifest;
  const current = (await manager.query(
    'SELECT entry_id, digest FROM pointer WHERE review_id = $1 AND organisation_id = $2 AND to_version IS NULL',
    [review, organisation],
  )) as Current[];
  const held = new Map(current.map(({ entry_id, digest }) => [entry_id, digest]));
  const rows = manifest.pointers.map((pointer) => rowOf(manifest, pointer, version));
  const changed = rows.filter((row) => held.get(row.entry_id) !== row.digest);
  const stated = new Set(rows.map((row) => row.entry_id));
  const closing = [
    ...changed.map((row) => row.entry_id).filter((id) => held.has(id)),
    ...[...held.keys()].filter((id) => !stated.has(id)),
  ];
  await statement('receive: close pointers', () =>
    manager.query(
      `UPDATE pointer SET to_version = $3
       WHERE review_id = $1 AND organisation_id = $2 AND to_version IS NULL AND entry_id = ANY($4::uuid[])`,
      [review, organisation, version, closing],
    ),
  );
  await statement('receive: insert pointers', async () => {
    for (let start = 0; start < changed.length; start += CHUNK) {
      await insert(manager, changed.slice(start, start + CHUNK));
    }
  });
}

/** Tells one state of an entry from another. */
export const digestOf = (pointer: Pointer) => sha256(canonical(pointer));

function rowOf({ review, organisation, code }: Manifest, pointer: Pointer, version: number) {
  const { entry, revision, reference, occurred, sortEarliest, sequence, contentHash, withdrawn, ...facts } = pointer;
  return {
    revision_id: revision,
    entry_id: entry,
    review_id: review,
    organisation_id: organisation,
    from_version: version,
    sort_key: sortKey(occurred, code, sequence, entry, sortEarliest),
    reference,
    earliest: occurred.earliest,
    latest: occurred.latest,
    undated: occurred.precision === 'UNKNOWN',
    kind: facts.kind,
    kind_label: facts.kindLabel,
    kind_listed: facts.kindListed,
    significance: facts.significance,
    handling: facts.handling,
    named: facts.named,
    onward_use: facts.onwardUse,
    subjects: facts.subjects,
    facts: JSON.stringify({ occurred, ...facts }),
    content_hash: contentHash,
    digest: digestOf(pointer),
    withdrawn_at: withdrawn?.at ?? null,
    withdrawn_reason: withdrawn?.reason ?? null,
  };
}

const insert = (manager: EntityManager, rows: readonly ReturnType<typeof rowOf>[]) =>
  manager.query(
    `INSERT INTO pointer (revision_id, entry_id, review_id, organisation_id, from_version, sort_key, reference, earliest,
                          latest, undated, kind, kind_label, kind_listed, significance, handling, named, onward_use, subjects, facts,
                          content_hash, digest, withdrawn_at, withdrawn_reason)
     SELECT revision_id, entry_id, review_id, organisation_id, from_version, sort_key, reference, earliest, latest, undated,
            kind, kind_label, kind_listed, significance, handling, named, onward_use, subjects, facts, content_hash, digest,
            withdrawn_at, withdrawn_reason
     FROM jsonb_populate_recordset(NULL::pointer, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
