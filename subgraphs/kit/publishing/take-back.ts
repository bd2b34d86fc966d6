import type { EntityManager } from 'typeorm';
import { CaseReviewError, noPublishedEntry } from '../errors.ts';
import type { ReasonTakenBack } from '../vocabulary.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { lockContribution } from './contribution.ts';
import { type Receipt, type RequestKey, remember, rememberedReceipt } from './remembered.ts';
import { signState } from './sign-state.ts';
import { inTransaction } from './statement.ts';
import { type Contribution, Entry } from './tables.ts';

export type TakingBack = {
  readonly place: Place;
  readonly code: string;
  readonly key: RequestKey;
  /** References of published entries; null takes back the whole contribution. */
  readonly references: readonly string[] | null;
  readonly reason: ReasonTakenBack;
  readonly by: string;
};

/**
 * Takes published entries back: from now on their content is served to nobody but their owner, while place, date and
 * reason stay. It is a publication of its own and leaves the draft of everything else as it is.
 */
export async function takeBack(
  service: AgencyService,
  { place, code, key, references, reason, by }: TakingBack,
): Promise<Receipt> {
  const receipt = await inTransaction(service.database, 'publish: commit', async (manager) => {
    const contribution = await lockContribution(manager, place, code, 'publish: lock contribution');
    const earlier = await rememberedReceipt(manager, place, key);
    if (earlier !== null) {
      return earlier;
    }
    const taken = await markTakenBack(manager, service, contribution, references, reason);
    const whole = references === null ? { ...contribution, withdrawnReason: reason } : contribution;
    if (references === null) {
      await manager.query('UPDATE contribution SET withdrawn_reason = $2 WHERE id = $1', [contribution.id, reason]);
    }
    const { answer, noContact, form, author } = contribution;
    const said = contribution.published ?? { answer, noContact, form, author, signedOff: null };
    const publication = await signState(manager, service, whole, said, by);
    return remember(manager, service, place, key, 'publish: remember request', {
      act: 'take back',
      taken,
      reason,
      ...publication,
    });
  });
  service.wakeDeliverer();
  return receipt;
}

async function markTakenBack(
  manager: EntityManager,
  { now }: AgencyService,
  { id, code, lastNumber }: Contribution,
  references: readonly string[] | null,
  reason: ReasonTakenBack,
): Promise<readonly string[]> {
  const entries = await manager.getRepository(Entry).findBy({ contributionId: id });
  const published = new Map(
    entries.flatMap((entry) => (entry.reference === null ? [] : [[entry.reference, entry] as const])),
  );
  if (lastNumber === 0) {
    throw new CaseReviewError('CONFLICT', `${code} has published nothing that could be taken back.`);
  }
  const wanted =
    references ??
    [...published.values()].filter((entry) => entry.withdrawnAt === null).map((entry) => entry.reference!);
  for (const reference of wanted) {
    const entry = published.get(reference);
    if (entry === undefined) {
      throw noPublishedEntry(reference);
    }
    if (entry.withdrawnAt !== null) {
      throw new CaseReviewError('CONFLICT', `Entry "${reference}" was taken back before.`);
    }
  }
  await manager.query(
    `UPDATE entry SET withdrawn_at = $3, withdrawn_reason = $4, changed = false
     WHERE contribution_id = $1 AND reference = ANY($2)`,
    [id, wanted, now(), reason],
  );
  await manager.query(
    `UPDATE published_entry SET withdrawn_at = entry.withdrawn_at, withdrawn_reason = entry.withdrawn_reason
     FROM entry WHERE entry.id = entry_id AND contribution_id = $1 AND entry.reference = ANY($2)`,
    [id, wanted],
  );
  return wanted;
}
