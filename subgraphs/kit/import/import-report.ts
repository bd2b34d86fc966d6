import { type Receipt, receiptOf } from '../publishing/remembered.ts';
import type { Outcome } from '../publishing/submitted-entry.ts';
import { peopleOf, whoIs } from './people.ts';
import type { RowProblem } from './read-rows.ts';
import { cellOf, dateOf, kindOf, type Reading } from './row-to-entry.ts';
import { furtherColumns, type Table, type TableRow, templateColumns } from './table.ts';

/** What was understood of a file. */
export type ImportReport = {
  readonly rows: number;
  readonly receipt: Receipt;
  /** Whose rows the file says they are, so that an author sees that it is the right file. */
  readonly organisationNamed: string;
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

/** Says what was understood of the rows that were taken. */
export function importReport(
  reading: Reading,
  { columns }: Table,
  rows: readonly TableRow[],
  receipt: Receipt,
): ImportReport {
  const known: readonly string[] = [...templateColumns, ...furtherColumns];
  const words = rows.map((row) => cellOf(row, 'kind')).filter((word) => kindOf(reading.agency, word) === null);
  const outcomes = receiptOf(receipt).entries.map(({ outcome }) => outcome);
  return {
    rows: rows.length,
    receipt,
    organisationNamed: [...new Set(rows.map((row) => cellOf(row, 'organisation')))].join(', '),
    outcomes: countsOf(outcomes).map(([outcome, count]) => ({ outcome, rows: count })),
    otherKinds: countsOf(words).map(([word, count]) => ({ word, rows: count })),
    peopleWithoutAnswer: unanswered(reading, rows),
    undated: rows.filter((row) => dateOf(row).occurred.precision === 'UNKNOWN').length,
    unknownColumns: columns.filter((column) => !known.includes(column)),
    notes: rows.flatMap(notesOn),
  };
}

/** How often each value stands in a list, in the order of first appearance. */
function countsOf<T>(values: readonly T[]): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts];
}

const unanswered = ({ subjects, answers }: Reading, rows: readonly TableRow[]) =>
  [...new Set(rows.flatMap((row) => peopleOf(cellOf(row, 'people'))))].filter(
    (value) => !whoIs(value, subjects, answers).answered,
  );

function notesOn(row: TableRow): readonly RowProblem[] {
  const { note, occurred } = dateOf(row);
  return note === null ? [] : [{ row: row.number, column: 'date', value: occurred.text, reason: note }];
}
