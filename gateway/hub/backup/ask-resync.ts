import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const LOOK_EVERY_MS = 250;

/** What a service found of one contribution when it compared with the hub. */
export type Finding = { readonly review: string; readonly code: string; readonly says: string };

/**
 * Asks the service of a database to compare what it holds with the hub, and waits for what it finds. Gives null when
 * the service has not answered in time: it will when it runs.
 */
export async function askResync(url: string, patienceMs: number): Promise<readonly Finding[] | null> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>('INSERT INTO resync (restored) VALUES (false) RETURNING id');
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      const { rows: done } = await client.query<{ findings: readonly Finding[] | null }>(
        'SELECT findings FROM resync WHERE id = $1 AND done_at IS NOT NULL',
        [rows[0]!.id],
      );
      if (done[0] !== undefined) {
        return done[0].findings ?? [];
      }
      await pause(LOOK_EVERY_MS);
    }
    return null;
  } finally {
    await client.end();
  }
}

/** Begins a new life of the database of the reviews: every agency that hears of it compares what it holds. */
export async function beginNewLife(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('INSERT INTO resync (restored, done_at) VALUES (false, now())');
  } finally {
    await client.end();
  }
}
