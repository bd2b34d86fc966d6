import type { EntityManager } from 'typeorm';
import { canonical, sha256 } from '../canonical.ts';
import { CaseReviewError } from '../errors.ts';
import { withSortTimes } from '../occurred/sort-times.ts';
import { signBytes } from '../service/keys.ts';
import type { ReasonTakenBack } from '../vocabulary.ts';
import type { AgencyService } from './agency-service.ts';
import type { EntryFacts, Manifest, Pointer } from './manifest.ts';
import { statement } from './statement.ts';
import type { Contribution } from './tables.ts';

export type Published = { readonly number: number; readonly hash: string; readonly entries: number };

/**
 * Signs what the contribution now is as its next publication and queues it for the hub. The manifest is the whole
 * state and no difference, so a publication the hub refused is made good by the next one.
 * Throws CONFLICT when nothing has changed or the organisation has no key.
 */
export async function signState(
  manager: EntityManager,
  service: AgencyService,
  contribution: Contribution,
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
  const at = service.now();
  const pointers = await pointersOf(manager, contribution);
  const manifest = manifestOf(contribution, pointers, at);
  const state = stateHash(manifest);
  await refuseUnchanged(manager, contribution, state);
  const bytes = canonical(manifest);
  const hash = sha256(bytes);
  const signed = await signBytes(key, 'manifest', bytes);
  const number = lastNumber + 1;
  await statement('publish: insert publication', () =>
    manager.query(
      `INSERT INTO publication (contribution_id, number, hash, state_hash, signed, published_by, published_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [contribution.id, number, hash, state, signed, by, at],
    ),
  );
  await statement('publish: insert delivery', () =>
    manager.query('INSERT INTO delivery (contribution_id, number) VALUES ($1, $2)', [contribution.id, number]),
  );
  await manager.query(
    'UPDATE contribution SET last_number = $2, last_hash = $3, open_series = $4, hidden_series = $5 WHERE id = $1',
    [contribution.id, number, hash, contribution.openSeries, contribution.hiddenSeries],
  );
  return { number, hash, entries: pointers.filter(({ withdrawn }) => withdrawn === null).length };
}

function manifestOf(contribution: Contribution, pointers: readonly Pointer[], at: Date): Manifest {
  return {
    format: 'safeguarding-contribution/1',
    review: contribution.reviewId,
    organisation: contribution.organisationId,
    code: contribution.code,
    number: contribution.lastNumber + 1,
    previous: contribution.lastHash,
    publishedAt: at.toISOString(),
    answer: contribution.answer,
    noContact: contribution.noContact,
    withdrawn: contribution.withdrawnReason as ReasonTakenBack | null,
    pointers,
  };
}

/** Hash of what a manifest says, apart from its place in the chain. */
const stateHash = ({ answer, noContact, withdrawn, pointers }: Manifest) =>
  sha256(canonical({ answer, noContact, withdrawn, pointers }));

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
};

async function pointersOf(manager: EntityManager, { id }: Contribution): Promise<Pointer[]> {
  const rows = (await manager.query(
    `SELECT e.id AS entry, r.id AS revision, e.reference, e.position AS sequence, r.facts, r.content_hash,
            e.withdrawn_at, e.withdrawn_reason
     FROM entry e JOIN revision r ON r.id = e.revision_id WHERE e.contribution_id = $1 ORDER BY e.position`,
    [id],
  )) as PointerRow[];
  const facts = rows.map((row) => JSON.parse(row.facts) as EntryFacts);
  const sortEarliest = withSortTimes(facts);
  return rows.map(({ withdrawn_at, withdrawn_reason, content_hash, ...row }, index) => ({
    ...facts[index]!,
    entry: row.entry,
    revision: row.revision,
    reference: row.reference,
    sequence: facts[index]!.statedSequence ?? row.sequence,
    sortEarliest: sortEarliest[index] ?? null,
    contentHash: content_hash,
    withdrawn: withdrawn_at === null ? null : { reason: withdrawn_reason!, at: withdrawn_at.toISOString() },
  }));
}
