import type { EntityManager } from 'typeorm';
import { canonical, sha256 } from '../canonical.ts';
import { CaseReviewError } from '../errors.ts';
import { withSortTimes } from '../occurred/sort-times.ts';
import { signBytes } from '../service/keys.ts';
import type { ReasonTakenBack } from '../vocabulary.ts';
import type { AgencyService } from './agency-service.ts';
import type { EntryFacts, Manifest, Pointer } from './manifest.ts';
import { OWN_WORDS } from './own-words.ts';
import { refuseUntilCompared } from './resync.ts';
import { statement } from './statement.ts';
import type { Contribution, Said } from './tables.ts';
import { refuseTooLong } from './too-long.ts';

export type Published = { readonly number: number; readonly hash: string; readonly entries: number };

/**
 * Signs what the contribution now is as its next publication and queues it for the hub. The manifest is the whole
 * state and no difference, so a publication the hub refused is made good by the next one.
 * Throws CONFLICT when there is nothing to publish, nothing has changed, the organisation has no key, or this service
 * was restored and has not compared with the hub yet.
 */
export async function signState(
  manager: EntityManager,
  service: AgencyService,
  contribution: Contribution,
  { signedOff, ...said }: Said,
  by: string,
): Promise<Published> {
  const { organisationId, lastNumber } = contribution;
  const key = await service.keys.organisation(organisationId);
  if (key === null) {
    throw new CaseReviewError(
      'CONFLICT',
      `The organisation "${organisationId}" has no signing key here, so nothing can be published for it.`,
    );
  }
  await refuseUntilCompared(manager);
  const publishedAt = service.now();
  const { pointers, words, live } = await pointersOf(manager, contribution);
  const state = stateOf(contribution, said, words, live);
  if (lastNumber === 0 && live === 0 && words === null && state.answer === null) {
    throw new CaseReviewError('CONFLICT', `The draft of ${contribution.code} is empty: there is nothing to publish.`);
  }
  const stateHash = sha256(canonical(state), ...pointers);
  await refuseUnchanged(manager, contribution, stateHash);
  const number = lastNumber + 1;
  const bytes = manifestBytes(
    {
      ...state,
      ...placeOf(contribution),
      number,
      publishedAt: publishedAt.toISOString(),
      signedOff,
    },
    pointers,
  );
  const hash = sha256(bytes);
  const signed = await signBytes(key, 'manifest', bytes);
  refuseTooLong(contribution.code, pointers.length, signed);
  await statement('publish: insert publication', () =>
    manager.query(
      `INSERT INTO publication (contribution_id, number, hash, state_hash, signed, published_by, published_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [contribution.id, number, hash, stateHash, signed, by, publishedAt],
    ),
  );
  await statement('publish: insert delivery', () =>
    manager.query('INSERT INTO delivery (contribution_id, number) VALUES ($1, $2)', [contribution.id, number]),
  );
  await manager.query(
    `UPDATE contribution SET last_number = $2, last_hash = $3, open_series = $4, hidden_series = $5, withdrawn_reason = $6
     WHERE id = $1`,
    [contribution.id, number, hash, contribution.openSeries, contribution.hiddenSeries, state.withdrawn],
  );
  return { number, hash, entries: live };
}

type State = Pick<Manifest, 'answer' | 'noContact' | 'withdrawn' | 'form' | 'author' | 'words'>;

/** What the manifest says besides its pointers. Where entries or words stand, the contribution is not taken back. */
const stateOf = (
  { withdrawnReason }: Contribution,
  said: Omit<Said, 'signedOff'>,
  words: Pointer | null,
  live: number,
): State => ({
  ...said,
  withdrawn: live > 0 || words?.withdrawn === null ? null : (withdrawnReason as ReasonTakenBack | null),
  words,
});

const placeOf = ({ reviewId, organisationId, code, lastHash }: Contribution) => ({
  format: 'safeguarding-contribution/2' as const,
  review: reviewId,
  organisation: organisationId,
  code,
  previous: lastHash,
});

/** The canonical JSON of a manifest. A list keeps its order in canonical JSON, so its pointers are put in as they are. */
function manifestBytes(head: Omit<Manifest, 'pointers'>, pointers: readonly string[]): string {
  return canonical({ ...head, pointers: [] } satisfies Manifest).replace(
    '"pointers":[]',
    () => `"pointers":[${pointers.join(',')}]`,
  );
}

async function refuseUnchanged(manager: EntityManager, { id, lastNumber }: Contribution, state: string): Promise<void> {
  const [last] = (await manager.query(
    `SELECT p.state_hash, d.outcome FROM publication p JOIN delivery d USING (contribution_id, number)
     WHERE contribution_id = $1 AND number = $2`,
    [id, lastNumber],
  )) as { state_hash: string; outcome: string | null }[];
  if (last?.state_hash === state && last.outcome !== 'REFUSED') {
    throw new CaseReviewError('CONFLICT', `Nothing has changed since publication ${lastNumber}.`);
  }
}

type PointerRow = {
  readonly entry: string;
  readonly revision: string;
  readonly reference: string;
  readonly sequence: number;
  readonly facts: string;
  readonly content_hash: string;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_reason: ReasonTakenBack | null;
  readonly is_words: boolean;
};

/** Of what was taken back, place, day and handling stay, and nothing that says what or whom it was about. */
const placeAlone = ({ occurred, statedSequence, handling, reasons, named }: EntryFacts): EntryFacts => ({
  occurred: { ...occurred, text: '' },
  statedSequence,
  handling,
  reasons,
  named,
  onwardUse: [],
  kind: 'TAKEN_BACK',
  kindLabel: 'Taken back',
  kindListed: true,
  traits: [],
  significance: 'NOT_RATED',
  subjects: [],
  personSeen: 'NOT_APPLICABLE',
  recordedOn: null,
  learnedOn: null,
  sharedWith: [],
});

/** Each pointer of the contribution as canonical JSON, how many of them were not taken back, and where its own words are. */
async function pointersOf(manager: EntityManager, { id }: Contribution) {
  const all = (await manager.query(
    `SELECT e.id AS entry, r.id AS revision, e.reference, e.position AS sequence, r.facts, r.content_hash,
            e.withdrawn_at, e.withdrawn_reason, e.source_system = $2 AS is_words
     FROM entry e JOIN revision r ON r.id = e.revision_id WHERE e.contribution_id = $1 ORDER BY e.position`,
    [id, OWN_WORDS],
  )) as PointerRow[];
  const own = all.findLast((row) => row.is_words);
  const words = own === undefined ? null : pointerOf(own, JSON.parse(own.facts) as EntryFacts, null);
  const rows = all.filter((row) => !row.is_words);
  const facts = rows.map((row) => JSON.parse(row.facts) as EntryFacts);
  const sortEarliest = withSortTimes(facts);
  const pointers = rows.map((row, index) => canonical(pointerOf(row, facts[index]!, sortEarliest[index] ?? null)));
  return { pointers, words, live: rows.filter((row) => row.withdrawn_at === null).length };
}

const pointerOf = (row: PointerRow, facts: EntryFacts, sortEarliest: string | null): Pointer => ({
  ...(row.withdrawn_at === null ? facts : placeAlone(facts)),
  entry: row.entry,
  revision: row.revision,
  reference: row.reference,
  sequence: facts.statedSequence ?? row.sequence,
  sortEarliest,
  contentHash: row.content_hash,
  withdrawn: row.withdrawn_at === null ? null : { reason: row.withdrawn_reason!, at: row.withdrawn_at.toISOString() },
});
