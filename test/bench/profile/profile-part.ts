import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench } from '../engine/engine-part.ts';
import type { DatabaseSet } from '../product/database-set.ts';
import { startHub } from '../product/hub.ts';
import { kindsOfPage } from '../product/page-bodies.ts';
import { type Costs, costsIn, type Span } from './top-functions.ts';

/** The processes that are looked into: the door, the index, and the agency with the most entries. */
const profiled = ['gateway', 'reviews', 'health'] as const;
const CONNECTIONS = 16;

export type Profiles = Readonly<Record<string, Costs>>;

/** Looks into the hub's processes while they answer first pages, after they have warmed up. */
export async function hubProfiles({ settings, loadMaker, say }: Bench, set: DatabaseSet): Promise<Profiles> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-profile-'));
  const fileOf = (name: string) => join(folder, `${name}.cpuprofile`);
  const hub = await startHub(set.house, 'hub', (command) =>
    profiled.some((name) => name === command.name)
      ? { ...command, environment: { ...command.environment, ...profilingTo(fileOf(command.name)) } }
      : command,
  );
  try {
    const [firstPage] = await kindsOfPage(set, hub);
    const { url, headers } = hub;
    const load = { url, headers, bodies: firstPage!.forHub, connections: CONNECTIONS, durationMs: settings.profileMs };
    await loadMaker.make(load);
    const from = nowInMicroseconds();
    await loadMaker.make(load);
    const span: Span = { from, to: nowInMicroseconds() };
    await hub.stop();
    const profiles = Object.fromEntries(profiled.map((name) => [name, costsIn(fileOf(name), span)]));
    say(Object.entries(profiles).map(sentenceFor).join('\n'));
    return profiles;
  } finally {
    await hub.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const preload = pathToFileURL(join(import.meta.dirname, 'preload.js')).href;
const profilingTo = (file: string) => ({ NODE_OPTIONS: `--import=${preload}`, BENCH_PROFILE: file });

/** The same clock in every process of a machine. */
const nowInMicroseconds = () => Number(process.hrtime.bigint() / 1_000n);

const percent = (share: number) => `${(share * 100).toFixed(1).padStart(5)} %`;

function sentenceFor([name, { busy, functions, packages }]: readonly [string, Costs]): string {
  return [
    `${name}: busy ${percent(busy)}; of that`,
    ...packages.slice(0, 12).map((cost) => `  ${percent(cost.share)}  ${cost.name}`),
    ...functions.map((cost) => `  ${percent(cost.share)}  ${cost.name}  ${cost.at}`),
  ].join('\n');
}
