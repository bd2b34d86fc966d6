import { join } from 'node:path';
import { readConfiguration } from '../configuration.ts';
import { dataFolderFor } from '../data-folder.ts';
import { lockDataFolder } from '../lock.ts';
import { ADMINISTRATOR, isNew, passwordOf } from '../postgres/cluster.ts';
import { readPidFile } from '../postgres/pid-file.ts';
import { startPostgres } from '../postgres.ts';
import { isAlive } from '../process-state.ts';
import { databaseOf, processes } from '../services.ts';
import { StartError } from '../start-error.ts';

/** Addresses of databases by process, as a role that sees all of their rows. */
export type Addresses = ReadonlyMap<string, string>;

/**
 * Reads which databases are meant: all, or those that are named. Throws StartError for a name that is none of them.
 */
export function namedProcesses(only: string | undefined): readonly string[] {
  const named = only?.split(',').map((name) => name.trim()) ?? processes;
  const strange = named.find((name) => !processes.includes(name));
  if (strange !== undefined) {
    throw new StartError(`"${strange}" is no database of this hub: it has ${processes.join(', ')}.`, 2);
  }
  return named;
}

/**
 * Reaches databases for as long as `use` runs: those of the server whose address the environment has, else those of the hub's own
 * PostgreSQL, which is started for it when the hub does not run.
 */
export async function withDatabases<T>(
  names: readonly string[],
  use: (addresses: Addresses) => Promise<T>,
): Promise<T> {
  const { adminDatabaseUrl, databases, dataFolder: chosen } = readConfiguration(names);
  if (adminDatabaseUrl !== null) {
    return use(addressesAt(adminDatabaseUrl, names));
  }
  if (databases !== null) {
    throw new StartError(
      'Set HUB_ADMIN_DATABASE_URL to the address of your PostgreSQL, as a role that row-level security lets pass.',
    );
  }
  const dataFolder = dataFolderFor(chosen);
  const folder = join(dataFolder, 'postgres');
  if (isNew(folder)) {
    throw new StartError(
      `There is no hub in "${dataFolder}": start it once, or say where it is (HUB_DATA, or HUB_ADMIN_DATABASE_URL for a PostgreSQL of your own).`,
    );
  }
  const said = readPidFile(folder);
  if (said?.ready && isAlive(said.pid)) {
    return use(addressesAt(`postgres://${ADMINISTRATOR}:${passwordOf(folder)}@127.0.0.1:${said.port}/`, names));
  }
  const unlock = lockDataFolder(dataFolder);
  try {
    const postgres = await startPostgres({ dataFolder });
    try {
      return await use(addressesAt(postgres.adminUrl, names));
    } finally {
      await postgres.stop();
    }
  } finally {
    unlock();
  }
}

const addressesAt = (server: string, names: readonly string[]): Addresses =>
  new Map(names.map((name) => [name, new URL(`/${databaseOf(name)}`, server).href]));
