import { createHash } from 'node:crypto';
import { migrate, type Tables } from '../../subgraphs/kit/service/database.ts';
import { asOneAdministrator, type FreshDatabase, freshDatabase } from './database.ts';

/** Held while a template is made: the files of a run have processes of their own. */
const LOCK = 1_764_000_001;

const templates = new Map<string, Promise<void>>();

/** Makes a database of the test's own that has these tables: a copy of one that the run migrates once. */
export async function databaseWith(tables: Tables): Promise<FreshDatabase> {
  const template = nameOf(tables);
  const made = templates.get(template) ?? makeTemplate(template, tables);
  templates.set(template, made);
  await made;
  return freshDatabase(template);
}

function nameOf({ migrations }: Tables): string {
  const names = migrations.map(({ name }) => name).join();
  return `tables_${createHash('sha256').update(names).digest('hex').slice(0, 16)}`;
}

async function makeTemplate(name: string, tables: Tables): Promise<void> {
  await asOneAdministrator(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) {
      const { url, ownerUrl, appUrl } = await freshDatabase();
      await migrate({ ownerUrl, appUrl, ...tables });
      await client.query(`ALTER DATABASE "${new URL(url).pathname.slice(1)}" RENAME TO "${name}"`);
    }
  });
}
