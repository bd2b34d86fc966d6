import type { EntityManager } from 'typeorm';
import { CaseReviewError } from '../errors.ts';
import { type FormOfAnswer, formsOfAnswer } from '../vocabulary.ts';
import { OWN_WORDS, type OwnWords } from './own-words.ts';
import type { Contribution } from './tables.ts';

/** What a draft holds, as far as a form of answer asks for it. */
export type DraftedParts = {
  readonly entries: number;
  /** Entries that their organisation rates neither as key nor as significant. */
  readonly ordinary: number;
  readonly words: OwnWords | null;
};

type Need = (parts: DraftedParts) => string | null;

const entries: Need = (parts) => (parts.entries === 0 ? 'has no entry' : null);
const keyEntriesAlone: Need = ({ ordinary }) =>
  ordinary > 0 ? `has ${ordinary} entries that are rated neither KEY nor SIGNIFICANT` : null;
const summary: Need = ({ words }) => (words?.summary == null ? 'has no summary' : null);
const analysis: Need = ({ words }) => (words?.analysis == null ? 'has no analysis' : null);
const learning: Need = ({ words }) =>
  words === null || words.learning.length + words.recommendations.length === 0
    ? 'has neither learning nor recommendations'
    : null;
const report: Need = ({ words }) =>
  words === null || (words.analysis === null && words.answers.length === 0)
    ? 'has neither an analysis nor an answer to a question'
    : null;

/** What each form must have to be that form. Ours, unverified, replaceable. */
const needs: Readonly<Record<FormOfAnswer, readonly Need[]>> = {
  SUMMARY_OF_INVOLVEMENT: [summary],
  CHRONOLOGY: [entries],
  KEY_EVENTS: [entries, keyEntriesAlone],
  INDIVIDUAL_MANAGEMENT_REVIEW: [analysis, learning],
  INFORMATION_REPORT: [report],
  ADDENDUM: [],
};

/** What a draft lacks of the form it states, or null. */
export const lackOf = (form: FormOfAnswer, parts: DraftedParts): string | null =>
  needs[form].map((need) => need(parts)).find((lack) => lack !== null) ?? null;

/**
 * Throws CONFLICT for a draft that is not in the form it states. One that states none, and one that says there is nothing
 * to send, is in no form.
 */
export async function refuseOtherForm(manager: EntityManager, contribution: Contribution): Promise<void> {
  const { id, code, form, answer } = contribution;
  if (form === null || answer !== null) {
    return;
  }
  const lack = lackOf(form, await partsOf(manager, id));
  if (lack !== null) {
    const name = formsOfAnswer[form].replace(/[.,].*$/, '').toLowerCase();
    throw new CaseReviewError(
      'CONFLICT',
      `The draft of ${code} says that it is "${form}" (${name}), and ${lack}. Mend that, or state another form.`,
    );
  }
}

async function partsOf(manager: EntityManager, contribution: string): Promise<DraftedParts> {
  const [parts] = (await manager.query(
    `SELECT count(*) FILTER (WHERE source_system <> $2)::int AS entries,
            count(*) FILTER (WHERE source_system <> $2
                             AND draft::jsonb -> 'facts' ->> 'significance' NOT IN ('KEY', 'SIGNIFICANT'))::int AS ordinary,
            (array_agg(draft) FILTER (WHERE source_system = $2))[1] AS words
     FROM entry WHERE contribution_id = $1 AND withdrawn_at IS NULL AND draft IS NOT NULL`,
    [contribution, OWN_WORDS],
  )) as [{ entries: number; ordinary: number; words: string | null }];
  const words = parts.words === null ? null : (JSON.parse(parts.words) as { readonly content: OwnWords }).content;
  return { ...parts, words };
}
