import { setTimeout as pause } from 'node:timers/promises';
import { decodeProtectedHeader } from 'jose';
import type pg from 'pg';
import { LAST_SEAL } from './seal-rows.ts';

/**
 * Whoever seals a log holds this lock of its database for as long as the connection lives. The numbers before it are the
 * writers' and that of `access_log_ahead`.
 */
const SEALER_LOCK = 1_764_100_002;
const BETWEEN_TRIES_MS = 200;

/** The sealer's keys by name (`kid`): the one it signs with, null where it has none yet, and all it ever had, the oldest first. */
export type SealerKids = { readonly own: string | null; readonly known: readonly string[] };

/** A log that this process must not seal; its sentence says why, and what to do. */
export class SealingRefused extends Error {}

/**
 * Takes a log for this connection, until the connection ends. Another sealer's is waited for so many milliseconds: that of a
 * killed one ends soon. Throws SealingRefused where another goes on, or where the newest seal is not one after which a seal
 * with this key may follow: it would spoil the log for good.
 */
export async function takeSealing(
  client: pg.ClientBase,
  chain: string,
  kids: SealerKids,
  patienceMs: number,
): Promise<void> {
  const until = Date.now() + patienceMs;
  while (!(await isTaken(client))) {
    if (Date.now() >= until) {
      throw new SealingRefused(
        `The access log of "${chain}" is being sealed by another hub over these databases: stop that one first.`,
      );
    }
    await pause(BETWEEN_TRIES_MS);
  }
  const last = await lastKid(client);
  if (last !== null && !mayFollow(last, kids)) {
    throw new SealingRefused(
      `The access log of "${chain}" was sealed with another key: put back the folder of keys that belongs to these databases.`,
    );
  }
}

/** A key follows itself, and any that was changed for it. One that is yet to be made follows each that is known. */
function mayFollow(last: string, { own, known }: SealerKids): boolean {
  return last === own || (known.includes(last) && (own === null || known.indexOf(last) < known.indexOf(own)));
}

async function isTaken(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${SEALER_LOCK}) AS taken`);
  return rows[0]?.taken === true;
}

/** The name of the key of the newest seal, null where nothing was sealed yet or there is no log. */
async function lastKid(client: pg.ClientBase): Promise<string | null> {
  const { rows: found } = await client.query("SELECT FROM pg_class WHERE oid = to_regclass('public.access_seal')");
  const { rows } = found.length === 0 ? { rows: [] } : await client.query<{ signed: string }>(LAST_SEAL);
  const [last] = rows;
  return last === undefined ? null : (decodeProtectedHeader(last.signed).kid ?? '');
}
