import { parse } from 'csv-parse/sync';
import { badInput } from '../errors.ts';

/** A row of a file by column name, with its number as a spreadsheet shows it: the head row is 1. */
export type TableRow = { readonly number: number; readonly cells: Readonly<Record<string, string>> };
export type Table = { readonly columns: readonly string[]; readonly rows: readonly TableRow[] };

/** The columns of the agencies' template. */
export const templateColumns = [
  'source_record_id',
  'date_from',
  'date_to',
  'precision',
  'time',
  'organisation',
  'source_of_information',
  'people',
  'what_happened',
  'action_taken',
  'seen_and_heard',
  'comment',
  'kind',
  'significance',
] as const;

/** Further columns a file may have. */
export const furtherColumns = [
  'date_as_written',
  'fields',
  'person_seen',
  'own_words',
  'communication',
  'practice',
  'handling',
  'reasons',
  'named',
  'kind_listed',
  'onward_use',
  'held_back_by',
  'review_on',
  'gist',
  'recorded_on',
  'learned_on',
  'learned_from',
  'shared_with',
  'sequence',
  'identifiers_confirmed',
] as const;

export type Column = (typeof templateColumns)[number] | (typeof furtherColumns)[number];

/** Reads CSV text. Throws BAD_USER_INPUT for a file without a head row, a column twice, or a row of another width. */
export function readTable(text: string): Table {
  const records = readRecords(text);
  const [head, ...rest] = records;
  if (head === undefined || !head.includes('what_happened')) {
    throw badInput(
      `The file has no head row with the column "what_happened"; its first row is "${(head ?? []).join(',').slice(0, 120)}".`,
    );
  }
  const twice = head.find((column, at) => column !== '' && head.indexOf(column) !== at);
  if (twice !== undefined) {
    throw badInput(`The column "${twice}" stands twice in the head row.`);
  }
  const rows = rest.flatMap((record, index) => {
    const number = index + 2;
    if (record.every((cell) => cell === '')) {
      return [];
    }
    if (record.length !== head.length) {
      throw badInput(`Row ${number} has ${record.length} cells where the head row has ${head.length}.`);
    }
    return [{ number, cells: Object.fromEntries(head.map((column, at) => [column, record[at]!])) }];
  });
  return { columns: head, rows };
}

function readRecords(text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as string[][];
  } catch (error) {
    throw badInput(`The file is not CSV: ${(error as Error).message}.`);
  }
}
