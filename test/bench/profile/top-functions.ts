import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkout } from '../../../gateway/hub/checkout.ts';

type Frame = {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
};

/** What `node --cpu-prof` writes. Times are microseconds of the machine's monotonic clock. */
type CpuProfile = {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** A share of a process's busy time spent in something itself, not in what it calls. */
export type Cost = { readonly share: number; readonly name: string; readonly at: string };

export type Costs = {
  /** Busy share of the time that was looked at. */
  readonly busy: number;
  readonly functions: readonly Cost[];
  readonly packages: readonly Cost[];
};

/** When something happened, in microseconds of the machine's monotonic clock. */
type Span = { readonly from: number; readonly to: number };

const MOST = 25;

/** Where a process spent its time within a span, costliest first. */
export function costsIn(file: string, span: Span): Costs {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byFunction = new Map<string, number>();
  const byPackage = new Map<string, number>();
  let [now, idle, all] = [profile.startTime, 0, 0];
  profile.samples.forEach((id, index) => {
    const took = profile.timeDeltas[index + 1] ?? 0;
    now += profile.timeDeltas[index] ?? 0;
    const frame = frames.get(id);
    if (frame === undefined || now < span.from || now > span.to) {
      return;
    }
    all += took;
    if (frame.functionName === '(idle)') {
      idle += took;
      return;
    }
    add(byFunction, placeOf(frame), took);
    add(byPackage, packageOf(frame), took);
  });
  return {
    busy: 1 - idle / all,
    functions: costliest(byFunction, all - idle),
    packages: costliest(byPackage, all - idle),
  };
}

const add = (sums: Map<string, number>, key: string, took: number) => sums.set(key, (sums.get(key) ?? 0) + took);

const costliest = (sums: ReadonlyMap<string, number>, busy: number): readonly Cost[] =>
  [...sums]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST)
    .map(([key, took]) => {
      const [name = '', at = ''] = key.split('\n');
      return { share: took / busy, name, at };
    });

const placeOf = (frame: Frame) => `${frame.functionName || '(anonymous)'}\n${fileAndLine(frame)}`;

/** `graphql`, `node`, or the folder of the hub's own code; garbage collection by its name. */
function packageOf({ url, functionName }: Frame): string {
  if (functionName.startsWith('(')) {
    return functionName;
  }
  const installed = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(url)?.[1];
  return installed ?? (url.startsWith('file:') ? 'the hub' : 'node');
}

/** Where a function stands: in the hub's own source, in a package, or in Node. */
function fileAndLine({ url, lineNumber, columnNumber }: Frame): string {
  if (!url.startsWith('file:')) {
    return url === '' ? '' : `${url}:${lineNumber + 1}`;
  }
  const file = fileURLToPath(url);
  const installed = /node_modules\/(?!.*node_modules)(.*)$/.exec(file)?.[1];
  if (installed !== undefined) {
    return `${installed}:${lineNumber + 1}`;
  }
  const original = sourceMapOf(file)?.findEntry(lineNumber, columnNumber);
  return original !== undefined && 'originalSource' in original
    ? `${relative(checkout, resolve(dirname(file), original.originalSource))}:${original.originalLine + 1}`
    : `${relative(checkout, file)}:${lineNumber + 1}`;
}

const sourceMaps = new Map<string, SourceMap | null>();

function sourceMapOf(file: string): SourceMap | null {
  const known = sourceMaps.get(file);
  if (known !== undefined) {
    return known;
  }
  const map = existsSync(`${file}.map`) ? new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8'))) : null;
  sourceMaps.set(file, map);
  return map;
}
