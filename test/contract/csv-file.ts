import { expect } from 'vitest';
import { furtherColumns, templateColumns } from '../../subgraphs/kit/import/table.ts';
import type { Acting } from '../support/contribution.ts';
import { placeOf } from './contract.ts';

type Row = Readonly<Partial<Record<(typeof templateColumns)[number] | (typeof furtherColumns)[number], string>>>;

/** Writes rows as CSV with the columns of the template and those that these rows have besides. */
function csvOf(rows: readonly Row[]): string {
  const further = furtherColumns.filter((column) => rows.some((row) => column in row));
  const columns = [...templateColumns, ...further];
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join('\r\n');
}

/** A row of the template, with what a test says of it. */
export const aRow = (row: Row = {}): Row => ({
  source_record_id: 'row-1',
  date_from: '2024-02-09',
  precision: 'day',
  organisation: 'The organisation',
  source_of_information: 'Record',
  people: 'Wren',
  what_happened: 'Something was seen and written down.',
  kind: 'Information received',
  ...row,
});

type Report = {
  readonly rows: number;
  readonly receipt: { readonly entries: readonly { readonly sourceRecordId: string; readonly outcome: string }[] };
  readonly otherKinds: readonly { readonly word: string; readonly rows: number }[];
  readonly peopleWithoutAnswer: readonly string[];
  readonly undated: number;
};

/** The answer to an import, whatever it is. */
export const tryImport = (acting: Acting, rows: readonly Row[]) =>
  acting.hub.ask(
    acting.review.author(acting.code),
    `mutation($review: ID!, $organisation: ID!, $text: String!) {
      imported: import${acting.prefix}File(review: $review, organisation: $organisation, text: $text) {
        rows undated peopleWithoutAnswer otherKinds { word rows } receipt { entries { sourceRecordId outcome } }
      }
    }`,
    { ...placeOf(acting), text: csvOf(rows) },
  );

/** What was understood of a file that was taken. */
export async function imported(acting: Acting, rows: readonly Row[]): Promise<Report> {
  const { data, errors } = await tryImport(acting, rows);
  expect(errors).toBeUndefined();
  return (data as { imported: Report }).imported;
}

/** What became of each row: `row-1 ADDED`. */
export const outcomesOf = ({ receipt }: Report) =>
  receipt.entries.map(({ sourceRecordId, outcome }) => `${sourceRecordId} ${outcome}`);
