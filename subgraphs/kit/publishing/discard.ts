import type { EntityManager } from 'typeorm';
import { notFound } from '../errors.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { draftChanged, lockContribution, type Writer } from './contribution.ts';
import { noteIfEmptied } from './draft-state.ts';
import { type Receipt, type RequestKey, remember, rememberedReceipt } from './remembered.ts';
import { inTransaction, statement } from './statement.ts';

export type Discarding = {
  readonly place: Place;
  readonly code: string;
  readonly key: RequestKey;
  readonly sourceSystem: string;
  readonly sourceRecordIds: readonly string[];
  readonly by: Writer;
};

/**
 * Takes entries out of the draft: the wrong person's row must not have to be sent first. One that was never published
 * goes without a trace; of a published one the draft goes back to what is published.
 * Throws NOT_FOUND, and takes nothing out, when one of them is not in the draft.
 */
export function discard(
  service: AgencyService,
  { place, code, key, sourceSystem, sourceRecordIds, by }: Discarding,
): Promise<Receipt> {
  return inTransaction(service.database, 'submit: commit', async (manager) => {
    const contribution = await lockContribution(manager, place, code, 'submit: lock contribution');
    const earlier = await rememberedReceipt(manager, place, key);
    if (earlier !== null) {
      return earlier;
    }
    await refuseUnknown(manager, contribution.id, sourceSystem, sourceRecordIds);
    const which = [contribution.id, sourceSystem, sourceRecordIds];
    await statement('submit: upsert entries', async () => {
      await manager.query(
        `DELETE FROM entry WHERE contribution_id = $1 AND source_system = $2 AND source_record_id = ANY($3)
         AND reference IS NULL`,
        which,
      );
      await manager.query(
        `UPDATE entry SET changed = false, version = version + 1,
                draft = '{"content":' || revision.content || ',"facts":' || revision.facts || '}'
         FROM revision WHERE revision.id = entry.revision_id AND contribution_id = $1 AND source_system = $2
         AND source_record_id = ANY($3) AND changed`,
        which,
      );
    });
    await draftChanged(manager, contribution.id, by);
    await noteIfEmptied(manager, contribution.id);
    return remember(manager, service, place, key, 'submit: remember request', { act: 'discard', sourceRecordIds });
  });
}

async function refuseUnknown(
  manager: EntityManager,
  id: string,
  system: string,
  wanted: readonly string[],
): Promise<void> {
  const rows = (await manager.query(
    'SELECT source_record_id AS known FROM entry WHERE contribution_id = $1 AND source_system = $2 AND source_record_id = ANY($3)',
    [id, system, wanted],
  )) as { known: string }[];
  const known = new Set(rows.map((row) => row.known));
  const strange = wanted.find((sourceRecordId) => !known.has(sourceRecordId));
  if (strange !== undefined) {
    throw notFound('drafted entry', strange);
  }
}
