import type pg from 'pg';
import type { RowValues } from './row-values.ts';
import { ADD_ROW } from './statements.ts';

/**
 * Adds rows with the statement that the connection has prepared, in one transaction: PostgreSQL begins it with the first
 * and commits it at the end of what was sent together. Resolves when it has.
 */
export const addRows = (client: pg.ClientBase, rows: readonly RowValues[]): Promise<void> =>
  new Promise((done, failed) => {
    client.query(asStatement(rows, (error) => (error == null ? done() : failed(error))));
  });

/** What a client of `pg` asks of a statement that speaks its protocol itself. `callback` is what it may put a time limit on. */
const asStatement = (rows: readonly RowValues[], callback: (error?: unknown) => void) => ({
  callback,
  submit(connection: pg.Connection): void {
    connection.stream.cork();
    for (const values of rows) {
      connection.bind({ statement: ADD_ROW, values: [...values] }, true);
      connection.execute(null, true);
    }
    connection.sync();
    connection.stream.uncork();
  },
  /** A row was added, and is not committed yet. */
  handleCommandComplete(): void {},
  handleReadyForQuery(): void {
    this.callback();
  },
  handleError(error: unknown): void {
    this.callback(error);
  },
});
