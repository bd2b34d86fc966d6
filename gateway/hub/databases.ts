import pg from 'pg';
import type { Passwords } from './passwords.ts';
import { scramVerifier } from './scram.ts';
import { StartError } from './start-error.ts';

/** The owner migrates, the app serves, the sealer reads the access log and adds seals. */
export const roleKinds = ['owner', 'app', 'sealer'] as const;
export type RoleKind = (typeof roleKinds)[number];

/** Addresses of a database, one for each of its roles, passwords included. */
export type DatabaseUrls = Readonly<Record<RoleKind, string>>;

/** Names of the roles of these databases: `health` → `health_owner`, `health_app`, `health_sealer`. */
export const rolesOf = (names: readonly string[]) =>
  names.flatMap((name) => roleKinds.map((kind) => `${name}_${kind}`));

/** Guards against two preparations of one server at a time. */
const LOCK = 0x68_75_62;

/**
 * Makes each database with its three roles, none of which reaches another's. What is there already is kept, and given
 * these passwords and rights. Throws StartError when a role can still reach a database that is not its own.
 */
export async function prepareDatabases(
  adminUrl: string,
  names: readonly string[],
  passwords: Passwords,
): Promise<Readonly<Record<string, DatabaseUrls>>> {
  await connected(adminUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    for (const name of names) {
      await prepareRoles(client, name, passwords);
      await prepareDatabase(client, name);
      await connected(withDatabase(adminUrl, name), (inside) => prepareSchema(inside, name));
    }
    for (const everybodys of ['postgres', 'template1']) {
      await client.query(`REVOKE CONNECT ON DATABASE ${everybodys} FROM PUBLIC`).catch(unlessRefused);
    }
    await checkReach(client, names);
  });
  return Object.fromEntries(names.map((name) => [name, urlsOf(adminUrl, name, passwords)]));
}

/** An administrator of lesser rights may find it revoked already; `checkReach` says if it is not. */
function unlessRefused(error: Error & { readonly code?: string }): void {
  if (error.code !== '42501') {
    throw error;
  }
}

async function prepareRoles(client: pg.Client, name: string, passwords: Passwords): Promise<void> {
  for (const role of rolesOf([name])) {
    const password = passwords[role];
    if (password === undefined) {
      throw new StartError(`There is no password for the role "${role}".`);
    }
    const known = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${role} LOGIN PASSWORD '${scramVerifier(password)}'`);
  }
  const { rows } = await client.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
  if (!rows[0].rolsuper) {
    await client.query(`GRANT ${name}_owner TO current_user`);
  }
}

async function prepareDatabase(client: pg.Client, name: string): Promise<void> {
  const known = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (known.rowCount === 0) {
    await client.query(`CREATE DATABASE ${name} OWNER ${name}_owner TEMPLATE template0 ENCODING 'UTF8'`);
  }
  await client.query(`ALTER DATABASE ${name} OWNER TO ${name}_owner`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${rolesOf([name]).join(', ')}`);
}

/** The tables that only grow take the rights to change and delete back in the migration that makes them. */
async function prepareSchema(inside: pg.Client, name: string): Promise<void> {
  const byDefault = `ALTER DEFAULT PRIVILEGES FOR ROLE ${name}_owner`;
  await inside.query(`
    ALTER SCHEMA public OWNER TO ${name}_owner;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO ${name}_app, ${name}_sealer;
    ${byDefault} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${name}_app;
    ${byDefault} GRANT USAGE, SELECT ON SEQUENCES TO ${name}_app;
  `);
}

/** Asks PostgreSQL itself, because an administrator who is no superuser may have revoked nothing. */
async function checkReach(client: pg.Client, names: readonly string[]): Promise<void> {
  const { rows } = await client.query(
    `SELECT role.rolname AS role, database.datname AS database
       FROM pg_roles role, pg_database database
      WHERE role.rolname = ANY ($1) AND database.datname = ANY ($2)
        AND role.rolname !~ ('^' || database.datname || '_(owner|app|sealer)$')
        AND has_database_privilege(role.oid, database.oid, 'CONNECT')
      ORDER BY 1, 2 LIMIT 1`,
    [rolesOf(names), [...names, 'postgres', 'template1']],
  );
  if (rows[0] !== undefined) {
    throw new StartError(
      `The role "${rows[0].role}" can still connect to the database "${rows[0].database}": revoke that as the owner of the server.`,
    );
  }
}

function urlsOf(adminUrl: string, name: string, passwords: Passwords): DatabaseUrls {
  const urlFor = (kind: RoleKind) => {
    const url = new URL(withDatabase(adminUrl, name));
    url.username = `${name}_${kind}`;
    url.password = encodeURIComponent(passwords[`${name}_${kind}`] ?? '');
    return url.href;
  };
  return { owner: urlFor('owner'), app: urlFor('app'), sealer: urlFor('sealer') };
}

function withDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function connected<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
