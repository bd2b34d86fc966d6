import type { ReviewSubject } from '../access/viewer.ts';
import { sha256 } from '../canonical.ts';
import { badInput } from '../errors.ts';
import type { AgencyService, Place } from '../publishing/agency-service.ts';
import type { Asking } from '../publishing/hub.ts';
import { keyedHash } from '../publishing/remembered.ts';
import { keptAnswers } from './answer-people.ts';
import { plainHeading } from './columns.ts';
import type { FileContent } from './files/file-content.ts';
import { readFile } from './files/read-file.ts';
import { type LeaveOut, type LeftOut, leaveOut } from './leave-out.ts';
import { codesFor, type KnownPerson, type Mark, MOST_MARKS, marksIn, withCodes } from './marks.ts';
import { type GivenColumn, givenMeanings, ownHeading } from './match-columns.ts';
import { type GoodRow, type RowProblem, readRows, rowsOf } from './read-rows.ts';
import { notesOnRows, problemsAsTheyStand, rowsTakenBack, strangeRows } from './row-checks.ts';
import { cellOf, type Reading, recordIdOf } from './row-to-entry.ts';
import { savedColumns } from './saved-columns.ts';
import { findTable, type ReadRow, type Table } from './table.ts';

/** What an author chose for a file: the same is said in the preview and when it is taken. */
export type Choices = {
  readonly columns: readonly GivenColumn[];
  /** The table to take, where a file has several. */
  readonly table: string | null;
  /** Only rows whose column Organisation says this; null for a file of one organisation. */
  readonly rowsOf: string | null;
  readonly leaveOut: readonly LeaveOut[];
  /** Values that are marked, to be written as their codes. */
  readonly useCodes: readonly string[];
};

export type SentFile = {
  readonly place: Place;
  /** The organisation's short code in the review. */
  readonly code: string;
  readonly subjects: readonly ReviewSubject[];
  readonly asking: Asking;
  readonly bytes: Buffer;
  readonly choices: Choices;
};

/** What a file is about and what can be taken of it. Nothing of it is written. */
export type Understood = {
  /** SHA-256 of the file. */
  readonly hash: string;
  readonly content: FileContent;
  readonly table: Table;
  /** All rows of the organisation, before any was left out. */
  readonly allRows: number;
  /** Rows that are to be taken, those with problems too. */
  readonly rows: readonly ReadRow[];
  readonly leftOut: readonly LeftOut[];
  readonly good: readonly GoodRow[];
  readonly problems: readonly RowProblem[];
  readonly notes: readonly RowProblem[];
  /** How many of the good rows state no day. */
  readonly undated: number;
  readonly marks: readonly Mark[];
  readonly people: readonly KnownPerson[];
  /** Whose rows the file says they are, where that is not the organisation that sends it and nobody chose them by name. */
  readonly ofAnother: string | null;
  readonly reading: Reading;
};

/** Reads a file and says what was understood. Throws BAD_USER_INPUT for a file in which no table can be found. */
export async function understand(service: AgencyService, sent: SentFile): Promise<Understood> {
  const { agency, hub } = service;
  const { place, asking, choices } = sent;
  const content = await readFile(sent.bytes, agency.fhir);
  const meanings = { given: givenMeanings(choices.columns), saved: await savedColumns(service, place.organisation) };
  const table = findTable(content, meanings, choices.table);
  refuseUnknownHeadings(choices.columns, table);
  const all = rowsOf(table.rows, choices.rowsOf).map(withId);
  const { rows: staying, leftOut } = leaveOut(all, choices.leaveOut);
  const { people, organisation } = await hub.knownForFile(place.review, place.organisation, asking);
  const marks = await marksIn(staying, people);
  refuseUnmarked(choices.useCodes, marks);
  const codes = codesFor(marks, choices.useCodes);
  const rows = codes.size === 0 ? staying : staying.map((row) => withCodes(row, codes));
  const reading = { agency, subjects: sent.subjects, answers: await keptAnswers(service, place) };
  const hash = sha256(sent.bytes);
  const read = await readRows(service, reading, rows, keyedHash(service, hash));
  const problems = [
    ...(await problemsAsTheyStand(rows, table)),
    ...read.problems,
    ...(await strangeRows(service, place, asking, read.good)),
    ...(await rowsTakenBack(service, place, read.good)),
  ]
    .map((problem) => ({ ...problem, column: ownHeading(problem.column, table.matches) }))
    .toSorted((one, other) => one.row - other.row);
  const bad = new Set(problems.map(keyOf));
  const good = read.good.filter(({ row }) => !bad.has(keyOf({ row: row.number, table: row.table })));
  return {
    hash,
    content,
    table,
    allRows: all.length,
    rows,
    leftOut,
    good,
    problems,
    ...(await notesOnRows(good.map(({ row }) => row))),
    marks: marks
      .filter(({ value }) => !codes.has(value))
      .map((mark) => ({ ...mark, column: ownHeading(mark.column, table.matches) })),
    people,
    ofAnother: choices.rowsOf === null ? anotherThan([organisation, sent.code], rows) : null,
    reading,
  };
}

/** A row keeps its id, whichever of its words are written as codes. */
const withId = (row: ReadRow): ReadRow => ({ ...row, cells: { ...row.cells, source_record_id: recordIdOf(row) } });

/** What is said of a heading that is not there was meant for another: saying nothing of it would leave that one unread. */
function refuseUnknownHeadings(given: readonly GivenColumn[], { matches }: Table): void {
  const headings = new Set(matches.map(({ heading }) => plainHeading(heading)));
  const strange = given.find(({ heading }) => !headings.has(plainHeading(heading)));
  if (strange !== undefined) {
    throw badInput(`The file has no column "${strange.heading}".`);
  }
}

/** A value that is marked nowhere would go on as it stands, and its author would think it written as a code. */
function refuseUnmarked(values: readonly string[], marks: readonly Mark[]): void {
  const unmarked = values.find((wanted) => !marks.some(({ value }) => value === wanted));
  if (unmarked !== undefined && marks.length < MOST_MARKS) {
    throw badInput(
      `Nothing in the rows that would be taken is marked as "${unmarked}", so no code can be written for it.`,
    );
  }
}

/** The name in the rows where it is none of an organisation's own: by then they have one name or none. */
function anotherThan(own: readonly string[], [row]: readonly ReadRow[]): string | null {
  const named = row === undefined ? '' : cellOf(row, 'organisation');
  return named === '' || own.some((name) => plain(name) === plain(named)) ? null : named;
}

/** Word and people write the same name with another apostrophe, space or capital. */
const plain = (name: string) => name.toLowerCase().replaceAll('\u2019', "'").replaceAll(/\s+/g, ' ').trim();

const keyOf = ({ row, table }: Pick<RowProblem, 'row' | 'table'>) => `${table ?? ''} ${row}`;
