import { nhsNumber } from '../identifiers/nhs-number.ts';
import { inTurns } from '../in-turns.ts';
import type { Column } from './columns.ts';
import type { ReadRow, TableRow } from './table.ts';

/** Something in the words of a row by which a person could be known, and what to write in its place. */
export type Mark = {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  /** NAME, NHS_NUMBER, TELEPHONE, POSTCODE or EMAIL. */
  readonly looksLike: LooksLike;
  readonly code: string;
};
export type LooksLike = 'NAME' | 'NHS_NUMBER' | 'TELEPHONE' | 'POSTCODE' | 'EMAIL';

/** A person of the review, as those know them who search records. */
export type KnownPerson = {
  readonly pseudonym: string;
  readonly atTheCentre: boolean;
  readonly names: readonly string[];
  readonly dateOfBirth: string | null;
};

/** Most marks of one file; past them it is not known whether a value is marked. */
export const MOST_MARKS = 1_000;

/** The columns whose words others will read. */
const read: readonly Column[] = [
  'what_happened',
  'action_taken',
  'seen_and_heard',
  'own_words',
  'comment',
  'people',
  'source_of_information',
  'communication',
  'learned_from',
  'date_as_written',
];

type Look = {
  readonly looksLike: LooksLike;
  readonly pattern: RegExp;
  readonly code: string;
  readonly isOne: (value: string) => boolean;
};

const always = () => true;

const looks: readonly Look[] = [
  { looksLike: 'EMAIL', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, code: '[e-mail address]', isOne: always },
  {
    looksLike: 'NHS_NUMBER',
    pattern: nhsNumber.inText,
    code: '[NHS number]',
    isOne: (value) => nhsNumber.parse(value) !== null,
  },
  {
    looksLike: 'TELEPHONE',
    pattern: /(?<![\d/.-])(?:\+44[ -]?\(?0?\)?|\(?0)\d{2,4}\)?(?:[ -]?\d){6,8}(?![\d/.-]?\d)/g,
    code: '[telephone number]',
    isOne: (value) => /^0\d{9,10}$|^44\d{9,10}$/.test(value.replace('(0)', '').replaceAll(/\D/g, '')),
  },
  {
    looksLike: 'POSTCODE',
    pattern: /\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b/g,
    code: '[postcode]',
    isOne: always,
  },
];

/** Finds what looks like an identifier or a name of the identity sheet, row by row. It only asks; nothing is changed. */
export async function marksIn(rows: readonly ReadRow[], people: readonly KnownPerson[]): Promise<readonly Mark[]> {
  const all = [...people.flatMap(namesOf), ...looks];
  const marks: Mark[] = [];
  for await (const row of inTurns(rows)) {
    for (const column of read) {
      const words = row.cells[column] ?? '';
      for (const { looksLike, pattern, code, isOne } of words === '' ? [] : all) {
        const values = new Set([...words.matchAll(pattern)].map(([value]) => value).filter(isOne));
        marks.push(...[...values].map((value) => ({ row: row.number, column, value, looksLike, code })));
      }
      if (marks.length >= MOST_MARKS) {
        return marks.slice(0, MOST_MARKS);
      }
    }
  }
  return marks;
}

/** A whole name in any case, and each part of it where it is written like a name. */
function namesOf({ names, pseudonym }: KnownPerson): readonly Look[] {
  const parts = new Set(
    names.flatMap((name) => name.split(/[\s-]+/)).filter((part) => part.length > 2 && part !== pseudonym),
  );
  const look = (words: string, flags: string): Look => ({
    looksLike: 'NAME',
    pattern: new RegExp(`(?<![\\p{L}\\d])${escaped(words).replaceAll(' ', '\\s+')}(?![\\p{L}\\d])`, flags),
    code: pseudonym,
    isOne: always,
  });
  return [...names.map((name) => look(name, 'giu')), ...[...parts].map((part) => look(part, 'gu'))];
}

const escaped = (text: string) =>
  text
    .trim()
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\s+/g, ' ');

/** The row with codes where its author says to use them: the longest first, so that no half of a name is left. */
export function withCodes<Row extends TableRow>(row: Row, codes: ReadonlyMap<string, string>): Row {
  const longestFirst = [...codes].toSorted(([one], [other]) => other.length - one.length);
  const cells = Object.entries(row.cells).map(([column, words]) => [
    column,
    read.includes(column as Column)
      ? longestFirst.reduce((text, [value, code]) => text.replaceAll(value, code), words)
      : words,
  ]);
  return { ...row, cells: Object.fromEntries(cells) };
}

/** The codes of those marks whose value somebody wants to be written as its code. */
export const codesFor = (marks: readonly Mark[], values: readonly string[]): ReadonlyMap<string, string> =>
  new Map(marks.filter(({ value }) => values.includes(value)).map(({ value, code }) => [value, code]));
