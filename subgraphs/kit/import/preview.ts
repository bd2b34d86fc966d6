import { badInput, CaseReviewError } from '../errors.ts';
import { dayInWords } from '../occurred/calendar.ts';
import type { FileFormat } from './files/file-content.ts';
import type { LeftOut } from './leave-out.ts';
import type { KnownPerson, Mark } from './marks.ts';
import type { ColumnMatch } from './match-columns.ts';
import { peopleOf, whoIs } from './people.ts';
import type { RowProblem } from './read-rows.ts';
import { cellOf, kindOf } from './row-to-entry.ts';
import type { SkippedRow } from './table.ts';
import type { Understood } from './understand.ts';

/** What must be said again when the rows are taken: the wrong person's rows are the commonest breach. */
export type Confirmation = {
  readonly rows: number;
  /** Whose rows the file says they are, where it names another organisation than the one that sends it. */
  readonly of: string | null;
  readonly about: readonly string[];
  readonly review: string;
};

/** What was understood of a file, for the one who sends it. */
export type Preview = {
  readonly hash: string;
  readonly format: FileFormat;
  readonly columns: readonly ColumnMatch[];
  /** All rows of the file that are this organisation's. */
  readonly allRows: number;
  /** Those that were not left out. */
  readonly rows: number;
  /** Those without a problem. */
  readonly goodRows: number;
  /** Whose rows the file says they are, so that an author sees that it is the right file. */
  readonly organisationNamed: string;
  readonly kinds: readonly { readonly kind: string; readonly rows: number }[];
  /** Words for kinds the agency's list does not have: their entries are kept as OTHER, in the words of the file. */
  readonly otherKinds: readonly { readonly word: string; readonly rows: number }[];
  /** Different values of People of whom nobody has said yet who they are. */
  readonly peopleWithoutAnswer: readonly string[];
  readonly undated: number;
  readonly unknownColumns: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly skipped: readonly SkippedRow[];
  readonly problems: readonly RowProblem[];
  /** What was read in a way its author should look at; nothing is wrong with it. */
  readonly notes: readonly RowProblem[];
  readonly fileNotes: readonly string[];
  readonly marks: readonly Mark[];
  readonly toConfirm: Confirmation & { readonly sentence: string };
};

/** Headings of the problem sheet: they are ours, and nothing is lost when they come back unread. */
const ours = ['problem', 'row in your file'];

/** Whose draft of which review a file is for: short code, and the partnership's number. */
export type Sender = { readonly code: string; readonly reference: string };

/** Says what was understood. */
export function previewOf(understood: Understood, sent: Sender, fileName: string | null): Preview {
  const { hash, content, table, allRows, rows, leftOut, good, problems, notes, undated, marks, reading, people } =
    understood;
  const kept = good.map(({ row }) => row);
  const words = kept.map((row) => cellOf(row, 'kind'));
  const kinds = words.flatMap((word) => kindOf(reading.agency, word) ?? []);
  const toConfirm = {
    rows: good.length,
    of: understood.ofAnother,
    about: centreOf(people),
    review: sent.reference,
  };
  return {
    hash,
    format: content.format,
    columns: table.matches.filter(({ heading }) => heading.trim() !== ''),
    allRows,
    rows: rows.length,
    goodRows: good.length,
    organisationNamed: [...new Set(rows.map((row) => cellOf(row, 'organisation')))].filter(Boolean).join(', '),
    kinds: countsOf(kinds).map(([code, count]) => ({ kind: reading.agency.kindByCode.get(code)!.label, rows: count })),
    otherKinds: countsOf(words.filter((word) => kindOf(reading.agency, word) === null)).map(([word, count]) => ({
      word,
      rows: count,
    })),
    peopleWithoutAnswer: [...new Set(rows.flatMap((row) => peopleOf(cellOf(row, 'people'))))].filter(
      (value) => !whoIs(value, reading.subjects, reading.answers).answered,
    ),
    undated,
    unknownColumns: table.matches.flatMap(({ heading, column }) =>
      column === null && heading.trim() !== '' && !ours.includes(heading.trim().toLowerCase()) ? [heading] : [],
    ),
    leftOut,
    skipped: table.skipped,
    problems: problems.slice(0, MOST_LISTED),
    notes: notes.slice(0, MOST_LISTED),
    fileNotes: [
      ...nameNote(content.format, fileName),
      ...content.notes,
      ...table.unread,
      ...restNote(problems),
      ...restNote(notes),
    ],
    marks,
    toConfirm: { ...toConfirm, sentence: sentenceFor(toConfirm, people, sent.code) },
  };
}

