import type { Problem } from '../entries/read-entry.ts';
import { CaseReviewError } from '../errors.ts';
import type { AgencyService } from '../publishing/agency-service.ts';
import { type PreparedEntry, preparedEntry } from '../publishing/prepared-entry.ts';
import { cellOf, type Reading, rowToEntry } from './row-to-entry.ts';
import { furtherColumns, type Table, type TableRow, templateColumns } from './table.ts';

/** What is wrong with one cell of a file. */
export type RowProblem = {
  /** As a spreadsheet counts: the head row is 1. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
};

/** Most problems that are listed; the message tells how many rows they are. */
const PROBLEMS_LISTED = 200;

/** The rows of one organisation. Throws BAD_USER_INPUT when the file has those of several and nobody says whose to take. */
export function rowsOf({ rows }: Table, organisation: string | null): readonly TableRow[] {
  const names = [...new Set(rows.map((row) => cellOf(row, 'organisation')))];
  const wanted = organisation === null ? rows : rows.filter((row) => cellOf(row, 'organisation') === organisation);
  if (organisation === null && names.length > 1) {
    const named = names.map((name) => `"${name}"`).join(', ');
    throw new CaseReviewError(
      'BAD_USER_INPUT',
      `The file has rows of ${names.length} organisations (${named}). Say whose rows to take.`,
    );
  }
  if (wanted.length === 0) {
    const reason =
      organisation === null
        ? 'The file has a head row and no other.'
        : `The file has no row of "${organisation}"; it has rows of ${names.map((name) => `"${name}"`).join(', ')}.`;
    throw new CaseReviewError('BAD_USER_INPUT', reason);
  }
  return wanted;
}

/** Reads rows into entries, in their order. Throws BAD_USER_INPUT with every cell that cannot be read. */
export function entriesOf(
  service: AgencyService,
  reading: Reading,
  rows: readonly TableRow[],
): readonly PreparedEntry[] {
  const entries: PreparedEntry[] = [];
  const problems: RowProblem[] = [];
  for (const row of rows) {
    const read = service.readEntry(rowToEntry(reading, row));
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

/** Throws BAD_USER_INPUT when there is any problem: nothing is imported by halves. */
export function refuseProblems(problems: readonly RowProblem[], rows: number): void {
  if (problems.length > 0) {
    const refused = new Set(problems.map(({ row }) => row)).size;
    throw new CaseReviewError('BAD_USER_INPUT', `${refused} of ${rows} rows cannot be read. Nothing was imported.`, {
      problems: problems.slice(0, PROBLEMS_LISTED),
    });
  }
}

const knownColumns: readonly string[] = [...templateColumns, ...furtherColumns];

/** `whatHappened` → `what_happened`; a few fields have another name in files, and those of a kind stand in `fields`. */
function columnOf(field: string): string {
  const column = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const named = { occurred: 'date', agencyComment: 'comment', statedSequence: 'sequence' }[field];
  return named ?? (knownColumns.includes(column) ? column : 'fields');
}
