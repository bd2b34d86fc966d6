import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import type { SealerKeys } from '../../subgraphs/kit/access-log/seal.ts';
import { isDay } from '../../subgraphs/kit/entries/calendar-date.ts';
import { addMinutes, dayEnd, dayStart } from '../../subgraphs/kit/occurred/london.ts';
import { readPublicKeys } from '../../subgraphs/kit/service/public-keys.ts';
import { readConfiguration } from './configuration.ts';
import { dataFolderFor } from './data-folder.ts';
import { rolesOf } from './databases.ts';
import { SEALER } from './keys.ts';
import { keysFolderOf } from './keys-folder.ts';
import { keptPasswords } from './passwords.ts';
import { pidFileOf } from './postgres/pid-file.ts';
import { databaseOf, processes } from './services.ts';
import { StartError } from './start-error.ts';

/** The access logs of a hub, as their sealer roles read them, and the key that seals are checked with. */
export type AuditedLogs = {
  readonly sealer: SealerKeys;
  /** By the name of the service. */
  readonly pools: ReadonlyMap<string, pg.Pool>;
  readonly close: () => Promise<void>;
};

/** Opens the logs of the hub: those of its own PostgreSQL, which must run, or of the databases in the environment. */
export async function openLogs(): Promise<AuditedLogs> {
  const configuration = readConfiguration(processes);
  const databases = configuration.databases;
  const urlOf =
    databases === null ? ownUrls(configuration.dataFolder) : (name: string) => databases[name]?.sealer ?? '';
  const sealer = readSealerKeys();
  const pools = new Map(processes.map((name) => [name, new pg.Pool({ connectionString: urlOf(name), max: 2 })]));
  for (const pool of pools.values()) {
    pool.on('error', () => undefined);
  }
  return {
    sealer,
    pools,
    close: async () => void (await Promise.all([...pools.values()].map((pool) => pool.end()))),
  };
}

/** The sealer's public keys, of the hub whose keys are in the data folder or HUB_KEYS. */
export function readSealerKeys(): SealerKeys {
  const file = join(keysFolderOf(readConfiguration(processes)), 'public.json');
  const keys = existsSync(file) ? readPublicKeys(file) : null;
  if (keys?.has(SEALER) !== true) {
    throw new StartError(`There is no public key of the sealer in "${file}".`);
  }
  return { key: keys.everUsed(SEALER), kids: keys.kids(SEALER) };
}

function ownUrls(chosen: string | null): (name: string) => string {
  const folder = dataFolderFor(chosen);
  const port = portOf(folder);
  const passwords = keptPasswords(join(folder, 'passwords.json'), rolesOf(processes.map(databaseOf)));
  return (name) => {
    const role = `${databaseOf(name)}_sealer`;
    return `postgres://${role}:${encodeURIComponent(passwords[role] ?? '')}@127.0.0.1:${port}/${databaseOf(name)}`;
  };
}

/** The fourth line of what a running PostgreSQL says of itself. */
function portOf(folder: string): number {
  try {
    return Number(readFileSync(pidFileOf(join(folder, 'postgres')), 'utf8').split('\n')[3]);
  } catch {
    throw new StartError(`No PostgreSQL runs in "${folder}": start the hub first.`);
  }
}

/** The log of a process. Throws StartError for one that has none. */
export function poolOf({ pools }: AuditedLogs, name: string) {
  const pool = pools.get(name);
  if (pool === undefined) {
    throw new StartError(`There is no log "${name}".`, 2);
  }
  return pool;
}

const instant = z.iso.datetime({ offset: true });

/** Where a span begins that somebody types, with the day or at the instant; null where they leave it out. Throws StartError. */
export const beginsAt = (text: string | undefined): Date | null => momentIn(text, dayStart);

/** Where a span ends that somebody types, with the day or at the instant; null where they leave it out. Throws StartError. */
export const endsAt = (text: string | undefined): Date | null =>
  // The last minute of a day is of it.
  momentIn(text, (day) => addMinutes(dayEnd(day), 1));

function momentIn(text: string | undefined, ofDay: (day: string) => string): Date | null {
  if (text === undefined) {
    return null;
  }
  if (!isDay(text) && !instant.safeParse(text).success) {
    throw new StartError(`"${text}" is no day such as 2026-01-31 and no instant such as 2026-01-31T09:30:00Z.`, 2);
  }
  return new Date(isDay(text) ? ofDay(text) : text);
}
