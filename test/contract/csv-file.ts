import { expect } from 'vitest';
import { furtherColumns, templateColumns } from '../../subgraphs/kit/import/columns.ts';
import type { Acting } from '../support/contribution.ts';
import type { Answer } from '../support/federated-house.ts';
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
  readonly preview: {
    readonly otherKinds: readonly { readonly word: string; readonly rows: number }[];
    readonly peopleWithoutAnswer: readonly string[];
    readonly undated: number;
  };
};

/** The answer to an import, whatever it is: what the preview asks is confirmed. */
export const tryImport = (acting: Acting, rows: readonly Row[]) => tryFile(acting, Buffer.from(csvOf(rows)));

/** The same, for any file and with whatever else is said. */
export async function tryFile(
  acting: Acting,
  file: Buffer,
  said: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const looked = await tryPreview(acting, file, said['choices']);
  const preview = (looked.data as { preview: { hash: string; toConfirm: object } } | null)?.preview;
  if (preview === undefined || preview === null) {
    return looked;
  }
  const { hash, toConfirm: confirmed } = preview;
  const { hub, review, code, prefix } = acting;
  return hub.ask(
    review.author(code),
    `mutation($review: ID!, $organisation: ID!, $file: String!, $choices: ${prefix}ImportChoicesInput, $hash: String!,
      $confirmed: ${prefix}ConfirmedInput!, $goodRowsOnly: Boolean, $saveColumns: Boolean) {
      imported: commit${prefix}Import(review: $review, organisation: $organisation, file: $file, choices: $choices, hash: $hash,
        confirmed: $confirmed, goodRowsOnly: $goodRowsOnly, saveColumns: $saveColumns) {
        rows receipt { receipt entries { sourceRecordId outcome } }
        preview { undated unknownColumns peopleWithoutAnswer otherKinds { word rows } notes { row column value reason } }
      }
    }`,
    { ...placeOf(acting), file: file.toString('base64'), hash, confirmed, ...said },
  );
}

/** The answer to a preview, whatever it is. */
export const tryPreview = (acting: Acting, file: Buffer, choices: unknown = null): Promise<Answer> =>
  acting.hub.ask(
    acting.review.author(acting.code),
    `mutation($review: ID!, $organisation: ID!, $file: String!, $choices: ${acting.prefix}ImportChoicesInput) {
      preview: preview${acting.prefix}Import(review: $review, organisation: $organisation, file: $file, choices: $choices, withSpreadsheet: true) {
        hash format columns { heading column by } allRows rows goodRows organisationNamed kinds { kind rows }
        otherKinds { word rows } peopleWithoutAnswer undated unknownColumns leftOut { what why rows } skipped { row why }
        problems { row table column value reason } notes { row column value reason } fileNotes
        marks { row column value looksLike code } toConfirm { rows of about review } spreadsheet
      }
    }`,
    { ...placeOf(acting), file: file.toString('base64'), choices },
  );

/** What was taken of a file. */
export async function imported(acting: Acting, rows: readonly Row[]): Promise<Report['preview'] & Report> {
  const { data, errors } = await tryImport(acting, rows);
  expect(errors).toBeUndefined();
  const report = (data as { imported: Report }).imported;
  return { ...report.preview, ...report };
}

/** What became of each row: `row-1 ADDED`. */
export const outcomesOf = ({ receipt }: Report) =>
  receipt.entries.map(({ sourceRecordId, outcome }) => `${sourceRecordId} ${outcome}`);
