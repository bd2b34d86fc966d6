import type { ReviewSubject } from '../access/viewer.ts';
import { sha256 } from '../canonical.ts';
import type { Problem } from '../entries/read-entry.ts';
import { CaseReviewError } from '../errors.ts';
import type { AgencyService, Place } from '../publishing/agency-service.ts';
import { checkIdentifiers } from '../publishing/check-identifiers.ts';
import { type PreparedEntry, preparedEntry } from '../publishing/prepared-entry.ts';
import { type Receipt, receiptOf, requestKey } from '../publishing/remembered.ts';
import { type Outcome, submit } from '../publishing/submit.ts';
import { looksLikePersonNumber, type PersonAnswer, peopleOf, whoIs } from './people.ts';
import { cellOf, dateOf, kindOf, type Reading, rowToEntry } from './row-to-entry.ts';
import { furtherColumns, readTable, type Table, type TableRow, templateColumns } from './table.ts';

/** What is wrong with one cell of a file. */
export type RowProblem = {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
};

export type ImportReport = {
  readonly rows: number;
  readonly receipt: Receipt;
  /** How many rows came to what. */
  readonly outcomes: readonly { readonly outcome: Outcome; readonly rows: number }[];
  /** Words for kinds the agency's list does not have: their entries are kept as OTHER, in the words of the file. */
  readonly otherKinds: readonly { readonly word: string; readonly rows: number }[];
  /** Different values of People of whom nobody has said yet who they are. */
  readonly peopleWithoutAnswer: readonly string[];
  readonly undated: number;
  readonly unknownColumns: readonly string[];
  /** What was read in a way its author should look at; nothing is wrong with it. */
  readonly notes: readonly RowProblem[];
};

export type Import = {
  readonly place: Place;
  readonly code: string;
  readonly subjects: readonly ReviewSubject[];
  readonly person: string;
  readonly text: string;
  /** The caller's key for this one import; without it the content stands for itself. */
  readonly key: string | null;
  /** Only rows whose column Organisation says this; null for a file of one organisation. */
  readonly rowsOf: string | null;
};

/** Most problems that are listed; their whole number is always told. */
const PROBLEMS_LISTED = 200;

/** Puts all rows of a file into an organisation's draft, or none. The same file again changes nothing. */
export async function importFile(service: AgencyService, asked: Import): Promise<ImportReport> {
  const table = readTable(asked.text);
  const rows = rowsOf(table, asked.rowsOf);
  const reading: Reading = {
    agency: service.agency,
    subjects: asked.subjects,
    answers: await keptAnswers(service, asked.place),
  };
  const entries = entriesOf(service, reading, rows);
  await checkIdentifiers(service, asked.place, asked.person, entries);
  const key = requestKey(
    asked.key ?? (await keyFor(service, asked.place, entries)),
    entries.map(({ draft }) => draft),
  );
  const { place, code } = asked;
  const receipt = await submit(service, { place, code, key, entries, versions: 'newest' });
  const known: readonly string[] = [...templateColumns, ...furtherColumns];
  return {
    rows: rows.length,
    receipt,
    outcomes: outcomesOf(receipt),
    otherKinds: otherKinds(reading, rows),
    peopleWithoutAnswer: unanswered(reading, rows),
    undated: rows.filter((row) => dateOf(row).occurred.precision === 'UNKNOWN').length,
    unknownColumns: table.columns.filter((column) => !known.includes(column)),
    notes: rows.flatMap((row) => notesOn(row)),
  };
}

function rowsOf({ rows }: Table, organisation: string | null): readonly TableRow[] {
  const names = [...new Set(rows.map((row) => cellOf(row, 'organisation')))];
  if (organisation !== null) {
    const wanted = rows.filter((row) => cellOf(row, 'organisation') === organisation);
    if (wanted.length === 0) {
      throw new CaseReviewError(
        'BAD_USER_INPUT',
        `The file has no row of "${organisation}"; it has rows of "${names.join('", "')}".`,
      );
    }
    return wanted;
  }
  if (names.length > 1) {
    throw new CaseReviewError(
      'BAD_USER_INPUT',
      `The file has rows of ${names.length} organisations ("${names.join('", "')}"). Say whose rows to take.`,
    );
  }
  return rows;
}

