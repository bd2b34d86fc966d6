import type { Settings } from '../settings.ts';
import type { Contender } from './contender.ts';
import type { LoadMaker } from './load.ts';
import { cpuMsOf } from './process-figures.ts';

/** What one contender is asked in one scene. */
export type Asked = { readonly contender: Contender; readonly bodies: readonly string[] };

/** One contender in one round. */
export type Sample = {
  readonly pagesPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** CPU of the contender's own process; what it asks runs elsewhere. */
  readonly cpuMsPerPage: number;
};

/** All rounds of one scene, by contender, in the order in which they ran. */
export type Scene = {
  readonly name: string;
  readonly connections: number;
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
};

/** Connections of the first warm-up. */
const CONNECTIONS = 16;

type Under = {
  readonly settings: Pick<Settings, 'rounds' | 'firstWarmUpMs' | 'warmUpMs' | 'measureMs'>;
  readonly loadMaker: LoadMaker;
  readonly say: (line: string) => void;
};

/** Lets every contender meet so many requests that its code is compiled, before anything is measured. */
export async function warmUp({ settings, loadMaker }: Under, asked: readonly Asked[]): Promise<void> {
  for (const { contender, bodies } of asked) {
    const { url, headers } = contender;
    await loadMaker.make({ url, headers, bodies, connections: CONNECTIONS, durationMs: settings.firstWarmUpMs });
  }
}

/** Measures contenders by turns, each after a warm-up of its own, beginning with another one in every round. */
export async function measureScene(
  under: Under,
  name: string,
  connections: number,
  asked: readonly Asked[],
): Promise<Scene> {
  const samples: Record<string, Sample[]> = {};
  for (let round = 0; round < under.settings.rounds; round += 1) {
    const turned = [...asked.slice(round % asked.length), ...asked.slice(0, round % asked.length)];
    for (const each of turned) {
      const { name: contender } = each.contender;
      samples[contender] = [...(samples[contender] ?? []), await sampleOf(under, connections, each)];
    }
  }
  const scene = { name, connections, samples };
  under.say(sentenceFor(scene));
  return scene;
}

async function sampleOf({ settings, loadMaker }: Under, connections: number, { contender, bodies }: Asked) {
  const { url, headers, pid } = contender;
  const load = { url, headers, bodies, connections };
  await loadMaker.make({ ...load, durationMs: settings.warmUpMs });
  const cpuBeforeMs = cpuMsOf(pid);
  const { pages, seconds, p50Ms, p95Ms, failures } = await loadMaker.make({ ...load, durationMs: settings.measureMs });
  if (failures > 0 || pages === 0) {
    throw new Error(`${contender.name} failed ${failures} of ${pages} requests at ${connections} connections.`);
  }
  return { pagesPerSecond: pages / seconds, p50Ms, p95Ms, cpuMsPerPage: (cpuMsOf(pid) - cpuBeforeMs) / pages };
}

function sentenceFor({ name, connections, samples }: Scene): string {
  const each = Object.entries(samples).map(([contender, rounds]) => {
    const [rate, latency, cpu] = [
      median(rounds.map(({ pagesPerSecond }) => pagesPerSecond)),
      median(rounds.map(({ p50Ms }) => p50Ms)),
      median(rounds.map(({ cpuMsPerPage }) => cpuMsPerPage)),
    ];
    return `  ${contender.padEnd(24)} ${rate.toFixed(0).padStart(6)} pages/s ${latency.toFixed(1).padStart(7)} ms ${cpu.toFixed(2).padStart(7)} ms CPU`;
  });
  return [`${name}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`, ...each].join('\n');
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The median of the ratios of two contenders, round by round: what both met at the same time cancels out. */
export function ratioOf(scene: Scene, figure: keyof Sample, one: string, other: string): number {
  const [of, over] = [scene.samples[one] ?? [], scene.samples[other] ?? []];
  return median(of.map((sample, round) => sample[figure] / (over[round]?.[figure] ?? Number.NaN)));
}

/** The median of one figure of one contender. */
export const medianOf = ({ samples }: Scene, figure: keyof Sample, contender: string): number =>
  median((samples[contender] ?? []).map((sample) => sample[figure]));
