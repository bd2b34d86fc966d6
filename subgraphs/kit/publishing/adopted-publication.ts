import type { EntityManager } from 'typeorm';
import { canonical, sha256 } from '../canonical.ts';
import type { AgencyService } from './agency-service.ts';
import type { GivenBack } from './held.ts';
import type { DeliveryAnswer, Manifest, Pointer } from './manifest.ts';
import { OWN_WORDS, OWN_WORDS_KIND } from './own-words.ts';

/** A publication that the hub gave back, and what is in it. */
export type Restored = { readonly manifest: Manifest; readonly answer: DeliveryAnswer; readonly given: GivenBack };

/** The organisation's own words are lost and kept in their place as an entry's are. */
export const allPointers = ({ pointers, words }: Manifest) => (words === null ? pointers : [...pointers, words]);

/** Puts a publication back with the hub's answer to it. */
export async function putPublication(
  manager: EntityManager,
  id: string,
  { manifest, answer, given }: Restored,
): Promise<void> {
  const { answer: nilReturn, noContact, withdrawn, form, author, words, pointers, number } = manifest;
  const state = { answer: nilReturn, noContact, withdrawn, form, author, words };
  const stateHash = sha256(canonical(state), ...pointers.map(canonical));
  await manager.query(
    `INSERT INTO publication (contribution_id, number, hash, state_hash, signed, published_by, published_at)
     VALUES ($1, $2, $3, $4, $5, 'not known since a restore', $6)`,
    [id, number, answer.hash, stateHash, given.signed, manifest.publishedAt],
  );
  await manager.query(
    'INSERT INTO delivery (contribution_id, number, answer, outcome, refusal) VALUES ($1, $2, $3, $4, $5)',
    [id, number, given.answer, answer.outcome, answer.refusal],
  );
}

/** Makes the entries and revisions of a manifest that are not here, without their words. */
export async function putRevisions(
  manager: EntityManager,
  { now }: AgencyService,
  id: string,
  manifest: Manifest,
): Promise<void> {
  const rows = JSON.stringify(
    allPointers(manifest).map((pointer) => ({
      ...pointer,
      facts: canonical(factsOf(pointer)),
      ...sourceOf(pointer, manifest.code),
    })),
  );
  await manager.query(
    `INSERT INTO entry (id, contribution_id, source_system, source_record_id, version, position, changed)
     SELECT entry, $1, system, record, 1, sequence, false
     FROM jsonb_to_recordset($2::jsonb) AS row(entry uuid, sequence int, system text, record text) ON CONFLICT DO NOTHING`,
    [id, rows],
  );
  await manager.query(
    `INSERT INTO revision (id, entry_id, number, content_hash, facts, lost_at)
     SELECT revision, entry, $1, "contentHash", facts, $3
     FROM jsonb_to_recordset($2::jsonb) AS row(entry uuid, revision uuid, "contentHash" text, facts text)
     ON CONFLICT DO NOTHING`,
    [manifest.number, rows, now()],
  );
}

/** By what a lost entry is known until its source sends it again. Own words keep their number: `HOS-RETURN2` is 2. */
const sourceOf = ({ entry, kind, reference }: Pointer, code: string) =>
  kind === OWN_WORDS_KIND || reference.startsWith(`${code}-RETURN`)
    ? { system: OWN_WORDS, record: reference.slice(`${code}-RETURN`.length) || '1' }
    : { system: 'lost', record: entry };

function factsOf(pointer: Pointer) {
  const { entry, revision, reference, sortEarliest, sequence, contentHash, withdrawn, ...facts } = pointer;
  return facts;
}
