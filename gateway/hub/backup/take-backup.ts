import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { makeFolder, writePrivate } from '../files.ts';
import { StartError } from '../start-error.ts';
import { type BackedUpTable, type Backup, contentsOf, sha256Of } from './backup-file.ts';
import { schemaOf, type Table } from './schema-of.ts';

/** Rows that are in memory at one time. */
const CHUNK = 1_000;

/**
 * Saves one database as it is at one instant, while it goes on being written, into a folder that is not there yet: a
 * file of rows a table, and a list of them with their checksums, written last.
 */
export async function takeBackup(url: string, database: string, folder: string): Promise<Backup> {
  makeFolder(folder, 0o700);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Where a role may see some rows of a table only, this fails instead of saving those alone.
    await client.query('SET LOCAL row_security = off');
    // Times are written with their offset, whatever the server's settings are.
    await client.query("SET LOCAL timezone = 'UTC'");
    const { tables, migrations, partitions } = await schemaOf(client);
    const saved: BackedUpTable[] = [];
    for (const table of tables) {
      saved.push(await saveTable(client, table, folder));
    }
    const contents: Backup = {
      format: 'safeguarding-backup/1',
      database,
      takenAt: new Date().toISOString(),
      migrations: [...migrations],
      tables: saved,
      partitions: [...partitions],
      sequences: await sequencesOf(client),
    };
    await client.query('COMMIT');
    writePrivate(contentsOf(folder), `${JSON.stringify(contents, null, 2)}\n`);
    return contents;
  } catch (error) {
    throw (error as { code?: string }).code === '42501'
      ? new StartError(`The database "${database}" was not saved: ${(error as Error).message}.`)
      : error;
  } finally {
    await client.end();
  }
}

async function saveTable(client: pg.Client, { name, columns }: Table, folder: string): Promise<BackedUpTable> {
  const file = `${name}.rows.gz`;
  const path = join(folder, file);
  let rows = 0;
  const lines = async function* () {
    for await (const chunk of rowsOf(client, name)) {
      rows += chunk.length;
      yield chunk.map((row) => `${JSON.stringify(row)}\n`).join('');
    }
  };
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(path, { mode: 0o600, flush: true }));
  return { name, columns: [...columns], rows, file, sha256: await sha256Of(path) };
}

/** Rows in PostgreSQL's own text form of a whole row, which it reads back to the same values whatever their types. */
async function* rowsOf(client: pg.Client, table: string): AsyncGenerator<readonly string[]> {
  const name = pg.escapeIdentifier(table);
  await client.query(`DECLARE saved NO SCROLL CURSOR FOR SELECT whole::text AS row FROM ${name} AS whole`);
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${CHUNK} FROM saved`);
    if (rows.length === 0) {
      break;
    }
    yield rows.map(({ row }) => row);
  }
  await client.query('CLOSE saved');
}

async function sequencesOf(client: pg.Client): Promise<Backup['sequences']> {
  const { rows } = await client.query<{ name: string; last: string }>(
    "SELECT sequencename AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename <> 'migrations_id_seq' ORDER BY 1",
  );
  return rows;
}
