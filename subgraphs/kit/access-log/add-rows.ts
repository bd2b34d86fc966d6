import type pg from 'pg';
import type { RowValues } from './row-values.ts';
import { addRow } from './statements.ts';

/** A connection that rows are written over, and for which rows it has a statement: those with something in these columns. */
export type RowConnection = { readonly client: pg.PoolClient; readonly statements: Set<number> };

/**
 * Adds rows with statements that the connection keeps, in one transaction: PostgreSQL begins it with the first and commits it
 * at the end of what was sent together. Resolves when it has; a connection on which it failed must not be used again.
 */
export const addRows = ({ client, statements }: RowConnection, rows: readonly RowValues[]): Promise<void> =>
  new Promise((done, failed) => {
    client.query(asStatement(rows, statements, (error) => (error == null ? done() : failed(error))));
  });

/** What a client of `pg` asks of a statement that speaks its protocol itself. `callback` is what it may put a time limit on. */
const asStatement = (rows: readonly RowValues[], known: Set<number>, callback: (error?: unknown) => void) => ({
  callback,
  submit(connection: pg.Connection): void {
    connection.stream.cork();
    for (const row of rows) {
      const given = givenIn(row);
      const statement = `access_log_row_${given}`;
      if (!known.has(given)) {
        connection.parse({ name: statement, text: addRow(given), types: [] }, true);
        known.add(given);
      }
      connection.bind({ statement, values: row.filter((value) => value !== null) }, true);
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

/** In which columns a row has something: a bit for each. */
const givenIn = (row: RowValues): number =>
  row.reduce<number>((given, value, index) => (value === null ? given : given | (1 << index)), 0);
