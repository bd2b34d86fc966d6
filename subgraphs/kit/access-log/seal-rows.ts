import type pg from 'pg';
import type { SigningKey } from '../service/keys.ts';
import { rowsBetween } from './log-rows.ts';
import { newSeal } from './seal.ts';
import { LOG_LOCK } from './statements.ts';

/** How long writers may be kept waiting by the sealer, in milliseconds. */
const LONGEST_WAIT_MS = 1_000;

export const LAST_SEAL = 'SELECT signed FROM access_seal ORDER BY number DESC LIMIT 1';

/**
 * Seals the rows of a log that no seal covers, as far as one batch goes. Gives how many rows that were. Must be the only
 * one to seal this log: another one's seal has the same number, and the second of them fails.
 */
export async function sealRows(client: pg.ClientBase, chain: string, key: SigningKey): Promise<number> {
  const last = (
    await client.query<{ signed: string; to_number: string }>(
      'SELECT signed, to_number FROM access_seal ORDER BY number DESC LIMIT 1',
    )
  ).rows[0];
  const above = Number(last?.to_number ?? 0);
  const highest = await highestNumber(client, above);
  const rows = highest > above ? await rowsBetween(client, above, highest) : [];
  const to = rows.at(-1)?.number;
  if (to === undefined) {
    return 0;
  }
  const { number, leaves, signed } = await newSeal(key, chain, last?.signed ?? null, rows, { to, at: new Date() });
  await client.query(
    'INSERT INTO access_seal (number, from_number, to_number, leaves, signed) VALUES ($1, $2, $3, $4, $5)',
    [number, above + 1, to, leaves, signed],
  );
  return rows.length;
}

/**
 * The highest number of a row, read while nobody writes: a number is drawn under the shared lock, so that no row with a
 * lower one can still come.
 */
async function highestNumber(client: pg.ClientBase, above: number): Promise<number> {
  const HIGHEST = 'SELECT max(number) AS highest FROM access_log WHERE number > $1';
  const seen = await client.query<{ highest: string | null }>(HIGHEST, [above]);
  if (seen.rows[0]?.highest == null) {
    return above; // Nothing new: nobody is kept waiting.
  }
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = ${LONGEST_WAIT_MS}; SELECT pg_advisory_xact_lock(${LOG_LOCK})`);
    const { rows } = await client.query<{ highest: string | null }>(HIGHEST, [above]);
    return Number(rows[0]?.highest ?? above);
  } finally {
    await client.query('COMMIT');
  }
}
