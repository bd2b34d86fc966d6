import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Memory } from './engine/memory-part.ts';
import { markdownTable } from './markdown-table.ts';
import { medianOf, type Scene } from './measure/rounds.ts';
import type { LogCost } from './product/log-part.ts';
import type { Submitted } from './product/submit-part.ts';
import type { Timing } from './product/timing-part.ts';
import type { Verified } from './product/verify-part.ts';
import type { Profiles } from './profile/profiling.ts';
import type { Settings } from './settings.ts';
import { type Target, targetsOf } from './targets.ts';

/** What one run has found of the access log, of what time tells, and of entries that come in. */
export type TrustFindings = {
  readonly timings: readonly Timing[];
  readonly log: LogCost | null;
  readonly verified: Verified | null;
  readonly submitted: Submitted | null;
};

/** All that one run has found. */
export type Findings = TrustFindings & {
  readonly scenes: readonly Scene[];
  readonly memory: Memory | null;
  readonly profiles: Profiles | null;
  /** The machine's load before anything was started: what else it was doing. */
  readonly loadBefore: number;
};

/** Gives the run as text. */
export function asText(findings: Findings): string {
  const { log, loadBefore } = findings;
  const scenes = [...findings.scenes, ...(log?.scenes ?? [])];
  const targets = targetsOf(findings);
  return [
    ...(scenes.length === 0
      ? []
      : [
          markdownTable(
            ['Page', 'Conn.', 'Who', 'Pages/s', 'Median ms', '95 % ms', 'CPU ms/page', '÷ limit'],
            scenes.flatMap(sceneLines),
          ),
        ]),
    ...(targets.length === 0
      ? []
      : [markdownTable(['Figure', 'Measured', 'Must', 'Aim', 'Reached'], targets.map(targetLine))]),
    `${noiseOf(scenes)} Load of the machine before: ${loadBefore.toFixed(1)}.`,
  ].join('\n\n');
}

function sceneLines(scene: Scene): string[][] {
  const limit = 'limit' in scene.samples ? medianOf(scene, 'pagesPerSecond', 'limit') : null;
  return Object.keys(scene.samples).map((contender) => {
    const rate = medianOf(scene, 'pagesPerSecond', contender);
    return [
      scene.name,
      String(scene.connections),
      contender,
      rate.toFixed(0),
      medianOf(scene, 'p50Ms', contender).toFixed(1),
      medianOf(scene, 'p95Ms', contender).toFixed(1),
      medianOf(scene, 'cpuMsPerPage', contender).toFixed(2),
      limit === null ? '' : (rate / limit).toFixed(2),
    ];
  });
}

const targetLine = ({ figure, value, unit, must, aim, reached }: Target) => [
  figure,
  inWords(value, unit),
  must === null ? '' : inWords(must, unit),
  inWords(aim, unit),
  reached,
];

/** Two places where they tell something. */
const inWords = (value: number, unit: Target['unit']) =>
  `${value >= 1_000 ? value.toFixed(0) : Number(value.toFixed(2))} ${unit}`.trim();

/** How far a contender that does not change was from itself, as a measure of what else the machine did. */
function noiseOf(scenes: readonly Scene[]): string {
  const spreads = scenes.flatMap(({ samples }) => {
    const rates = (samples['limit'] ?? []).map(({ pagesPerSecond }) => pagesPerSecond);
    return rates.length < 2 ? [] : [Math.max(...rates) / Math.min(...rates)];
  });
  return spreads.length === 0
    ? ''
    : `Noise: between rounds, the limit's throughput differed by up to a factor of ${Math.max(...spreads).toFixed(2)}.`;
}

/** Writes the run as JSON and gives the path. */
export function writeFindings(settings: Settings, findings: Findings): string {
  mkdirSync(settings.resultsFolder, { recursive: true });
  const at = new Date().toISOString();
  const path = join(settings.resultsFolder, `${at.replaceAll(':', '-').slice(0, 19)}.json`);
  const machine = { cpus: cpus().map(({ model }) => model), memoryGb: totalmem() / 2 ** 30, node: process.version };
  const targets = targetsOf(findings);
  const loadAfter = loadavg()[0];
  writeFileSync(path, `${JSON.stringify({ at, machine, settings, targets, loadAfter, ...findings }, null, 2)}\n`);
  return path;
}
