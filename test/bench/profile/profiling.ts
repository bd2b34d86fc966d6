import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench } from '../engine/engine-part.ts';
import type { Contender } from '../measure/contender.ts';
import { type Costs, costsIn } from './top-functions.ts';

const CONNECTIONS = 16;

/** Costs by process. */
export type Profiles = Readonly<Record<string, Costs>>;

/** How a process is told to write down where it spends its time; it does so when it ends. */
export type Profiling = { readonly environmentOf: (process: string) => Readonly<Record<string, string>> };

/** What is looked into: something that answers, and what it is asked. */
export type Profiled = { readonly contender: Contender; readonly bodies: readonly string[] };

const preload = pathToFileURL(join(import.meta.dirname, 'preload.js')).href;

/** Looks into processes while they answer, once they have answered as long to warm up. */
export async function profilesOf(
  { settings, loadMaker }: Bench,
  processes: readonly string[],
  start: (profiling: Profiling) => Promise<Profiled>,
): Promise<Profiles> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-profile-'));
  const fileOf = (name: string) => join(folder, `${name}.cpuprofile`);
  const { contender, bodies } = await start({
    environmentOf: (name) =>
      processes.includes(name) ? { NODE_OPTIONS: `--import=${preload}`, BENCH_PROFILE: fileOf(name) } : {},
  });
  try {
    const { url, headers } = contender;
    const load = { url, headers, bodies, connections: CONNECTIONS, durationMs: settings.profileMs };
    await loadMaker.make(load);
    const from = nowInMicroseconds();
    await loadMaker.make(load);
    const span = { from, to: nowInMicroseconds() };
    await contender.stop();
    return Object.fromEntries(processes.map((name) => [name, costsIn(fileOf(name), span)]));
  } finally {
    await contender.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same clock in every process of a machine. */
const nowInMicroseconds = () => Number(process.hrtime.bigint() / 1_000n);
