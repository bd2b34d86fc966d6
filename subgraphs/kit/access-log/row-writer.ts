import type pg from 'pg';
import { addRows } from './add-rows.ts';
import type { RowValues } from './row-values.ts';
import { PREPARE_ADD_ROW } from './statements.ts';

/** Writes rows over connections that it keeps. */
export type RowWriter = {
  /** Resolves when the rows are on disk, all of them or none. */
  readonly write: (rows: readonly RowValues[]) => Promise<void>;
  /** Gives its connections back, each when nothing is being written over it any more. */
  readonly close: () => void;
};

/**
 * Takes a connection from the pool for each group that is on its way at one time, and keeps it: rows are handed to the
 * socket before `write` returns, where the pool would do so only when the answer has been made that the writing is to go
 * beside. A connection that failed, or ended, is given back, and the next group opens another.
 */
export function rowWriter(pool: pg.Pool): RowWriter {
  const held = new Set<pg.PoolClient>();
  let free: pg.PoolClient[] = [];
  let isClosed = false;
  const giveBack = (client: pg.PoolClient) => {
    if (held.delete(client)) {
      free = free.filter((each) => each !== client);
      client.release(true);
    }
  };
  const opened = async () => {
    const client = await pool.connect();
    held.add(client);
    client.on('error', () => giveBack(client));
    return client;
  };
  return {
    write: async (rows) => {
      let client = free.pop();
      try {
        if (client === undefined) {
          client = await opened();
          await client.query(PREPARE_ADD_ROW);
        }
        await addRows(client, rows);
        if (isClosed) {
          giveBack(client);
        } else if (held.has(client)) {
          free.push(client);
        }
      } catch (error) {
        if (client !== undefined) {
          giveBack(client);
        }
        throw error;
      }
    },
    close: () => {
      isClosed = true;
      free.forEach(giveBack);
    },
  };
}
