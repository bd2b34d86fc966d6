import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { badInput, CaseReviewError } from '../errors.ts';
import { inChunks } from '../in-chunks.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { draftChanged, lockContribution, type Writer } from './contribution.ts';
import { OWN_WORDS } from './own-words.ts';
import type { PreparedEntry } from './prepared-entry.ts';
import { type Receipt, type RequestKey, remember, rememberedReceipt } from './remembered.ts';
import { inTransaction, statement } from './statement.ts';
import type { Outcome, SubmittedEntry } from './submitted-entry.ts';
import { type Contribution, Entry } from './tables.ts';

/** How the versions of what is held are regarded: an import of a whole file stands for the newest state by itself. */
export type Versions = 'expected' | 'newest';

export type Submission = {
  readonly place: Place;
  readonly code: string;
  readonly key: RequestKey;
  readonly entries: readonly PreparedEntry[];
  readonly versions: Versions;
  /** Writes what belongs with the entries, in the transaction that writes them. */
  readonly also?: (manager: EntityManager, contributionId: string) => Promise<void>;
  readonly by: Writer;
};

/** Puts entries into an organisation's draft: all of them or none. The same request again gives the same receipt. */
export async function submit(service: AgencyService, submission: Submission): Promise<Receipt> {
  refuseTwins(submission.entries);
  return inTransaction(service.database, 'submit: commit', async (manager) => {
    const { place, code, key } = submission;
    const contribution = await lockContribution(manager, place, code, 'submit: lock contribution');
    return (await rememberedReceipt(manager, place, key)) ?? (await write(manager, service, contribution, submission));
  });
}

type Written = { readonly entries: readonly SubmittedEntry[]; readonly changed: number; readonly lastPosition: number };

async function write(
  manager: EntityManager,
  service: AgencyService,
  contribution: Contribution,
  { place, key, entries, versions, also, by }: Submission,
): Promise<Receipt> {
  const start: Written = { entries: [], changed: 0, lastPosition: contribution.lastPosition };
  const written = await statement('submit: upsert entries', () =>
    inChunks(entries, start, (chunk, before) => writeChunk(manager, contribution, chunk, versions, before)),
  );
  if (written.changed > 0) {
    await draftChanged(manager, contribution.id, by, 'last_position = $3, answer = NULL', [written.lastPosition]);
  }
  await also?.(manager, contribution.id);
  const draftVersion = contribution.version + (written.changed > 0 ? 1 : 0);
  const done = { act: 'submit', draftVersion, entries: written.entries };
  return remember(manager, service, place, key, 'submit: remember request', done);
}

async function writeChunk(
  manager: EntityManager,
  { id }: Contribution,
  chunk: readonly PreparedEntry[],
  versions: Versions,
  before: Written,
): Promise<Written> {
  const held = await heldEntries(manager, id, chunk);
  const plans = chunk.map((entry) => planOf(entry, held.get(naturalKey(entry)), versions));
  const changes = plans.filter(({ outcome }) => outcome === 'ADDED' || outcome === 'UPDATED');
  const rows = changes.map(({ entry, version, held: known }, index) => ({
    id: known?.id ?? randomUUID(),
    source_system: entry.sourceSystem,
    source_record_id: entry.sourceRecordId,
    source_version: entry.sourceVersion,
    version,
    position: known?.position ?? before.lastPosition + 1 + index,
    draft: entry.draft,
    file_hash: entry.origin?.file ?? null,
    file_row: entry.origin?.row ?? null,
  }));
  await upsert(manager, id, rows);
  await advanceSourceVersions(manager, plans);
  const outcomes = plans.map(({ entry: { sourceSystem, sourceRecordId }, version, outcome }) => ({
    sourceSystem,
    sourceRecordId,
    version,
    outcome,
  }));
  return {
    entries: [...before.entries, ...outcomes],
    changed: before.changed + rows.length,
    lastPosition: Math.max(before.lastPosition, ...rows.map(({ position }) => position)),
  };
}

const naturalKey = (entry: { readonly sourceSystem: string; readonly sourceRecordId: string }) =>
  `${entry.sourceSystem}\u0000${entry.sourceRecordId}`;

function refuseTwins(entries: readonly PreparedEntry[]): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (entry.sourceSystem === OWN_WORDS) {
      throw badInput(`The source system "${OWN_WORDS}" is kept for the organisation's own words.`);
    }
    if (seen.size === seen.add(naturalKey(entry)).size) {
      throw badInput(`The source record id "${entry.sourceRecordId}" stands twice in this request.`);
    }
  }
}

async function heldEntries(manager: EntityManager, contributionId: string, entries: readonly PreparedEntry[]) {
  const sourceRecordId = In(entries.map((entry) => entry.sourceRecordId));
  const held = await manager.getRepository(Entry).findBy({ contributionId, sourceRecordId });
  return new Map(held.map((entry) => [naturalKey(entry), entry]));
}

