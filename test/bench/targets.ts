import { medianOf, ratioOf, type Scene } from './measure/rounds.ts';
import { LOGGED, type LogCost, UNLOGGED } from './product/log-part.ts';
import type { Submitted } from './product/submit-part.ts';
import { apart, type Timing } from './product/timing-part.ts';
import type { Verified } from './product/verify-part.ts';
import type { Findings } from './report.ts';

/** A figure that the hub must reach, and the better one that it aims at. */
export type Target = {
  readonly figure: string;
  readonly value: number;
  readonly unit: '' | 'ms' | 's' | 'MB' | '%' | 'rows/s' | 'entries/s';
  readonly must: number | null;
  readonly aim: number;
  readonly reached: 'aim' | 'must' | 'no';
};

const readyMade = ['apollo gateway', 'hive gateway', 'hive gateway, rust'] as const;

/** Says of everything that was measured and has a target whether it is reached. */
export function targetsOf({ scenes, memory, timings, log, verified, submitted }: Findings): readonly Target[] {
  const scene = (name: string, connections: number) =>
    scenes.find((each) => each.name === name && each.connections === connections);
  return [
    ...engineTargets(scene('engine, 50 entries', 16)),
    ...firstPageTargets(scene('first page of 100', 1)),
    ...depthTarget(
      scene('page at the start of the longest review', 1),
      scene('page at the end of the longest review', 1),
    ),
    ...growthTarget(scenes.find(({ name }) => name.startsWith('growth'))),
    ...(memory === null
      ? []
      : [atMost(`memory of the gateway after ${memory.requests} varied requests`, memory.nowMb, 250, 150, 'MB')]),
    ...timings.map(timingTarget),
    ...(log === null ? [] : logTargets(log)),
    ...(verified === null ? [] : [verifyTarget(verified)]),
    ...(submitted === null ? [] : submitTargets(submitted)),
  ];
}

function engineTargets(scene: Scene | undefined): readonly Target[] {
  if (scene === undefined) {
    return [];
  }
  const best = readyMade.toSorted(
    (one, other) => medianOf(scene, 'pagesPerSecond', other) - medianOf(scene, 'pagesPerSecond', one),
  )[0]!;
  const above = medianOf(scene, 'cpuMsPerPage', 'hub') - medianOf(scene, 'cpuMsPerPage', 'limit');
  return [
    atLeast('engine: throughput over the limit', ratioOf(scene, 'pagesPerSecond', 'hub', 'limit'), 0.75, 0.9),
    atMost('engine: CPU a page over the limit', ratioOf(scene, 'cpuMsPerPage', 'hub', 'limit'), 1.9, 1.5),
    atMost('engine: CPU a page above the limit', above, null, 0.6, 'ms'),
    atLeast(
      `engine: throughput over the best ready-made (${best})`,
      ratioOf(scene, 'pagesPerSecond', 'hub', best),
      2.2,
      3,
    ),
  ];
}

function firstPageTargets(scene: Scene | undefined): readonly Target[] {
  return scene === undefined
    ? []
    : [
        atMost('product: first page of 100, latency over the limit', ratioOf(scene, 'p50Ms', 'hub', 'limit'), 1.8, 1.3),
        atMost('product: the same over the monolith', ratioOf(scene, 'p50Ms', 'hub', 'monolith'), 3, 2),
      ];
}

function depthTarget(start: Scene | undefined, end: Scene | undefined): readonly Target[] {
  return start === undefined || end === undefined
    ? []
    : [
        atMost(
          'product: page at the end over one at the start',
          medianOf(end, 'p50Ms', 'hub') / medianOf(start, 'p50Ms', 'hub'),
          1.1,
          1,
        ),
      ];
}

function growthTarget(scene: Scene | undefined): readonly Target[] {
  const names = Object.keys(scene?.samples ?? {});
  const [smallest, largest] = [names[0], names.at(-1)];
  return scene === undefined || smallest === undefined || largest === undefined
    ? []
    : [atMost(`product: page at ${largest} over ${smallest}`, ratioOf(scene, 'p50Ms', largest, smallest), 1.1, 1)];
}

const timingTarget = (timing: Timing) =>
  atMost(`trust: time of ${timing.name}, apart from one that is not there`, apart(timing) * 100, 5, 2, '%');

/** The log may cost a quarter of the page, or two of the disk's own syncs where that is more. */
function logTargets({ scenes, syncMs }: LogCost): readonly Target[] {
  const [one, many] = [scenes.find(({ connections }) => connections === 1), scenes.findLast(() => true)];
  if (one === undefined || many === undefined) {
    return [];
  }
  const without = medianOf(one, 'p50Ms', UNLOGGED);
  const addedMs = (ratioOf(one, 'p50Ms', LOGGED, UNLOGGED) - 1) * without;
  const mustMs = Math.max(without / 4, 2 * syncMs);
  const lost = (1 - ratioOf(many, 'pagesPerSecond', LOGGED, UNLOGGED)) * 100;
  return [
    atMost(
      `log: added to a page of 100 (a sync of the disk: ${syncMs.toFixed(2)} ms)`,
      addedMs,
      mustMs,
      mustMs / 2,
      'ms',
    ),
    atMost(`log: throughput lost at ${many.connections} connections`, lost, 20, 10, '%'),
  ];
}

const verifyTarget = ({ rows, rowsPerSecond }: Verified) =>
  atLeast(`log: verified, of ${rows} rows`, rowsPerSecond, 50_000, 100_000, 'rows/s');

const submitTargets = (found: Submitted) => [
  atLeast(`submit: ${found.batch} at a time into one agency`, found.entriesPerSecond, 500, 1_000, 'entries/s'),
  atLeast('submit: the same while pages are read', found.entriesPerSecondWhileRead, 500, 1_000, 'entries/s'),
  atMost('submit: 95 % of single entries while pages are read', found.singleP95Ms, 50, 25, 'ms'),
  atMost(`publish: ${found.published} entries, until they are in the review`, found.publishSeconds, 30, 10, 's'),
];

function atMost(figure: string, value: number, must: number | null, aim: number, unit: Target['unit'] = ''): Target {
  const reached = value <= aim ? 'aim' : must !== null && value <= must ? 'must' : 'no';
  return { figure, value, unit, must, aim, reached };
}

function atLeast(figure: string, value: number, must: number, aim: number, unit: Target['unit'] = ''): Target {
  return { figure, value, unit, must, aim, reached: value >= aim ? 'aim' : value >= must ? 'must' : 'no' };
}
