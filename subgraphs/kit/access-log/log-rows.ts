import type pg from 'pg';

/** A row as it is sealed: all of it, in bytes. */
export type LogRow = { readonly number: number; readonly bytes: Buffer };

/** How the bytes of a row are made, said in every seal: another form takes another number. */
export const ROW_FORM = 2;

/** The columns of a row in their order among its bytes; each has a type that is PostgreSQL's own. */
export const columnsSealed = [
  'number',
  'at',
  'request_id',
  'person',
  'acting_for',
  'organisation_id',
  'roles',
  'purpose',
  'review_id',
  'operation',
  'operation_hash',
  'decision',
  'codes',
  'topics',
  'revisions',
  'listed',
  'not_available',
  'searched',
  'coverage',
] as const;

/**
 * All columns as PostgreSQL sends a record in binary: how many there are, and for each the number of its type, its length and
 * its value. No setting changes a byte, and no restored backup: the one type of our own, whose number another database may
 * give to something else, is sent as the text that it is. To write UUIDs as text took most of what a seal did.
 */
const BYTES = `record_send(ROW(${columnsSealed.map((name) => (name === 'decision' ? 'decision::text' : name)).join(', ')}))`;

const BATCH = 5_000;

/** The rows above one number and up to another, in order. */
export async function rowsBetween(client: pg.ClientBase, above: number, upTo: number): Promise<readonly LogRow[]> {
  const { rows } = await client.query<[string, Buffer]>({
    name: 'rows-between',
    text: `SELECT number, ${BYTES} FROM access_log WHERE number > $1 AND number <= $2 ORDER BY number LIMIT ${BATCH}`,
    values: [above, upTo],
    rowMode: 'array',
  });
  return rows.map(([number, bytes]) => ({ number: Number(number), bytes }));
}

/** The leaves of rows that follow each other, one after the other, and the number of the last of these rows. */
export type LogLeaves = { readonly to: number; readonly leaves: Buffer };

/**
 * The leaves of the rows above one number and up to another, as many as one batch has; null where there are none. What is
 * sealed need not be carried: PostgreSQL hashes each row, with the prefix of a leaf.
 */
export async function leavesBetween(client: pg.ClientBase, above: number, upTo: number): Promise<LogLeaves | null> {
  const { rows } = await client.query<[string | null, Buffer | null]>({
    name: 'leaves-between',
    text: `SELECT max(number), string_agg(sha256('\\x00' || ${BYTES}), '' ORDER BY number) FROM
             (SELECT * FROM access_log WHERE number > $1 AND number <= $2 ORDER BY number LIMIT ${BATCH}) AS batch`,
    values: [above, upTo],
    rowMode: 'array',
  });
  const [to, leaves] = rows[0] ?? [];
  return to == null || leaves == null ? null : { to: Number(to), leaves };
}

/** All rows above a number, in batches; while one is worked on, the next is fetched. */
export async function* allRows(client: pg.ClientBase, above: number): AsyncGenerator<readonly LogRow[]> {
  let next = rowsBetween(client, above, Number.MAX_SAFE_INTEGER);
  while (true) {
    const batch = await next;
    const last = batch.at(-1);
    if (last === undefined) {
      return;
    }
    next = rowsBetween(client, last.number, Number.MAX_SAFE_INTEGER);
    next.catch(() => undefined); // Awaited in the next turn, or not at all.
    yield batch;
  }
}
