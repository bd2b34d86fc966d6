import type pg from 'pg';

/** A row of a service's log that no operation of the gateway explains. */
export type StrayRow = { readonly number: number; readonly at: Date; readonly person: string };

type Row = { readonly number: string; readonly id: string; readonly at: Date; readonly person: string };

const BATCH = 10_000;
/** How far apart two rows of one request may be: clocks of two machines, and the longest request, in milliseconds. */
const APART_MS = 10 * 60_000;

/**
 * Finds the rows of a service's log whose request is in no row of the gateway's: somebody asked past it, with a pass and a
 * token that were right; or the gateway could not write its own row, and then nobody was answered. `from`: null for all.
 */
export async function rowsPastTheGateway(
  service: pg.Pool,
  gateway: pg.Pool,
  from: Date | null,
): Promise<{ readonly rows: number; readonly strays: readonly StrayRow[]; readonly ofNobody: number }> {
  const strays: StrayRow[] = [];
  let rows = 0;
  for await (const batch of signedInRows(service, from)) {
    const known = await requestsIn(gateway, batch);
    rows += batch.length;
    strays.push(
      ...batch
        .filter(({ id }) => !known.has(id))
        .map(({ number, at, person }) => ({ number: Number(number), at, person })),
    );
  }
  return { rows, strays, ofNobody: await rowsOfNobody(service, from) };
}

/** How many rows are of nobody who was signed in: the service's own work, and what was answered with nothing. */
async function rowsOfNobody(pool: pg.Pool, from: Date | null): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int FROM access_log WHERE person IS NULL AND ($1::timestamptz IS NULL OR at >= $1)',
    [from],
  );
  return rows[0]!.count;
}

/** Rows of somebody who was signed in, in order: what had no pass was answered with nothing. */
async function* signedInRows(pool: pg.Pool, from: Date | null): AsyncGenerator<readonly Row[]> {
  let above = '0';
  while (true) {
    const { rows } = await pool.query<Row>(
      `SELECT number, request_id AS id, at, person FROM access_log
       WHERE person IS NOT NULL AND number > $1 AND ($2::timestamptz IS NULL OR at >= $2) ORDER BY number LIMIT ${BATCH}`,
      [above, from],
    );
    const last = rows.at(-1);
    if (last === undefined) {
      return;
    }
    yield rows;
    above = last.number;
  }
}

/** Which of these rows' requests the gateway knows. */
async function requestsIn(gateway: pg.Pool, batch: readonly Row[]): Promise<ReadonlySet<string>> {
  const [first, last] = [batch[0]!.at.getTime(), batch.at(-1)!.at.getTime()];
  const { rows } = await gateway.query<{ id: string }>(
    'SELECT request_id AS id FROM access_log WHERE request_id = ANY($1::uuid[]) AND at BETWEEN $2 AND $3',
    [batch.map(({ id }) => id), new Date(first - APART_MS), new Date(last + APART_MS)],
  );
  return new Set(rows.map(({ id }) => id));
}
