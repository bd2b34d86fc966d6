import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../../gateway/hub/checkout.ts';
import { embeddedManners, embeddedReviews, type House } from '../../../gateway/hub/child-commands.ts';
import { openDataFolder } from '../../../gateway/hub/data-folder.ts';
import { prepareEmbeddedIssuer } from '../../../gateway/hub/embedded-issuer.ts';
import { prepareKeys, SEALER } from '../../../gateway/hub/keys.ts';
import { lockDataFolder } from '../../../gateway/hub/lock.ts';
import { ownDatabases } from '../../../gateway/hub/own-databases.ts';
import { freePorts } from '../../../gateway/hub/ports.ts';
import { databaseOf, processes, services } from '../../../gateway/hub/services.ts';
import { unlimited } from '../engine/hub-gateway.ts';
import type { SetSize, Settings } from '../settings.ts';
import { MONOLITH } from './copy-rows.ts';
import { startServices } from './hub.ts';
import { loadSet } from './load-set.ts';
import { organisations } from './reviews-of.ts';

/** A PostgreSQL with the databases of one set, and what the hub's processes need to run over them. */
export type DatabaseSet = {
  readonly size: SetSize;
  readonly house: House;
  /** Address of a service's database for whom row-level security does not hold, as it does for its owner. */
  readonly administratorUrl: (service: string) => string;
  readonly close: () => Promise<void>;
};

/** What decides what is in a loaded set: when one of these changes, it is loaded again. */
const decisive = [
  ...[
    'columns',
    'contribution-rows',
    'invented',
    'load-frame',
    'load-set',
    'made-entry',
    'monolith-row',
    'reviews-of',
  ].map((name) => `dist/test/bench/product/${name}.js`),
  'dist/subgraphs/kit/entries/read-entry.js',
  'dist/subgraphs/kit/occurred/sort-key.js',
  // Seals over rows in another form are not verified.
  'dist/subgraphs/kit/access-log/log-rows.js',
  'dist/subgraphs/kit/publishing/contributions.migration.js',
  'dist/subgraphs/reviews/tables.migration.js',
];

/** Starts the PostgreSQL of a set and loads it unless an earlier run has. */
export async function openSet(
  { dataFolder }: Pick<Settings, 'dataFolder'>,
  size: SetSize,
  say: (line: string) => void,
): Promise<DatabaseSet> {
  const folder = join(dataFolder, `${size.entries}-of-which-${size.longestReview}`);
  const marker = join(folder, 'loaded');
  const fingerprint = fingerprintOf(size);
  const isLoaded = existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint;
  if (!isLoaded) {
    rmSync(folder, { recursive: true, force: true });
  }
  const set = await startSet(folder, size);
  if (!isLoaded) {
    const startedMs = performance.now();
    await (await startServices(set.house)).stop();
    await loadSet(set, say);
    writeFileSync(marker, fingerprint);
    say(`  loaded in ${Math.round((performance.now() - startedMs) / 1_000)} s into "${folder}"`);
  }
  return set;
}

function fingerprintOf(size: SetSize): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  for (const file of decisive) {
    hash.update(readFileSync(join(checkout, file)));
  }
  return hash.digest('hex');
}

async function startSet(folder: string, size: SetSize): Promise<DatabaseSet> {
  const unlock = lockDataFolder(openDataFolder(folder));
  const own = await ownDatabases(folder, [...processes, MONOLITH], new AbortController().signal);
  const byService = services.map((name) => [
    name,
    organisations.filter(({ service }) => service === name).map(({ id }) => id),
  ]);
  const keys = await prepareKeys(join(folder, 'keys'), services, Object.fromEntries(byService));
  const children = [...processes, SEALER];
  const free = await freePorts(children.length);
  const ports = Object.fromEntries(children.map((name, index) => [name, free[index]!]));
  const house: House = {
    dataFolder: folder,
    inherited: { PATH: process.env['PATH'] ?? '' },
    ports,
    databases: own.databases,
    keys,
    manners: { ...embeddedManners(await prepareEmbeddedIssuer(keys.folder)), ...unlimited },
    ofReviews: embeddedReviews({ dataFolder: folder, ports }),
  };
  const close = async () => {
    await own.postgres.stop();
    unlock();
  };
  const administratorUrl = (service: string) => {
    const url = new URL(own.postgres.adminUrl);
    url.pathname = databaseOf(service);
    return url.href;
  };
  return { size, house, administratorUrl, close };
}
