import { join } from 'node:path';
import type { ServiceDatabase } from './configuration.ts';
import { prepareDatabases, rolesOf } from './databases.ts';
import { type KeptPostgres, keepPostgres } from './kept-postgres.ts';
import { keptPasswords } from './passwords.ts';
import { databaseOf } from './services.ts';

export type OwnDatabases = {
  readonly postgres: KeptPostgres;
  readonly databases: Readonly<Record<string, ServiceDatabase>>;
};

/** Starts the hub's own PostgreSQL with a database for each process. Throws StartError when it cannot. */
export async function ownDatabases(
  dataFolder: string,
  processes: readonly string[],
  signal: AbortSignal,
): Promise<OwnDatabases> {
  const postgres = await keepPostgres({ dataFolder, signal });
  try {
    const names = processes.map(databaseOf);
    const passwords = keptPasswords(join(dataFolder, 'passwords.json'), rolesOf(names));
    const urls = await prepareDatabases(postgres.adminUrl, names, passwords);
    signal.throwIfAborted();
    const databases = Object.fromEntries(processes.map((name) => [name, urls[databaseOf(name)] as ServiceDatabase]));
    return { postgres, databases };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
