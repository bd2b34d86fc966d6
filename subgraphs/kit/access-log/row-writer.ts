import type pg from 'pg';
import { addRows, type RowConnection } from './add-rows.ts';
import type { RowValues } from './row-values.ts';

/** Writes rows over connections that it keeps. */
export type RowWriter = {
  /** Resolves when the rows are on disk, all of them or none. */
  readonly write: (rows: readonly RowValues[]) => Promise<void>;
  /** Gives its connections back, each when nothing is being written over it any more. */
  readonly close: () => void;
};

/** Rows of more kinds than people's questions leave: a connection with so many statements is given back. */
const MOST_STATEMENTS = 100;

/**
 * Takes a connection from the pool for each group that is on its way at one time, and keeps it: rows are handed to the
 * socket before `write` returns, where the pool would do so only when the answer has been made that the writing is to go
 * beside. A connection that failed, or ended, is given back, and the next group opens another.
 */
export function rowWriter(pool: pg.Pool): RowWriter {
  const held = new Set<RowConnection>();
  let free: RowConnection[] = [];
  let isClosed = false;
  const giveBack = (connection: RowConnection) => {
    if (held.delete(connection)) {
      free = free.filter((each) => each !== connection);
      connection.client.release(true);
    }
  };
  const opened = async (): Promise<RowConnection> => {
    const connection = { client: await pool.connect(), statements: new Set<number>() };
    held.add(connection);
    connection.client.on('error', () => giveBack(connection));
    return connection;
  };
  return {
    write: async (rows) => {
      const connection = free.pop() ?? (await opened());
      try {
        await addRows(connection, rows);
      } catch (error) {
        giveBack(connection);
        throw error;
      }
      if (isClosed || connection.statements.size > MOST_STATEMENTS) {
        giveBack(connection);
      } else if (held.has(connection)) {
        free.push(connection);
      }
    },
    close: () => {
      isClosed = true;
      free.forEach(giveBack);
    },
  };
}
