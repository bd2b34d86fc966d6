import { loadavg } from 'node:os';
import { type Bench, engineScenes } from './engine/engine-part.ts';
import { gatewayMemory } from './engine/memory-part.ts';
import { startLoadMaker } from './measure/load.ts';
import type { Scene } from './measure/rounds.ts';
import { type DatabaseSet, openSet } from './product/database-set.ts';
import { logCost } from './product/log-part.ts';
import { growthScenes, productScenes } from './product/product-part.ts';
import { submission } from './product/submit-part.ts';
import { timings } from './product/timing-part.ts';
import { verification } from './product/verify-part.ts';
import { engineProfile, productProfiles } from './profile/profile-part.ts';
import { asText, type Findings, type TrustFindings, writeFindings } from './report.ts';
import { type Part, readSettings, type Settings } from './settings.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const overDatabases = ['product', 'growth', 'profile', 'timing', 'log', 'verify', 'submit'] as const;

/** Opens the sets that the chosen parts need, smallest first. */
async function openSets(settings: Settings, sets: DatabaseSet[]): Promise<void> {
  const wanted = settings.parts.includes('growth') ? settings.sets : settings.sets.slice(-1);
  for (const size of wanted) {
    sets.push(await openSet(settings, size, say));
  }
}

async function run(bench: Bench, sets: DatabaseSet[]): Promise<Omit<Findings, 'loadBefore'>> {
  const { settings } = bench;
  const has = (part: Part) => settings.parts.includes(part);
  const scenes: Scene[] = [];
  if (has('engine')) {
    scenes.push(...(await engineScenes(bench)));
  }
  const memory = has('memory') ? await gatewayMemory(bench) : null;
  if (overDatabases.some(has)) {
    await openSets(settings, sets);
  }
  const largest = sets.at(-1);
  if (has('product') && largest !== undefined) {
    scenes.push(...(await productScenes(bench, largest)));
  }
  if (has('growth')) {
    scenes.push(...(await growthScenes(bench, sets)));
  }
  const profiles =
    has('profile') && largest !== undefined
      ? { ...(await engineProfile(bench)), ...(await productProfiles(bench, largest)) }
      : null;
  return { scenes, memory, profiles, ...(await trustFindings(bench, largest)) };
}

/** What being careful costs, what the time of an answer tells, and how fast entries come in. */
async function trustFindings(bench: Bench, set: DatabaseSet | undefined): Promise<TrustFindings> {
  const has = (part: Part) => set !== undefined && bench.settings.parts.includes(part);
  return {
    timings: has('timing') ? await timings(bench, set!) : [],
    log: has('log') ? await logCost(bench, set!) : null,
    verified: has('verify') ? await verification(bench, set!) : null,
    submitted: has('submit') ? await submission(bench, set!) : null,
  };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // An orderly exit takes every process along that was started.
  process.once(signal, () => process.exit(1));
}
const settings = readSettings();
const [loadBefore = Number.NaN] = loadavg();
const loadMaker = startLoadMaker();
const sets: DatabaseSet[] = [];
try {
  const findings = { loadBefore, ...(await run({ settings, loadMaker, say }, sets)) };
  say(asText(findings));
  say(writeFindings(settings, findings));
} finally {
  loadMaker.stop();
  for (const set of sets) {
    await set.close();
  }
}
