import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { canonical } from '../canonical.ts';
import type { EntryDraft } from '../entries/read-entry.ts';
import { badInput, CaseReviewError } from '../errors.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { lockContribution } from './contribution.ts';
import { type Receipt, type RequestKey, remember, rememberedReceipt } from './remembered.ts';
import { inTransaction, statement } from './statement.ts';
import { type Contribution, Entry } from './tables.ts';

/** What became of one entry of a batch. STALE: the source holds something older than what is here, so nothing changed. */
export type Outcome = 'ADDED' | 'UPDATED' | 'UNCHANGED' | 'STALE';
export type SubmittedEntry = {
  readonly sourceSystem: string;
  readonly sourceRecordId: string;
  readonly version: number;
  readonly outcome: Outcome;
};

/** How the versions of what is held are regarded: an import of a whole file stands for the newest state by itself. */
export type Versions = 'expected' | 'newest';

export type Submission = {
  readonly place: Place;
  readonly code: string;
  readonly key: RequestKey;
  readonly drafts: readonly EntryDraft[];
  readonly versions: Versions;
};

/** Rows one statement carries. */
const CHUNK = 500;

/** Puts entries into an organisation's draft: all of them or none. The same request again gives the same receipt. */
export async function submit(service: AgencyService, submission: Submission): Promise<Receipt> {
  refuseTwins(submission.drafts);
  return inTransaction(service.database, 'submit: commit', async (manager) => {
    const { place, code, key } = submission;
    const contribution = await lockContribution(manager, place, code, 'submit: lock contribution');
    return (await rememberedReceipt(manager, place, key)) ?? (await write(manager, service, contribution, submission));
  });
}

async function write(
  manager: EntityManager,
  service: AgencyService,
  contribution: Contribution,
  { place, key, drafts, versions }: Submission,
) {
  const held = await heldEntries(manager, contribution.id, drafts);
  const plans = drafts.map((draft) => planOf(draft, held.get(naturalKey(draft)), versions));
  const changes = plans.filter(({ outcome }) => outcome === 'ADDED' || outcome === 'UPDATED');
  const rows = changes.map(({ draft, version, held }, index) => ({
    id: held?.id ?? randomUUID(),
    source_system: draft.sourceSystem,
    source_record_id: draft.sourceRecordId,
    source_version: draft.sourceVersion,
    version,
    position: held?.position ?? contribution.lastPosition + 1 + index,
    draft: canonical({ facts: draft.facts, content: draft.content }),
  }));
  await statement('submit: upsert entries', () => upsert(manager, contribution, rows));
  const entries = plans.map(({ draft, version, outcome }): SubmittedEntry => {
    const { sourceSystem, sourceRecordId } = draft;
    return { sourceSystem, sourceRecordId, version, outcome };
  });
  const draftVersion = contribution.version + (rows.length > 0 ? 1 : 0);
  return remember(manager, service, place, key, 'submit: remember request', { act: 'submit', draftVersion, entries });
}

const naturalKey = (entry: { readonly sourceSystem: string; readonly sourceRecordId: string }) =>
  `${entry.sourceSystem}\u0000${entry.sourceRecordId}`;

function refuseTwins(drafts: readonly EntryDraft[]): void {
  const seen = new Set<string>();
  for (const draft of drafts) {
    if (seen.size === seen.add(naturalKey(draft)).size) {
      throw badInput(`The source record id "${draft.sourceRecordId}" stands twice in this request.`);
    }
  }
}

async function heldEntries(manager: EntityManager, contributionId: string, drafts: readonly EntryDraft[]) {
  const sourceRecordId = In(drafts.map((draft) => draft.sourceRecordId));
  const entries = await manager.getRepository(Entry).findBy({ contributionId, sourceRecordId });
  return new Map(entries.map((entry) => [naturalKey(entry), entry]));
}

type Plan = {
  readonly draft: EntryDraft;
  readonly held: Entry | undefined;
  readonly version: number;
  readonly outcome: Outcome;
};

/** Decides what becomes of one entry. Throws CONFLICT when the caller did not know the version it would replace. */
function planOf(draft: EntryDraft, held: Entry | undefined, versions: Versions): Plan {
  if (held === undefined) {
    refuseUnexpected(draft, 0);
    return { draft, held, version: 1, outcome: 'ADDED' };
  }
  const { version } = held;
  if (held.withdrawnAt !== null) {
    throw new CaseReviewError(
      'CONFLICT',
      `Entry "${draft.sourceRecordId}" (${held.reference}) was taken back and takes no new words.`,
    );
  }
  if (held.draft === canonical({ facts: draft.facts, content: draft.content })) {
    return { draft, held, version, outcome: 'UNCHANGED' };
  }
  if (draft.sourceVersion !== null && held.sourceVersion !== null) {
    const newer = isNewer(draft.sourceVersion, held.sourceVersion);
    return { draft, held, version: newer ? version + 1 : version, outcome: newer ? 'UPDATED' : 'STALE' };
  }
  if (versions === 'expected') {
    refuseUnexpected(draft, version);
  }
  return { draft, held, version: version + 1, outcome: 'UPDATED' };
}

function refuseUnexpected({ sourceRecordId, expectedVersion, sourceVersion }: EntryDraft, version: number): void {
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

const isNewer = (one: string, other: string) =>
  /^\d+$/.test(one) && /^\d+$/.test(other) ? BigInt(one) > BigInt(other) : one > other;

type Row = {
  readonly id: string;
  readonly source_system: string;
  readonly source_record_id: string;
  readonly source_version: string | null;
  readonly version: number;
  readonly position: number;
  readonly draft: string;
};

async function upsert(manager: EntityManager, contribution: Contribution, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    await manager.query(
      `INSERT INTO entry (id, contribution_id, source_system, source_record_id, source_version, version, position, draft, changed)
       SELECT id, $1, source_system, source_record_id, source_version, version, position, draft, true
       FROM jsonb_to_recordset($2::jsonb) AS row(id uuid, source_system text, source_record_id text, source_version text,
                                                 version int, position int, draft text)
       ON CONFLICT (contribution_id, source_system, source_record_id) DO UPDATE
       SET source_version = EXCLUDED.source_version, version = EXCLUDED.version, draft = EXCLUDED.draft, changed = true`,
      [contribution.id, JSON.stringify(rows.slice(start, start + CHUNK))],
    );
  }
  if (rows.length > 0) {
    const lastPosition = Math.max(contribution.lastPosition, ...rows.map(({ position }) => position));
    await manager.query('UPDATE contribution SET version = version + 1, last_position = $2 WHERE id = $1', [
      contribution.id,
      lastPosition,
    ]);
  }
}
