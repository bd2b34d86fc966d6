import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of one test's own. */
export type FreshDatabase = {
  /** Its address for the administrator. */
  readonly url: string;
  /** Its address for who owns its tables, and for who serves it. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  drop(): Promise<void>;
};

/**
 * Makes a database of the test's own on the run's PostgreSQL, empty or as a copy of a template. Nobody may be connected
 * to the template meanwhile.
 */
export async function freshDatabase(template = 'template0'): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(`CREATE DATABASE "${name}" TEMPLATE "${template}" OWNER test_owner`);
  const url = urlOf(name);
  return {
    url,
    ownerUrl: urlAs('test_owner', url),
    appUrl: urlAs('test_app', url),
    drop: () => asAdministrator(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

/** Address of a database of the run's PostgreSQL, for the administrator. */
export function urlOf(database: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

function urlAs(role: string, address: string): string {
  const url = new URL(address);
  url.username = role;
  url.password = 'test';
  return url.href;
}

/** Runs one statement on the run's PostgreSQL as its administrator. */
export async function asAdministrator(statement: string): Promise<void> {
  await asOneAdministrator((client) => client.query(statement));
}

/** Works over one connection of the administrator of the run's PostgreSQL. */
export async function asOneAdministrator<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
