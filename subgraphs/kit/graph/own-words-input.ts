import { z } from 'zod';
import { isDay } from '../entries/calendar-date.ts';
import { badInput } from '../errors.ts';
import { OWN_WORDS_KIND, type OwnWords, type WordsHeldBack } from '../publishing/own-words.ts';
import { codesOf, type FormOfAnswer, formsOfAnswer, handlings, reasonsHeldBack } from '../vocabulary.ts';

/** Most characters of a summary: a page. */
const PAGE = 4_000;
/** Most characters of any other text. */
const LONG = 200_000;

const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(most, `is longer than ${most.toLocaleString('en-GB')} characters`);
const orNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === undefined || value === '' ? null : value), schema.nullable());

const given = z.object({
  form: z.enum(codesOf(formsOfAnswer), { error: `takes ${codesOf(formsOfAnswer).join(', ')}` }),
  authorRole: text(200),
  noPartInTheCase: z.literal(true, {
    error: 'must be true: whoever had a part in the case is not the author',
  }),
  summary: orNull(text(PAGE)),
  answers: z.array(z.object({ question: text(2_000), answer: text(LONG) })).max(200),
  analysis: orNull(text(LONG)),
  learning: z.array(text(LONG)).max(200),
  recommendations: z
    .array(
      z.object({
        words: text(LONG),
        owner: orNull(text(200)),
        dueOn: orNull(z.string().refine(isDay, 'is not a day such as 2024-02-19')),
      }),
    )
    .max(200),
  glossary: z.array(z.object({ short: text(60), meaning: text(400) })).max(500),
  handling: z.enum(codesOf(handlings)).exclude(['HIDDEN'], { error: 'takes PANEL, LISTED, CHAIR, WITHHELD' }),
  reasons: z.array(z.enum(codesOf(reasonsHeldBack), { error: `takes ${codesOf(reasonsHeldBack).join(', ')}` })),
  named: z.array(text(200)),
});

export type GivenWords = {
  readonly form: FormOfAnswer;
  readonly authorRole: string;
  readonly words: OwnWords;
  readonly heldBack: WordsHeldBack;
};

/** Checks an organisation's own words. Throws BAD_USER_INPUT that names the first that is wrong. */
export function ownWordsFrom(input: object): GivenWords {
  const { success, data, error } = given.safeParse(input);
  if (!success) {
    const [{ path, message } = { path: [], message: 'is wrong' }] = error.issues;
    throw badInput(`"${path.join('.')}" ${message}.`);
  }
  const { form, authorRole, noPartInTheCase: _, handling, reasons, named, ...words } = data;
  if (form === 'SUMMARY_OF_INVOLVEMENT' && words.summary === null) {
    throw badInput('A summary of involvement needs its "summary".');
  }
  if (handling !== 'PANEL' && reasons.length === 0) {
    throw badInput(`Words that are held back (${handling}) need a reason.`);
  }
  return { form, authorRole, words: { kind: OWN_WORDS_KIND, ...words }, heldBack: { handling, reasons, named } };
}