function entriesOf(service: AgencyService, reading: Reading, rows: readonly TableRow[]): readonly PreparedEntry[] {
  const entries: PreparedEntry[] = [];
  const problems: RowProblem[] = [];
  for (const row of rows) {
    const read = service.readEntry(rowToEntry(reading, row));
    problems.push(...personNumbers(reading, row));
    if ('draft' in read) {
      entries.push(preparedEntry(service.agency, read.draft));
    } else {
      problems.push(...read.problems.map((problem) => rowProblem(row, problem)));
    }
  }
  refuseProblems(problems, rows.length);
  return entries;
}

const rowProblem = ({ number }: TableRow, { field, value, reason }: Problem): RowProblem => ({
  row: number,
  column: columnOf(field),
  value,
  reason,
});

function refuseProblems(problems: readonly RowProblem[], rows: number): void {
  if (problems.length > 0) {
    const refused = new Set(problems.map(({ row }) => row)).size;
    throw new CaseReviewError('BAD_USER_INPUT', `${refused} of ${rows} rows cannot be read. Nothing was imported.`, {
      problems: problems.slice(0, PROBLEMS_LISTED),
      problemsInAll: problems.length,
    });
  }
}

function notesOn(row: TableRow): readonly RowProblem[] {
  const { note, occurred } = dateOf(row);
  return note === null ? [] : [{ row: row.number, column: 'date', value: occurred.text, reason: note }];
}

/** `whatHappened` → `what_happened`; a few fields have another name in files. */
const columnOf = (field: string) =>
  ({ occurred: 'date', agencyComment: 'comment', statedSequence: 'sequence' })[field] ??
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** An agency's own number for a person never leaves it: somebody must say who that is. */
const personNumbers = ({ subjects, answers }: Reading, row: TableRow): RowProblem[] =>
  peopleOf(cellOf(row, 'people'))
    .filter((value) => looksLikePersonNumber(value) && !whoIs(value, subjects, answers).answered)
    .map((value) => ({
      row: row.number,
      column: 'people',
      value,
      reason: `"${value}" looks like your own number for a person. Say who that is.`,
    }));

function outcomesOf(receipt: Receipt): ImportReport['outcomes'] {
  const { entries } = receiptOf(receipt);
  const outcomes = countsOf(entries.map(({ outcome }) => outcome));
  return [...outcomes].map(([outcome, rows]) => ({ outcome, rows }));
}

/** How often each value stands in the list, in the order of first appearance. */
function countsOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function otherKinds({ agency }: Reading, rows: readonly TableRow[]): ImportReport['otherKinds'] {
  const words = rows.map((row) => cellOf(row, 'kind')).filter((word) => kindOf(agency, word) === null);
  return [...countsOf(words)].map(([word, count]) => ({ word, rows: count }));
}

const unanswered = ({ subjects, answers }: Reading, rows: readonly TableRow[]) =>
  [...new Set(rows.flatMap((row) => peopleOf(cellOf(row, 'people'))))].filter(
    (value) => !whoIs(value, subjects, answers).answered,
  );

/** A key for the content as it meets this draft: a file that undoes a later change is not taken for a repetition. */
async function keyFor(
  { database }: AgencyService,
  { review, organisation }: Place,
  entries: readonly PreparedEntry[],
): Promise<string> {
  const [row] = (await database.query(
    'SELECT version FROM contribution WHERE review_id = $1 AND organisation_id = $2',
    [review, organisation],
  )) as { version: number }[];
  return `file:${sha256(...entries.map(({ draft }) => draft))}:${row?.version ?? 0}`;
}

async function keptAnswers(
  { database }: AgencyService,
  { review, organisation }: Place,
): Promise<ReadonlyMap<string, PersonAnswer>> {
  const rows = (await database.query(
    `SELECT a.value, a.answer FROM person_answer a JOIN contribution c ON c.id = a.contribution_id
     WHERE c.review_id = $1 AND c.organisation_id = $2`,
    [review, organisation],
  )) as { value: string; answer: PersonAnswer }[];
  return new Map(rows.map(({ value, answer }) => [value, answer]));
}