const centreOf = (people: readonly KnownPerson[]) =>
  people.filter(({ atTheCentre }) => atTheCentre).map(({ pseudonym }) => pseudonym);

/** `You are adding 23 rows about Wren, born 14 November 2023, to review R-2024-03.` */
function sentenceFor({ rows, of, review }: Confirmation, people: readonly KnownPerson[], code: string): string {
  const about = people
    .filter(({ atTheCentre }) => atTheCentre)
    .map(({ pseudonym, dateOfBirth }) =>
      dateOfBirth === null ? pseudonym : `${pseudonym}, born ${dayInWords(dateOfBirth)},`,
    )
    .join(' and ');
  const which = `${rows} ${rows === 1 ? 'row' : 'rows'}`;
  return of === null
    ? `You are adding ${which} about ${about} to review ${review}.`
    : `You are adding ${which} of "${of}" about ${about} to the draft of ${code} in review ${review}.`;
}

/** Refuses what was not confirmed as it is now. Throws CONFLICT with the sentence that is to be confirmed. */
export function refuseUnconfirmed(confirmed: Confirmation, { toConfirm }: Preview): void {
  const isSame =
    confirmed.rows === toConfirm.rows &&
    (confirmed.of ?? null) === toConfirm.of &&
    confirmed.review === toConfirm.review &&
    JSON.stringify([...confirmed.about].sort()) === JSON.stringify([...toConfirm.about].sort());
  if (!isSame) {
    throw new CaseReviewError(
      'CONFLICT',
      `${toConfirm.sentence} That is not what was confirmed (${confirmed.rows}${confirmed.of == null ? '' : ` of ${confirmed.of}`} about ${confirmed.about.join(' and ')} to ${confirmed.review}).`,
      { toConfirm },
    );
  }
}

/** Throws CONFLICT for a file that is not the one that was looked at. */
export function refuseOtherFile(hash: string, { hash: now }: Preview): void {
  if (!/^[0-9a-f]{64}$/.test(hash)) {
    throw badInput(`"${hash.slice(0, 80)}" is not the hash of a preview.`);
  }
  if (hash !== now) {
    throw new CaseReviewError('CONFLICT', 'This is not the file that was previewed. Look at its preview first.');
  }
}

/** Most problems, and most notes, that are listed; the spreadsheet has all problems. */
const MOST_LISTED = 2_000;

const restNote = ({ length }: readonly RowProblem[]): readonly string[] =>
  length > MOST_LISTED ? [`${length} cells are to be looked at; the first ${MOST_LISTED} are listed.`] : [];

const endings: Readonly<Record<string, FileFormat>> = {
  csv: 'CSV',
  xlsx: 'XLSX',
  xlsm: 'XLSX',
  ods: 'ODS',
  docx: 'DOCX',
  docm: 'DOCX',
  odt: 'ODT',
  json: 'FHIR',
};

/** Says so where a file is not what its name says; it is read as what it is. */
function nameNote(format: FileFormat, fileName: string | null): readonly string[] {
  const ending = /\.([a-z]+)$/i.exec(fileName ?? '')?.[1]?.toLowerCase();
  const named = ending === undefined ? undefined : endings[ending];
  return named === undefined || named === format
    ? []
    : [`The file's name ends in ".${ending}", and by its content it is ${format}. It was read as ${format}.`];
}

/** How often each value stands in a list, in the order of first appearance. */
export function countsOf<T>(values: readonly T[]): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts];
}
