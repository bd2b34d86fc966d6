import type { EntityManager } from 'typeorm';
import { asOrganisation } from '../access/as-organisation.ts';
import { CaseReviewError, noPublishedEntry } from '../errors.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { eraseWords } from './erased-entries.ts';

/** Where an erasing stands: it takes a second person. */
export type Erasure = { readonly reference: string; readonly state: 'ASKED' | 'ERASED'; readonly askedBy: string };

/** An erasing as the organisation sees it: who asked, why, and who confirmed it, if somebody has. */
export type ErasureStatus = {
  readonly reference: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
};

export type Erasing = {
  readonly place: Place;
  readonly reference: string;
  readonly reason: string;
  readonly by: string;
};

/**
 * Erases an entry that was taken back. The first signatory asks, a second one confirms by the same act; then content,
 * salt and draft go, and row, reference, hash and receipts stay. Throws CONFLICT when the entry still stands, was
 * erased before, or is to be erased for another reason. The hub is told which entry it was.
 */
export async function erase(service: AgencyService, erasing: Erasing): Promise<Erasure> {
  const erasure = await askOrErase(service, erasing);
  if (erasure.state === 'ERASED') {
    service.stateHeads();
  }
  return erasure;
}

function askOrErase({ database }: AgencyService, { place, reference, reason, by }: Erasing): Promise<Erasure> {
  return asOrganisation(database, place.organisation, async (manager) => {
    const entry = await takenBack(manager, place, reference);
    await manager.query('INSERT INTO erasure (entry_id, reason, asked_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      entry.id,
      reason,
      by,
    ]);
    const [asked] = (await manager.query('SELECT asked_by, reason FROM erasure WHERE entry_id = $1', [entry.id])) as [
      { asked_by: string; reason: string },
    ];
    if (asked.reason !== reason) {
      throw new CaseReviewError(
        'CONFLICT',
        `"${asked.asked_by}" asks for entry "${reference}" to be erased as ${asked.reason}, not as ${reason}.`,
      );
    }
    if (asked.asked_by === by) {
      return { reference, state: 'ASKED', askedBy: by };
    }
    await manager.query('UPDATE erasure SET confirmed_by = $2, confirmed_at = now() WHERE entry_id = $1', [
      entry.id,
      by,
    ]);
    await eraseWords(manager, [entry.id]);
    return { reference, state: 'ERASED', askedBy: asked.asked_by };
  });
}

/** Every erasing of a contribution, those that wait for a second signatory first. */
export const erasuresOf = (manager: EntityManager, contribution: string): Promise<readonly ErasureStatus[]> =>
  manager.query(
    `SELECT e.reference, x.reason, x.asked_by AS "askedBy", x.asked_at AS "askedAt", x.confirmed_by AS "confirmedBy",
            x.confirmed_at AS "confirmedAt"
     FROM erasure x JOIN entry e ON e.id = x.entry_id WHERE e.contribution_id = $1
     ORDER BY x.confirmed_at IS NOT NULL, x.asked_at, e.reference`,
    [contribution],
  );

async function takenBack(manager: EntityManager, place: Place, reference: string): Promise<{ readonly id: string }> {
  const [entry] = (await manager.query(
    `SELECT e.id, e.withdrawn_at, e.erased_at FROM entry e JOIN contribution c ON c.id = e.contribution_id
     WHERE c.review_id = $1 AND c.organisation_id = $2 AND e.reference = $3 FOR UPDATE OF e`,
    [place.review, place.organisation, reference],
  )) as { id: string; withdrawn_at: Date | null; erased_at: Date | null }[];
  if (entry === undefined) {
    throw noPublishedEntry(reference);
  }
  if (entry.withdrawn_at === null) {
    throw new CaseReviewError('CONFLICT', `Entry "${reference}" still stands. Take it back first.`);
  }
  if (entry.erased_at !== null) {
    throw new CaseReviewError('CONFLICT', `Entry "${reference}" was erased before.`);
  }
  return entry;
}
