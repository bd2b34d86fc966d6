import type { Problem, RawEntry } from '../entries/read-entry.ts';
import { CaseReviewError } from '../errors.ts';
import { inTurns } from '../in-turns.ts';
import type { AgencyService } from '../publishing/agency-service.ts';
import { type PreparedEntry, preparedEntry } from '../publishing/prepared-entry.ts';
import { isColumn } from './columns.ts';
import { cellOf, type Reading, rowToEntry } from './row-to-entry.ts';
import type { ReadRow } from './table.ts';

/** What is wrong with one cell of a file, or worth a look. */
export type RowProblem = {
  /** As the agency counts it in its own file. */
  readonly row: number;
  /** The table it stands in, where the file has several. */
  readonly table: string | null;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
};

/** A row that can be taken. */
export type GoodRow = { readonly row: ReadRow; readonly entry: PreparedEntry };
export type ReadRows = { readonly good: readonly GoodRow[]; readonly problems: readonly RowProblem[] };

/** The rows of one organisation. Throws BAD_USER_INPUT when the file has those of several and nobody says whose to take. */
export function rowsOf(rows: readonly ReadRow[], organisation: string | null): readonly ReadRow[] {
  const names = [...new Set(rows.map((row) => cellOf(row, 'organisation')))];
  const wanted = organisation === null ? rows : rows.filter((row) => cellOf(row, 'organisation') === organisation);
  if (organisation === null && names.length > 1) {
    const named = names.map((name) => `"${name}"`).join(', ');
    throw new CaseReviewError(
      'BAD_USER_INPUT',
      `The file has rows of ${names.length} organisations (${named}). Say whose rows to take.`,
      { organisations: names },
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

/** Reads rows into entries, in their order, and says of each cell that cannot be read why not. */
export async function readRows(
  service: AgencyService,
  reading: Reading,
  rows: readonly ReadRow[],
  file: string,
): Promise<ReadRows> {
  const good: GoodRow[] = [];
  const problems: RowProblem[] = [];
  for await (const row of inTurns(rows)) {
    const read = entryOf(service, rowToEntry(reading, row));
    if ('entry' in read) {
      good.push({ row, entry: { ...read.entry, origin: { file, row: row.number } } });
    } else {
      problems.push(...read.problems.map((problem) => problemIn(row, problem)));
    }
  }
  return { good, problems };
}

type ReadOne = { readonly entry: PreparedEntry } | { readonly problems: readonly Problem[] };

function entryOf({ agency, readEntry, now }: AgencyService, raw: RawEntry): ReadOne {
  const read = readEntry(raw);
  if ('problems' in read) {
    return read;
  }
  const { earliest } = read.draft.facts.occurred;
  if (earliest !== null && earliest > now().toISOString()) {
    const value = String(raw['occurredText'] ?? '');
    return { problems: [{ field: 'occurred', value, reason: `"${value}" is still to come.` }] };
  }
  try {
    return { entry: preparedEntry(agency, read.draft) };
  } catch (error) {
    if (error instanceof CaseReviewError) {
      return { problems: [{ field: 'identifiers', value: '', reason: error.message }] };
    }
    throw error;
  }
}

export const problemIn = ({ number, table }: Pick<ReadRow, 'number' | 'table'>, { field, value, reason }: Problem) => ({
  row: number,
  table,
  column: columnOf(field),
  value,
  reason,
});

/** Throws BAD_USER_INPUT when there is any problem: nothing is imported by halves. */
export function refuseProblems(problems: readonly RowProblem[], rows: number): void {
  if (problems.length > 0) {
    const refused = new Set(problems.map(({ row, table }) => `${table} ${row}`)).size;
    throw new CaseReviewError('BAD_USER_INPUT', `${refused} of ${rows} rows cannot be read. Nothing was imported.`, {
      problems: problems.slice(0, PROBLEMS_LISTED),
    });
  }
}

/** Most problems that a refusal lists; the message tells how many rows they are. */
const PROBLEMS_LISTED = 200;

/** `whatHappened` → `what_happened`; a few fields have another name in files, and those of a kind stand in `fields`. */
function columnOf(field: string): string {
  const column = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const named = { occurred: 'date', agencyComment: 'comment', statedSequence: 'sequence', row: 'row' }[field];
  return named ?? (isColumn(column) ? column : 'fields');
}
