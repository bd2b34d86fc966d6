import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import type { Row } from './columns.ts';

/** The name of the database of the monolith. */
export const MONOLITH = 'monolith';

/** One connection to each database of a set, by service. */
export type Clients = Readonly<Record<string, pg.Client>>;

/** Rows that become one piece of text. */
const CHUNK = 500;

/** Puts rows into a table by COPY. */
export async function copyRows(client: pg.Client, table: string, columns: string, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) {
    await pipeline(Readable.from(textsOf(rows)), client.query(from(`COPY ${table} (${columns}) FROM STDIN`)));
  }
}

function* textsOf(rows: readonly Row[]): Generator<string> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    yield rows
      .slice(start, start + CHUNK)
      .map((row) => `${row.map(fieldText).join('\t')}\n`)
      .join('');
  }
}

/** A value in the text format of COPY. */
function fieldText(value: unknown): string {
  if (value === null || value === undefined) {
    return '\\N';
  }
  if (Buffer.isBuffer(value)) {
    return `\\\\x${value.toString('hex')}`;
  }
  return escaped(Array.isArray(value) ? `{${value.map(itemText).join(',')}}` : String(value));
}

const itemText = (item: unknown) => `"${String(item).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string) => text.replace(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter);
