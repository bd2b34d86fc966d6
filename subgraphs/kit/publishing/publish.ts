import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { canonical, contentHash, freshSalt } from '../canonical.ts';
import type { EntryRecordContent } from '../entries/read-entry.ts';
import { CaseReviewError } from '../errors.ts';
import type { Handling } from '../vocabulary.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { lockContribution } from './contribution.ts';
import { refuseOtherForm } from './form-of-answer.ts';
import type { EntryFacts } from './manifest.ts';
import { OWN_WORDS_KIND, referenceOfWords } from './own-words.ts';
import { type Receipt, type RequestKey, remember, rememberedReceipt } from './remembered.ts';
import { signState } from './sign-state.ts';
import { signedOff } from './signed-off.ts';
import { inTransaction, statement } from './statement.ts';
import { type Contribution, Entry } from './tables.ts';

export type Publishing = {
  readonly place: Place;
  readonly code: string;
  readonly key: RequestKey;
  /** Version of the draft the publisher saw, null when they do not say. */
  readonly expectedVersion: number | null;
  readonly by: string;
};

/** Freezes the draft that was signed off as the next publication, and puts it on its way to the hub: all of it, or nothing. */
export async function publish(service: AgencyService, publishing: Publishing): Promise<Receipt> {
  const receipt = await inTransaction(service.database, 'publish: commit', async (manager) => {
    const { place, code, key, expectedVersion, by } = publishing;
    const contribution = await lockContribution(manager, place, code, 'publish: lock contribution');
    const earlier = await rememberedReceipt(manager, place, key);
    if (earlier !== null) {
      return earlier;
    }
    if (expectedVersion !== null && expectedVersion !== contribution.version) {
      throw new CaseReviewError('CONFLICT', `The draft is at version ${contribution.version}, not ${expectedVersion}.`);
    }
    const { answer, noContact, form, author } = contribution;
    const said = { answer, noContact, form, author, signedOff: await signedOff(manager, service, contribution) };
    await refuseOtherForm(manager, contribution);
    const series = await freeze(manager, contribution);
    const publication = await signState(manager, service, { ...contribution, ...series }, said, by);
    await manager.query("UPDATE contribution SET published = $2, writers = '{}' WHERE id = $1", [
      contribution.id,
      said,
    ]);
    return remember(manager, service, place, key, 'publish: remember request', { act: 'publish', ...publication });
  });
  service.wakeDeliverer();
  return receipt;
}

type Series = Pick<Contribution, 'openSeries' | 'hiddenSeries'>;

/** Entries that are in memory at once. */
const CHUNK = 500;

/** Makes a revision of every changed entry, and gives a reference to those that have none. Gives the series after it. */
async function freeze(manager: EntityManager, contribution: Contribution): Promise<Series> {
  let series: Series = contribution;
  for (;;) {
    const entries = await manager.getRepository(Entry).find({
      where: { contributionId: contribution.id, changed: true },
      order: { position: 'ASC' },
      take: CHUNK,
    });
    if (entries.length === 0) {
      return { openSeries: series.openSeries, hiddenSeries: series.hiddenSeries };
    }
    const revisions: RevisionRow[] = [];
    for (const entry of entries) {
      const frozen = revisionOf(entry, contribution, series);
      series = frozen.series;
      revisions.push(frozen.revision);
    }
    await insertRevisions(manager, contribution.id, revisions);
  }
}

function revisionOf(
  entry: Entry,
  { code, lastNumber }: Contribution,
  series: Series,
): { revision: RevisionRow; series: Series } {
  const { facts, content } = JSON.parse(entry.draft!) as { facts: EntryFacts; content: EntryRecordContent };
  const named = referenceOf(entry, facts, code, series);
  const salt = freshSalt();
  const bytes = canonical(content);
  const revision: RevisionRow = {
    id: randomUUID(),
    entry_id: entry.id,
    number: lastNumber + 1,
    content: bytes,
    salt: salt.toString('hex'),
    content_hash: contentHash(salt, bytes),
    facts: canonical(facts),
    reference: named.reference,
    handling: facts.handling,
    named: facts.named,
    reasons: facts.reasons,
    gist: content.gist,
  };
  return { revision, series: named.series };
}

/** What is held back but listed draws from the open series; only hidden entries draw from a second one, so the open one has no holes. */
function referenceOf(
  entry: Entry,
  { handling, kind }: EntryFacts,
  code: string,
  series: Series,
): { reference: string; series: Series } {
  if (entry.reference !== null) {
    return { reference: entry.reference, series };
  }
  if (kind === OWN_WORDS_KIND) {
    return { reference: referenceOfWords(code, entry.sourceRecordId), series };
  }
  if (handling === 'HIDDEN') {
    const hiddenSeries = series.hiddenSeries + 1;
    return { reference: `${code}-R${hiddenSeries}`, series: { ...series, hiddenSeries } };
  }
  const openSeries = series.openSeries + 1;
  return { reference: `${code}-${openSeries}`, series: { ...series, openSeries } };
}

type RevisionRow = Readonly<
  Record<'id' | 'entry_id' | 'content' | 'salt' | 'content_hash' | 'facts' | 'reference', string>
> & {
  readonly number: number;
  readonly handling: Handling;
  readonly named: readonly string[];
  readonly reasons: readonly string[];
  readonly gist: string | null;
};

async function insertRevisions(
  manager: EntityManager,
  contribution: string,
  revisions: readonly RevisionRow[],
): Promise<void> {
  const rows = JSON.stringify(revisions);
  await statement('publish: insert revisions', () =>
    manager.query(
      `INSERT INTO revision (id, entry_id, number, content, salt, content_hash, facts)
       SELECT id, entry_id, number, content, decode(salt, 'hex'), content_hash, facts
       FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, entry_id uuid, number int, content text, salt text,
                                                 content_hash text, facts text)`,
      [rows],
    ),
  );
  await statement('publish: mark entries', async () => {
    await manager.query(
      `UPDATE entry SET revision_id = row.id, reference = row.reference, changed = false
       FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, entry_id uuid, reference text) WHERE entry.id = row.entry_id`,
      [rows],
    );
    await manager.query(
      `INSERT INTO published_entry (entry_id, review_id, organisation_id, reference, handling, named, reasons, gist)
       SELECT row.entry_id, c.review_id, c.organisation_id, row.reference, row.handling, row.named, row.reasons, row.gist
       FROM contribution c, jsonb_to_recordset($1::jsonb) AS row(entry_id uuid, reference text, handling text,
                                                                 named text[], reasons text[], gist text)
       WHERE c.id = $2
       ON CONFLICT (entry_id) DO UPDATE
       SET handling = EXCLUDED.handling, named = EXCLUDED.named, reasons = EXCLUDED.reasons, gist = EXCLUDED.gist`,
      [rows, contribution],
    );
  });
}
