import type pg from 'pg';
import type { SigningKey } from '../service/keys.ts';
import { leavesBetween } from './log-rows.ts';
import { newSeal } from './seal.ts';
import { LOG_LOCK } from './statements.ts';

export const LAST_SEAL = 'SELECT signed FROM access_seal ORDER BY number DESC LIMIT 1';

/**
 * The last seal, and the highest number that a row may have, null while no number was drawn since that seal. It is read
 * while nobody writes: a number is drawn under the shared lock, so that no row with a lower one can still come. Where
 * there is nothing new nobody is kept waiting.
 */
const UNSEALED = `
  SELECT last.signed, coalesce(last.to_number, 0) AS above,
    CASE WHEN (SELECT last_value FROM access_log_number) > coalesce(last.to_number, 0) THEN
      CASE WHEN pg_advisory_xact_lock(${LOG_LOCK}) IS NOT NULL THEN (SELECT last_value FROM access_log_number) END
    END AS highest
  FROM (VALUES (1)) AS one LEFT JOIN (SELECT signed, to_number FROM access_seal ORDER BY number DESC LIMIT 1) AS last ON true`;

const ADD_SEAL = 'INSERT INTO access_seal (number, from_number, to_number, leaves, signed) VALUES ($1, $2, $3, $4, $5)';

type Unsealed = { readonly signed: string | null; readonly above: string; readonly highest: string | null };

/**
 * Seals the rows of a log that no seal covers, as far as one batch goes. Gives how many rows that were. Must be the only
 * one to seal this log: another one's seal has the same number, and the second of them fails.
 */
export async function sealRows(client: pg.ClientBase, chain: string, key: SigningKey): Promise<number> {
  const { rows: found } = await client.query<Unsealed>({ name: 'unsealed', text: UNSEALED });
  const { signed: last = null, above = '0', highest = null } = found[0] ?? {};
  const rows = highest === null ? null : await leavesBetween(client, Number(above), Number(highest));
  if (rows === null) {
    return 0;
  }
  const { number, size, leaves, signed } = await newSeal(key, chain, last, rows, new Date());
  const values = [number, Number(above) + 1, rows.to, leaves, signed];
  await client.query({ name: 'add-seal', text: ADD_SEAL, values });
  return size;
}
