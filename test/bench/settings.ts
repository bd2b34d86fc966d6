import { join } from 'node:path';
import { checkout } from '../../gateway/hub/checkout.ts';

/** One set of the five databases: so many entries in all, of which so many in the one review that is asked for. */
export type SetSize = { readonly entries: number; readonly longestReview: number };

/** The parts of the benchmark, in the order in which they run. */
export const parts = ['engine', 'product', 'growth', 'memory', 'profile', 'timing', 'log', 'verify', 'submit'] as const;
export type Part = (typeof parts)[number];

/** How much is measured, and where it is kept. */
export type Settings = {
  readonly scale: 'full' | 'smoke';
  readonly parts: readonly Part[];
  /** Every contender is measured once a round, by turns. Odd, so that a median is a measured value. */
  readonly rounds: number;
  /** For each contender, once. */
  readonly firstWarmUpMs: number;
  /** For each contender, before each time that it is measured. */
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Entries of a page over the in-memory subgraphs. */
  readonly enginePages: readonly number[];
  readonly connections: readonly number[];
  /** Smallest first. The last is the whole product's; all are measured for growth. */
  readonly sets: readonly SetSize[];
  readonly memoryRequests: number;
  readonly profileMs: number;
  /** Pairs of requests for what is forbidden and what is not there: before they count, and counted. */
  readonly timingWarmUp: number;
  readonly timingPairs: number;
  /** Rows of the access log that is verified. */
  readonly verifiedRows: number;
  /** Reviews that are filled, and requests of 500 entries that each is twice filled with. */
  readonly submitRounds: number;
  readonly submitBatches: number;
  /** Where the loaded databases are kept from one run to the next. */
  readonly dataFolder: string;
  readonly resultsFolder: string;
};

const full = {
  rounds: 5,
  // After 5 s six processes of a hub were still being compiled: a page took 10.7 ms then, and 7.4 after this.
  firstWarmUpMs: 30_000,
  warmUpMs: 1_000,
  measureMs: 3_000,
  enginePages: [50, 200],
  connections: [1, 16],
  sets: [10_000, 100_000, 1_000_000].map((entries) => ({ entries, longestReview: 10_000 })),
  memoryRequests: 50_000,
  profileMs: 15_000,
  timingWarmUp: 500,
  timingPairs: 2_000,
  verifiedRows: 200_000,
  submitRounds: 3,
  submitBatches: 10,
} as const;

/** Shows that everything runs; its figures say nothing. */
const smoke = {
  rounds: 1,
  firstWarmUpMs: 500,
  warmUpMs: 200,
  measureMs: 1_500,
  enginePages: [50],
  connections: [1, 16],
  sets: [1_000, 3_000].map((entries) => ({ entries, longestReview: 1_000 })),
  memoryRequests: 500,
  profileMs: 1_500,
  timingWarmUp: 20,
  timingPairs: 50,
  verifiedRows: 5_000,
  submitRounds: 1,
  submitBatches: 2,
} as const;

/** Reads BENCH_SCALE (full, smoke), BENCH_PARTS (names with commas) and HUB_BENCH_DATA. Throws for anything else. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const scale = environment['BENCH_SCALE'] ?? 'full';
  if (scale !== 'full' && scale !== 'smoke') {
    throw new Error(`BENCH_SCALE is "${scale}": it is full or smoke.`);
  }
  const chosen = (environment['BENCH_PARTS'] ?? parts.join(',')).split(',');
  const strange = chosen.find((name) => !parts.includes(name as Part));
  if (strange !== undefined) {
    throw new Error(`BENCH_PARTS names "${strange}": there are ${parts.join(', ')}.`);
  }
  return {
    scale,
    parts: parts.filter((part) => chosen.includes(part)),
    ...(scale === 'full' ? full : smoke),
    dataFolder: environment['HUB_BENCH_DATA'] ?? '/var/lib/safeguarding-review-hub-bench',
    resultsFolder: join(checkout, 'test/bench/results'),
  };
}