type Plan = {
  readonly entry: PreparedEntry;
  readonly held: Entry | undefined;
  readonly version: number;
  readonly outcome: Outcome;
};

/** Decides what becomes of one entry. Throws CONFLICT when the caller did not know the version it would replace. */
function planOf(entry: PreparedEntry, held: Entry | undefined, versions: Versions): Plan {
  if (held === undefined) {
    refuseUnexpected(entry, 0);
    return { entry, held, version: 1, outcome: 'ADDED' };
  }
  const { version } = held;
  const age = ageOf(entry, held);
  const isSame = held.draft === entry.draft;
  if (age === 'OLDER' || (age === 'EQUAL' && !isSame)) {
    return { entry, held, version, outcome: 'STALE' };
  }
  if (isSame) {
    return { entry, held, version, outcome: 'UNCHANGED' };
  }
  if (held.withdrawnAt !== null) {
    throw new CaseReviewError(
      'CONFLICT',
      `Entry "${entry.sourceRecordId}" (${held.reference}) was taken back and takes no new words.`,
    );
  }
  if (versions === 'expected' && (age === 'UNKNOWN' || entry.expectedVersion !== null)) {
    refuseUnexpected(entry, version);
  }
  return { entry, held, version: version + 1, outcome: 'UPDATED' };
}

function refuseUnexpected({ sourceRecordId, expectedVersion, sourceVersion }: PreparedEntry, version: number): void {
  const expected = expectedVersion ?? (sourceVersion === null ? 0 : version);
  if (expected !== version) {
    const expectation =
      expectedVersion === null ? 'no expectedVersion was given' : `version ${expectedVersion} was expected`;
    throw new CaseReviewError('CONFLICT', `Entry "${sourceRecordId}" is at version ${version}; ${expectation}.`, {
      sourceRecordId,
      version,
    });
  }
}

type Age = 'NEWER' | 'EQUAL' | 'OLDER' | 'UNKNOWN';

/** Compares the source's own versions: counters as numbers, times as instants. Throws BAD_USER_INPUT for one of each. */
function ageOf({ sourceRecordId, sourceVersion }: PreparedEntry, held: Entry): Age {
  if (sourceVersion === null || held.sourceVersion === null) {
    return 'UNKNOWN';
  }
  if (isCounter(sourceVersion) !== isCounter(held.sourceVersion)) {
    throw badInput(
      `Entry "${sourceRecordId}" has the sourceVersion "${sourceVersion}" after "${held.sourceVersion}": one is a counter, the other a time.`,
    );
  }
  const [now, before] = [orderOf(sourceVersion), orderOf(held.sourceVersion)];
  return now === before ? 'EQUAL' : now > before ? 'NEWER' : 'OLDER';
}

const isCounter = (version: string) => /^\d+$/.test(version);
const orderOf = (version: string) => (isCounter(version) ? BigInt(version) : Date.parse(version));

/** Words that did not change may come with a newer version of their source: what is older than that is stale from now on. */
async function advanceSourceVersions(manager: EntityManager, plans: readonly Plan[]): Promise<void> {
  const rows = plans
    .filter(
      ({ entry, held, outcome }) => outcome === 'UNCHANGED' && entry.sourceVersion !== (held?.sourceVersion ?? null),
    )
    .filter(({ entry }) => entry.sourceVersion !== null)
    .map(({ entry, held }) => ({ id: held!.id, source_version: entry.sourceVersion }));
  if (rows.length > 0) {
    await manager.query(
      `UPDATE entry SET source_version = row.source_version
       FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, source_version text) WHERE entry.id = row.id`,
      [JSON.stringify(rows)],
    );
  }
}

type Row = {
  readonly id: string;
  readonly source_system: string;
  readonly source_record_id: string;
  readonly source_version: string | null;
  readonly version: number;
  readonly position: number;
  readonly draft: string;
  readonly file_hash: string | null;
  readonly file_row: number | null;
};

async function upsert(manager: EntityManager, contributionId: string, rows: readonly Row[]): Promise<void> {
  await manager.query(
    `INSERT INTO entry (id, contribution_id, source_system, source_record_id, source_version, version, position, draft, file_hash, file_row, changed)
     SELECT id, $1, source_system, source_record_id, source_version, version, position, draft, file_hash, file_row, true
     FROM jsonb_to_recordset($2::jsonb) AS row(id uuid, source_system text, source_record_id text, source_version text,
                                               version int, position int, draft text, file_hash text, file_row int)
     ON CONFLICT (contribution_id, source_system, source_record_id) DO UPDATE
     SET source_version = COALESCE(EXCLUDED.source_version, entry.source_version), version = EXCLUDED.version, draft = EXCLUDED.draft,
         file_hash = EXCLUDED.file_hash, file_row = EXCLUDED.file_row, changed = true`,
    [contributionId, JSON.stringify(rows)],
  );
}
