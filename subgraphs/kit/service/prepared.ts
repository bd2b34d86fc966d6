import type { Pool, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** Statements that PostgreSQL keeps ready on each connection; a text beyond that is read anew each time. */
const MOST = 200;
const names = new Map<string, string>();

/**
 * Runs a statement that every page needs, over the pool of `database`: PostgreSQL reads and plans its text once for each
 * connection. Without a mapper between, and outside any transaction.
 */
export async function prepared<Row extends object>(
  database: DataSource,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const pool = (database.driver as PostgresDriver).master as Pool;
  const name = nameOf(text);
  return (await pool.query<QueryResultRow>({ text, values: [...values], ...(name === undefined ? {} : { name }) }))
    .rows as Row[];
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST) {
    return known;
  }
  const name = `page-${names.size}`;
  names.set(text, name);
  return name;
}

type Entity<Row> = new () => Row;

/** Rows of an entity where `condition` holds, by `prepared`; days are text as everywhere. */
export function preparedRows<Row extends object>(
  database: DataSource,
  entity: Entity<Row>,
  condition: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const { columns, tableName } = database.getMetadata(entity);
  const selected = columns.map(
    ({ databaseName, propertyName, type }) => `${databaseName}${type === 'date' ? '::text' : ''} AS "${propertyName}"`,
  );
  return prepared<Row>(database, `SELECT ${selected.join(', ')} FROM ${tableName} WHERE ${condition}`, values);
}
