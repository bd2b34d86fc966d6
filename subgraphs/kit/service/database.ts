import type { MigrationInterface } from 'typeorm';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { grantAccessLog } from '../access-log/rights.ts';

// biome-ignore lint/complexity/noBannedTypes: the type TypeORM gives its own lists of classes.
type Classes = MixedList<Function | EntitySchema>;
type Migration = new () => MigrationInterface;

/**
 * Reading from anywhere costs a disk without moving parts little more than reading on: with PostgreSQL's own idea of a
 * turning one, the tables of a hub of some thousand entries were read whole for each page.
 */
const USUAL = '-c random_page_cost=1.1';
/**
 * Each statement is planned once, and by an index that has the order asked for. Left to what it knows of the usual case,
 * PostgreSQL sorts all of one long review among many short ones for each page.
 */
const BY_INDEX = `${USUAL} -c plan_cache_mode=force_generic_plan -c enable_sort=off`;

type Manner = { readonly poolSize?: number; readonly byIndex?: boolean };

/** Opens a service's database with its app role. At most `poolSize` connections; `byIndex` for long lists in an order. */
export function openDatabase(
  url: string,
  entities: Classes,
  { poolSize = 10, byIndex = false }: Manner = {},
): Promise<DataSource> {
  const extra = { options: byIndex ? BY_INDEX : USUAL };
  const options = { type: 'postgres', url, entities, poolSize, extra, synchronize: false, logging: false } as const;
  return new DataSource(options).initialize();
}

/** The tables of a service, and what may be done to them. */
export type Tables = {
  /** In the order in which they came about. */
  readonly migrations: readonly Migration[];
  /** Tables the app role may only add to, with the columns it may still set. */
  readonly appendOnly: Readonly<Record<string, readonly string[]>>;
};

export type MigrateOptions = Tables & { readonly ownerUrl: string; readonly appUrl: string };

/** Brings a database to this release's schema with its owner role, one process at a time, and sets what the app role may do. */
export async function migrate({ ownerUrl, appUrl, migrations, appendOnly }: MigrateOptions): Promise<void> {
  const owner = await new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...migrations],
    migrationsTransactionMode: 'all',
    poolSize: 2,
  }).initialize();
  const lock = owner.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock(1764000000)');
    await owner.runMigrations();
    await grant(owner, decodeURIComponent(new URL(appUrl).username), appendOnly);
  } finally {
    await lock.query('SELECT pg_advisory_unlock(1764000000)');
    await lock.release();
    await owner.destroy();
  }
}

async function grant(owner: DataSource, app: string, appendOnly: Tables['appendOnly']): Promise<void> {
  const [{ user }] = (await owner.query('SELECT current_user AS "user"')) as [{ user: string }];
  if (user === app) {
    return; // One role for both: there is nobody else to grant to.
  }
  const role = `"${app.replaceAll('"', '""')}"`;
  await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
  await owner.query(`REVOKE INSERT, UPDATE, DELETE ON migrations FROM ${role}`);
  for (const [table, columns] of Object.entries(appendOnly)) {
    await owner.query(`REVOKE UPDATE, DELETE ON ${table} FROM ${role}`);
    if (columns.length > 0) {
      await owner.query(`GRANT UPDATE (${columns.join(', ')}) ON ${table} TO ${role}`);
    }
  }
  await grantAccessLog(owner, app);
}
