import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { canonical } from '../canonical.ts';
import { CaseReviewError } from '../errors.ts';
import type { FormOfAnswer } from '../vocabulary.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { draftChanged, lockContribution, type Writer } from './contribution.ts';
import { factsOfWords, OWN_WORDS, type OwnWords, type WordsHeldBack } from './own-words.ts';
import { type Receipt, type RequestKey, remember, rememberedReceipt } from './remembered.ts';
import { inTransaction, statement } from './statement.ts';

export type WritingWords = {
  readonly place: Place;
  readonly code: string;
  readonly key: RequestKey;
  readonly by: Writer;
  readonly form: FormOfAnswer;
  /** What the author is, who declares with it to have had no part in the case. */
  readonly authorRole: string;
  readonly words: OwnWords;
  readonly heldBack: WordsHeldBack;
};

/**
 * Puts the organisation's own words into the draft, in place of those before; whoever writes them is their author.
 * Throws CONFLICT for an addendum to nothing.
 */
export function writeWords(service: AgencyService, writing: WritingWords): Promise<Receipt> {
  const { place, code, key, by, form, authorRole, words, heldBack } = writing;
  return inTransaction(service.database, 'submit: commit', async (manager) => {
    const contribution = await lockContribution(manager, place, code, 'submit: lock contribution');
    const earlier = await rememberedReceipt(manager, place, key);
    if (earlier !== null) {
      return earlier;
    }
    if (form === 'ADDENDUM' && contribution.lastNumber === 0) {
      throw new CaseReviewError('CONFLICT', `${code} has published nothing to which an addendum could be made.`);
    }
    const number = await numberOfWords(manager, contribution.id);
    const draft = canonical({ facts: factsOfWords(heldBack), content: words });
    await statement('submit: upsert entries', () =>
      manager.query(
        `INSERT INTO entry (id, contribution_id, source_system, source_record_id, version, position, draft, changed)
         VALUES ($1, $2, $3, $4, 1, $6, $5, true)
         ON CONFLICT (contribution_id, source_system, source_record_id) DO UPDATE
         SET draft = EXCLUDED.draft, version = entry.version + 1, changed = true`,
        [randomUUID(), contribution.id, OWN_WORDS, String(number), draft, number],
      ),
    );
    const author = { person: by.person, role: authorRole, organisation: by.from, noPartInTheCase: true };
    await draftChanged(manager, contribution.id, by, 'form = $3, author = $4', [form, author]);
    const draftVersion = contribution.version + 1;
    return remember(manager, service, place, key, 'submit: remember request', { act: 'write words', draftVersion });
  });
}

/** Words that were taken back stay as they are; those that follow stand in a row of their own. */
async function numberOfWords(manager: EntityManager, contribution: string): Promise<number> {
  const [last] = (await manager.query(
    `SELECT source_record_id::int AS number, withdrawn_at IS NOT NULL AS "isOver" FROM entry
     WHERE contribution_id = $1 AND source_system = $2 ORDER BY 1 DESC LIMIT 1`,
    [contribution, OWN_WORDS],
  )) as { number: number; isOver: boolean }[];
  return last === undefined ? 1 : last.number + (last.isOver ? 1 : 0);
}
