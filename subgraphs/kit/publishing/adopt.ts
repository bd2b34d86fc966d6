import type { EntityManager } from 'typeorm';
import { canonical, sha256 } from '../canonical.ts';
import { ownBytes, verifiedBytes } from '../service/keys.ts';
import type { VerifyingKey } from '../service/public-keys.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { lockContribution } from './contribution.ts';
import type { GivenBack } from './held.ts';
import type { DeliveryAnswer, Manifest, Pointer } from './manifest.ts';
import { OWN_WORDS, OWN_WORDS_KIND } from './own-words.ts';

export type Adopted = {
  readonly code: string;
  readonly numbers: readonly number[];
  /** References of entries whose words nobody has any more. */
  readonly lost: readonly string[];
};

type Restored = { readonly manifest: Manifest; readonly answer: DeliveryAnswer; readonly given: GivenBack };

/**
 * Takes the publications that this service lost back from the hub: numbers, hashes and references go on where they
 * were, and every entry keeps its place in the next publication. Words are not in the hub; what was lost is marked.
 * Gives null when there was nothing to take back after all.
 */
export async function adopt(
  service: AgencyService,
  hubKey: VerifyingKey,
  place: Place,
  after: number,
): Promise<Adopted | null> {
  const given = await service.hub.publicationsAfter(place, after);
  const restored = await Promise.all(given.map((one) => believed(one, place, hubKey)));
  const last = restored.at(-1);
  if (last === undefined) {
    return null;
  }
  const { code } = last.manifest;
  return service.database.transaction(async (manager) => {
    const contribution = await lockContribution(manager, place, code, 'publish: lock contribution');
    if (contribution.lastNumber !== after) {
      return null;
    }
    for (const one of restored) {
      await putPublication(manager, contribution.id, one);
      await putRevisions(manager, service, contribution.id, one.manifest);
    }
    await putState(manager, contribution.id, last.manifest, sha256(ownBytes(last.given.signed)));
    return {
      code,
      numbers: restored.map(({ manifest }) => manifest.number),
      lost: await lostEntries(manager, contribution.id),
    };
  });
}

/** What manifests of format 1 do not state. */
const unstated = { form: null, author: null, signedOff: null, words: null };

/** The organisation's own words are lost and kept in their place as an entry's are. */
const allPointers = ({ pointers, words }: Manifest) => (words === null ? pointers : [...pointers, words]);

/** Believes what the hub gives back only with its signature over these very bytes. */
async function believed(given: GivenBack, place: Place, hubKey: VerifyingKey): Promise<Restored> {
  const bytes = ownBytes(given.signed);
  const answer = JSON.parse(await verifiedBytes(given.answer, hubKey, 'delivery-answer')) as DeliveryAnswer;
  const manifest = { ...unstated, ...(JSON.parse(bytes) as Manifest) };
  if (
    answer.hash !== sha256(bytes) ||
    manifest.review !== place.review ||
    manifest.organisation !== place.organisation
  ) {
    throw new Error('The hub gave back another publication.');
  }
  return { manifest, answer, given };
}

async function putPublication(
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
async function putRevisions(
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

/** Makes entries and contribution say what the latest manifest says. A draft that is not sent yet stays one. */
async function putState(manager: EntityManager, id: string, manifest: Manifest, hash: string): Promise<void> {
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

async function lostEntries(manager: EntityManager, id: string): Promise<readonly string[]> {
  const rows = (await manager.query(
    `SELECT e.reference FROM entry e JOIN revision r ON r.id = e.revision_id
     WHERE e.contribution_id = $1 AND r.lost_at IS NOT NULL AND e.withdrawn_at IS NULL ORDER BY e.position`,
    [id],
  )) as { reference: string }[];
  return rows.map(({ reference }) => reference);
}
