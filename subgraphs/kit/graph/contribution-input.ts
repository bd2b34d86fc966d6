import type { ReviewSubject } from '../access/viewer.ts';
import { isDay } from '../entries/calendar-date.ts';
import type { EntryDraft, Problem } from '../entries/read-entry.ts';
import { badInput, CaseReviewError } from '../errors.ts';
import type { AgencyService } from '../publishing/agency-service.ts';
import type { Answer, NoContact } from '../publishing/manifest.ts';
import { type PreparedEntry, preparedEntry } from '../publishing/prepared-entry.ts';
import { codesOf, type Declaration, declarations, type ReasonTakenBack, reasonsTakenBack } from '../vocabulary.ts';
import { rawEntryOf } from './entry-input.ts';

/** Most entries of one request. */
export const ENTRIES_AT_ONCE = 500;

/** Checks the entries of one request. Throws BAD_USER_INPUT with all that is wrong; the message says the first. */
export function entriesFrom(
  { agency, readEntry }: AgencyService,
  inputs: readonly object[],
  subjects: readonly ReviewSubject[],
): readonly PreparedEntry[] {
  if (inputs.length > ENTRIES_AT_ONCE) {
    throw new CaseReviewError(
      'LIMIT_EXCEEDED',
      `${inputs.length} entries were sent; one request takes up to ${ENTRIES_AT_ONCE}.`,
    );
  }
  const known = new Set(subjects.map(({ id }) => id));
  const problems: (Problem & { readonly entry: string })[] = [];
  const entries: PreparedEntry[] = [];
  for (const input of inputs) {
    const raw = rawEntryOf(agency, input);
    const read = readEntry(raw);
    const found = 'draft' in read ? strangers(read.draft, known) : read.problems;
    problems.push(...found.map((problem) => ({ entry: String(raw['sourceRecordId']), ...problem })));
    if ('draft' in read) {
      entries.push(preparedEntry(agency, read.draft));
    }
  }
  const [first] = problems;
  if (first !== undefined) {
    throw new CaseReviewError('BAD_USER_INPUT', `Entry "${first.entry}", ${first.field}: ${first.reason}`, {
      problems,
    });
  }
  return entries;
}

const strangers = ({ facts }: EntryDraft, known: ReadonlySet<string>): readonly Problem[] =>
  facts.subjects
    .filter((id) => !known.has(id))
    .map((id) => ({ field: 'subjects', value: id, reason: `"${id}" is no person of this review.` }));

function codeFrom<T extends object>(list: T, value: string, what: string): keyof T & string {
  const codes = codesOf(list);
  const code = codes.find((known) => known === value);
  if (code === undefined) {
    throw badInput(`"${value}" is not ${what}: it takes ${codes.join(', ')}.`);
  }
  return code;
}

export const reasonFrom = (value: string): ReasonTakenBack =>
  codeFrom(reasonsTakenBack, value, 'a reason for taking back');

const dayFrom = (value: string): string => {
  if (!isDay(value)) {
    throw badInput(`"${value}" is not a day such as 2024-02-19.`);
  }
  return value;
};

const LONGEST_WORDS = 4_000;

/** Words of a declaration. Throws BAD_USER_INPUT for none, for too many, and for what no text can hold. */
function wordsFrom(value: string, what: string): string {
  if (value.includes('\u0000') || !value.isWellFormed()) {
    throw badInput(`${what} holds the character U+0000 or half of a character.`);
  }
  if (value.trim() === '' || value.length > LONGEST_WORDS) {
    throw badInput(`${what} has ${value.length} characters; it takes 1 to ${LONGEST_WORDS}, not blanks alone.`);
  }
  return value;
}

const allWordsFrom = (values: readonly string[], what: string) => values.map((value) => wordsFrom(value, what));

/** The nil return, checked; null takes back the one before, and nothing is said where none was given. */
export function answerFrom(given: object | null | undefined): { readonly answer?: Answer | null } {
  if (given == null) {
    return given === null ? { answer: null } : {};
  }
  const answer = given as Omit<Answer, 'declaration'> & { readonly declaration: string };
  const declaration: Declaration = codeFrom(declarations, answer.declaration, 'a nil return');
  if (declaration === 'NO_RECORD_FOUND' && (answer.systems.length === 0 || answer.forWhom.length === 0)) {
    throw badInput('NO_RECORD_FOUND says for whom was searched and in which systems.');
  }
  return {
    answer: {
      declaration,
      by: wordsFrom(answer.by, 'The field "by"'),
      on: dayFrom(answer.on),
      forWhom: allWordsFrom(answer.forWhom, 'The field "forWhom"'),
      searchedFor: allWordsFrom(answer.searchedFor, 'The field "searchedFor"'),
      systems: allWordsFrom(answer.systems, 'The field "systems"'),
      words: answer.words == null ? null : wordsFrom(answer.words, 'The field "words"'),
    },
  };
}

/** The stretches without contact, checked; nothing where none were given. */
export function noContactFrom(
  given: readonly NoContact[] | undefined,
  today: string,
): { readonly noContact?: readonly NoContact[] } {
  if (given == null) {
    return {};
  }
  return {
    noContact: given.map(({ from, to, reason }) => {
      if (dayFrom(from) > dayFrom(to)) {
        throw badInput(`The stretch without contact ends on "${to}", before it begins on "${from}".`);
      }
      if (to > today) {
        throw badInput(`Nobody can say yet that there was no contact until "${to}": that day is still to come.`);
      }
      return { from, to, reason: wordsFrom(reason, 'The reason of a stretch without contact') };
    }),
  };
}
