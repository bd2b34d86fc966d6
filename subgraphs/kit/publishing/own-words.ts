import type { EntryFacts } from './manifest.ts';

/** Source system of the rows in which an organisation's own words are kept, numbered: words that were taken back take no others. */
export const OWN_WORDS = 'hub:own-words';
/** Its kind: content like that of an entry, which stands in no chronology. */
export const OWN_WORDS_KIND = 'OWN_WORDS';

/** What a report cites them by: `HOS-RETURN`, and `HOS-RETURN2` where the first were taken back. */
export const referenceOfWords = (code: string, number: string) => `${code}-RETURN${number === '1' ? '' : number}`;

/** One of the review's questions, and what the organisation answers. */
export type QuestionAnswered = { readonly question: string; readonly answer: string };

/** What the organisation says it will do: no recommendation of the review. */
export type OwnRecommendation = {
  readonly words: string;
  readonly owner: string | null;
  /** ISO day. */
  readonly dueOn: string | null;
};

/** What a short form stands for: `HV1`, health visitor. */
export type Abbreviation = { readonly short: string; readonly meaning: string };

/** What an organisation says besides its entries. Content: it is read by the rules by which entries are read. */
export type OwnWords = {
  readonly kind: typeof OWN_WORDS_KIND;
  /** The organisation's part in a page: what a summary of involvement is, and how other forms begin. */
  readonly summary: string | null;
  readonly answers: readonly QuestionAnswered[];
  readonly analysis: string | null;
  readonly learning: readonly string[];
  readonly recommendations: readonly OwnRecommendation[];
  readonly glossary: readonly Abbreviation[];
};

/** Who may read an organisation's words. They cannot be hidden: that an organisation has answered is always shown. */
export type WordsHeldBack = Pick<EntryFacts, 'handling' | 'reasons' | 'named'>;

/** What the manifest states of the words without their content. */
export const factsOfWords = ({ handling, reasons, named }: WordsHeldBack): EntryFacts => ({
  occurred: { text: '', earliest: null, latest: null, precision: 'UNKNOWN', approximate: false, timeKnown: false },
  statedSequence: null,
  kind: OWN_WORDS_KIND,
  kindLabel: "The organisation's own words",
  kindListed: true,
  traits: [],
  significance: 'NOT_RATED',
  onwardUse: [],
  handling,
  reasons,
  named,
  subjects: [],
  personSeen: 'NOT_APPLICABLE',
  recordedOn: null,
  learnedOn: null,
  sharedWith: [],
});
