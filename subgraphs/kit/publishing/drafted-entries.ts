import { asOrganisation } from '../access/as-organisation.ts';
import type { EntryRecordContent } from '../entries/read-entry.ts';
import { badInput, notFound } from '../errors.ts';
import type { AgencyService, Place } from './agency-service.ts';
import type { EntryFacts } from './manifest.ts';
import { OWN_WORDS } from './own-words.ts';

/** An entry as the draft has it: what a signatory reads before they stand for it. */
export type DraftedEntry = {
  readonly sourceSystem: string;
  readonly sourceRecordId: string;
  readonly version: number;
  /** Order of first submission: where the next page goes on. */
  readonly position: number;
  /** Null until it is published. */
  readonly reference: string | null;
  /** True while it differs from what is published. */
  readonly changed: boolean;
  readonly draft: { readonly facts: EntryFacts; readonly content: EntryRecordContent };
};

export type DraftedPage = {
  /** Version of the draft that was read: a sign-off names it. */
  readonly version: number;
  readonly entries: readonly DraftedEntry[];
  readonly hasMore: boolean;
};

export const DRAFTED_AT_ONCE = 200;

export type DraftedAsked = { readonly first: number; readonly after: number; readonly changedOnly: boolean };

/** Reads a page of an organisation's draft, in the order in which it was first submitted. */
export function draftedEntries(
  { database }: AgencyService,
  { review, organisation }: Place,
  { first, after, changedOnly }: DraftedAsked,
): Promise<DraftedPage> {
  if (first < 1 || first > DRAFTED_AT_ONCE) {
    throw badInput(`"first" takes 1 to ${DRAFTED_AT_ONCE}, not "${first}".`);
  }
  return asOrganisation(database, organisation, async (manager) => {
    const [contribution] = (await manager.query(
      'SELECT id, version FROM contribution WHERE review_id = $1 AND organisation_id = $2',
      [review, organisation],
    )) as { id: string; version: number }[];
    if (contribution === undefined) {
      throw notFound('contribution to the review', review);
    }
    const rows = (await manager.query(
      `SELECT source_system AS "sourceSystem", source_record_id AS "sourceRecordId", version, position, reference, changed, draft
       FROM entry WHERE contribution_id = $1 AND source_system <> $2 AND position > $3 AND withdrawn_at IS NULL
         AND draft IS NOT NULL AND (changed OR NOT $4) ORDER BY position LIMIT $5`,
      [contribution.id, OWN_WORDS, after, changedOnly, first + 1],
    )) as (Omit<DraftedEntry, 'draft'> & { readonly draft: string })[];
    const entries = rows.slice(0, first).map(({ draft, ...row }) => ({
      ...row,
      draft: JSON.parse(draft) as DraftedEntry['draft'],
    }));
    return { version: contribution.version, entries, hasMore: rows.length > first };
  });
}
