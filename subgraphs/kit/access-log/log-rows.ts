import type pg from 'pg';

/** A row as it is sealed: all of it, as text. */
export type LogRow = { readonly number: number; readonly text: string };

/** How the text of a row is made, said in every seal: another one takes another number. */
export const ROW_FORM = 1;

/** All columns as PostgreSQL writes a composite value, the time in milliseconds, so that no setting changes a byte. */
const TEXT = `ROW(number, (extract(epoch FROM at) * 1000)::bigint, request_id, person, acting_for, organisation_id, roles,
  purpose, review_id, operation, encode(operation_hash, 'hex'), decision, codes, topics, revisions, listed, not_available,
  CASE WHEN searched <> '{}' THEN ARRAY(SELECT encode(term, 'hex') FROM unnest(searched) AS term) END, coverage)::text`;

const BATCH = 5_000;

/** The rows above one number and up to another, in order. */
export async function rowsBetween(client: pg.ClientBase, above: number, upTo: number): Promise<readonly LogRow[]> {
  const { rows } = await client.query<[string, string]>({
    name: 'rows-between',
    text: `SELECT number, ${TEXT} FROM access_log WHERE number > $1 AND number <= $2 ORDER BY number LIMIT ${BATCH}`,
    values: [above, upTo],
    rowMode: 'array',
  });
  return rows.map(([number, text]) => ({ number: Number(number), text }));
}

/** A row as its seal holds it: the hash of its text, with the prefix of a leaf. */
export type LogLeaf = { readonly number: number; readonly hash: Buffer };

/** The leaves of the rows above one number and up to another, in order: what is sealed need not be carried. */
export async function leavesBetween(client: pg.ClientBase, above: number, upTo: number): Promise<readonly LogLeaf[]> {
  const { rows } = await client.query<[string, Buffer]>({
    name: 'leaves-between',
    text: `SELECT number, sha256('\\x00' || convert_to(${TEXT}, 'UTF8')) FROM access_log
           WHERE number > $1 AND number <= $2 ORDER BY number LIMIT ${BATCH}`,
    values: [above, upTo],
    rowMode: 'array',
  });
  return rows.map(([number, hash]) => ({ number: Number(number), hash }));
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
