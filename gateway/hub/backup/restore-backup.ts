import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { StartError } from '../start-error.ts';
import type { BackedUpTable, Backup } from './backup-file.ts';
import { type LostRows, refuseLosses } from './lost-rows.ts';
import { type Schema, schemaOf, type Table } from './schema-of.ts';

/** Rows that are in memory at one time. */
const CHUNK = 500;

/** How long connections may take to end, in milliseconds. */
const LEAVING_MS = 2_000;

/** What became of the tables that only grow: those that went on from the backup, and rows that are gone with the others. */
export type RestoredLogs = { readonly kept: readonly string[]; readonly lost: readonly LostRows[] };

/**
 * Puts the rows of a checked backup in place of those in a database: all of them, or none. An access log that goes on
 * from that of the backup stays, for who has read stays true, and is named in what this gives. The service that is restored
 * asks the others what it lost before it publishes again. Throws StartError when somebody is connected to the database,
 * its tables are not those of the backup, or rows of an access log would be lost unless that is wanted.
 */
export async function restoreBackup(
  url: string,
  folder: string,
  backup: Backup,
  { replaceLogs = false }: { readonly replaceLogs?: boolean } = {},
): Promise<RestoredLogs> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await refuseWhileServed(client, backup);
    await client.query('BEGIN');
    await client.query('SET LOCAL row_security = off');
    await client.query("SET LOCAL timezone = 'UTC'");
    const schema = await schemaOf(client);
    refuseOtherSchema(schema, backup);
    await makePartitions(client, schema, backup);
    const { kept, lost } = await continued(client, schema, folder, backup);
    if (!replaceLogs) {
      refuseLosses(lost, backup);
    }
    const replaced = backup.tables.filter(({ name }) => !kept.includes(name));
    if (schema.tables.some(({ name, onlyGrows }) => onlyGrows && !kept.includes(name))) {
      // A log of other readings, such as those of a new machine's first start, gives way: its guards look away.
      await client.query('SET LOCAL session_replication_role = replica');
    }
    if (replaced.length > 0) {
      await client.query(`TRUNCATE ${replaced.map(({ name }) => pg.escapeIdentifier(name)).join(', ')}`);
    }
    for (const table of replaced) {
      await putRows(client, table, join(folder, table.file));
    }
    for (const { name, last } of backup.sequences) {
      const sequence = pg.escapeIdentifier(name);
      await client.query(`SELECT setval($1::regclass, greatest($2::bigint, (SELECT last_value FROM ${sequence})))`, [
        sequence,
        last,
      ]);
    }
    if (backup.tables.some(({ name }) => name === 'resync')) {
      await client.query('INSERT INTO resync DEFAULT VALUES');
    }
    await client.query('COMMIT');
    return { kept, lost };
  } finally {
    // Without a COMMIT everything is as it was.
    await client.end();
  }
}

/** Of a service that has just stopped, a connection may still be on its way out. */
async function refuseWhileServed(client: pg.Client, { database }: Backup): Promise<void> {
  const until = Date.now() + LEAVING_MS;
  for (;;) {
    const { rows } = await client.query<{ others: number }>(
      `SELECT count(*)::int AS others FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    if (rows[0]!.others === 0) {
      return;
    }
    if (Date.now() > until) {
      throw new StartError(
        `The database of "${database}" is in use: stop the service (or the hub) first. Nothing was restored.`,
      );
    }
    await pause(50);
  }
}

function refuseOtherSchema(there: Schema, backup: Backup): void {
  const { database } = backup;
  if (there.migrations.length === 0 && backup.migrations.length > 0) {
    throw new StartError(
      `The database of "${database}" has no tables yet: start the hub once, stop it, and restore then. Nothing was restored.`,
    );
  }
  const shapeOf = (tables: readonly Pick<Table, 'name' | 'columns'>[]) =>
    JSON.stringify(tables.map(({ name, columns }) => [name, columns]).sort());
  if (
    JSON.stringify(there.migrations) !== JSON.stringify(backup.migrations) ||
    shapeOf(there.tables) !== shapeOf(backup.tables)
  ) {
    throw new StartError(
      `The tables of "${database}" are not those of the backup: restore it with the release that made it, and upgrade then. Nothing was restored.`,
    );
  }
}

/** Makes the partitions that the backup has and the database has not. They are read and written through their table alone. */
async function makePartitions(client: pg.Client, there: Schema, { partitions }: Backup): Promise<void> {
  const known = new Set(there.partitions.map(({ name }) => name));
  for (const { name, of, bound } of partitions.filter((one) => !known.has(one.name))) {
    const table = pg.escapeIdentifier(name);
    await client.query(`CREATE TABLE ${table} PARTITION OF ${pg.escapeIdentifier(of)} ${bound}`);
    const { rows } = await client.query<{ role: string }>(
      `SELECT DISTINCT grantee::regrole::text AS role FROM pg_class, aclexplode(relacl)
       WHERE oid = to_regclass($1) AND grantee <> relowner AND grantee <> 0`,
      [table],
    );
    for (const { role } of rows) {
      await client.query(`REVOKE ALL ON ${table} FROM ${role}`);
    }
  }
}

/** Tells the tables that only grow and hold every row of the backup, and perhaps more, from those with other rows. */
async function continued(client: pg.Client, { tables }: Schema, folder: string, backup: Backup): Promise<RestoredLogs> {
  const kept: string[] = [];
  const lost: LostRows[] = [];
  for (const { name, key } of tables.filter(({ onlyGrows }) => onlyGrows)) {
    const table = pg.escapeIdentifier(name);
    const saved = backup.tables.find((one) => one.name === name);
    let there = 0;
    for await (const rows of chunksOf(join(folder, saved?.file ?? ''))) {
      const { rows: found } = await client.query<{ count: number }>(
        `SELECT count(*)::int FROM unnest($1::${table}[]) AS saved JOIN ${table} AS kept USING (${key.map(pg.escapeIdentifier).join(', ')})
         WHERE saved::text = kept::text`,
        [rows],
      );
      there += found[0]!.count;
    }
    if (there === saved?.rows) {
      kept.push(name);
    } else {
      const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int FROM ${table}`);
      lost.push({ table: name, rows: rows[0]!.count - there });
    }
  }
  return { kept, lost: lost.filter(({ rows }) => rows > 0) };
}

async function* chunksOf(path: string): AsyncGenerator<readonly string[]> {
  let chunk: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
    chunk.push(JSON.parse(line) as string);
    if (chunk.length === CHUNK) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) {
    yield chunk;
  }
}

async function putRows(client: pg.Client, table: BackedUpTable, path: string): Promise<void> {
  const name = pg.escapeIdentifier(table.name);
  const columns = table.columns.map((column) => pg.escapeIdentifier(column.slice(0, column.indexOf(' ')))).join(', ');
  let count = 0;
  for await (const rows of chunksOf(path)) {
    await client.query(
      `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM unnest($1::${name}[])`,
      [rows],
    );
    count += rows.length;
  }
  if (count !== table.rows) {
    throw new StartError(
      `The backup has ${count} rows of "${table.name}" and says ${table.rows}. Nothing was restored.`,
    );
  }
}
