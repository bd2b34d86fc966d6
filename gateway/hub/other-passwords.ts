import pg from 'pg';
import { rolesOf } from './databases.ts';
import type { Passwords } from './passwords.ts';

/** What PostgreSQL answers to a wrong password. */
const WRONG_PASSWORD = '28P01';

/** Names of the roles that the server has and whose passwords there are not these. */
export async function rolesWithOtherPasswords(
  adminUrl: string,
  names: readonly string[],
  passwords: Passwords,
): Promise<readonly string[]> {
  const known = new Set(await rolesThere(adminUrl));
  const others: string[] = [];
  for (const name of names) {
    for (const role of rolesOf([name]).filter((each) => known.has(each))) {
      if (await isRefused(adminUrl, name, role, passwords[role] ?? '')) {
        others.push(role);
      }
    }
  }
  return others;
}

async function rolesThere(adminUrl: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('SELECT rolname AS name FROM pg_roles WHERE rolcanlogin');
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function isRefused(adminUrl: string, database: string, role: string, password: string): Promise<boolean> {
  const url = new URL(adminUrl);
  [url.username, url.password, url.pathname] = [role, encodeURIComponent(password), `/${database}`];
  const client = new pg.Client({ connectionString: url.href });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return false;
  } catch (error) {
    return (error as { readonly code?: string }).code === WRONG_PASSWORD;
  } finally {
    await client.end().catch(() => undefined);
  }
}
