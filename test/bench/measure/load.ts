import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Stands in a body for a number that no other request has. */
export const NUMBER = '%n';

/** So many requests at a time to one address, for so long or so many; the bodies come by turns. */
export type Load = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly durationMs?: number;
  readonly amount?: number;
};

/** What came of it. Durations are of single requests, as the client sees them. */
export type Loaded = {
  readonly pages: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly failures: number;
};

/** Makes load, from a process of its own. */
export type LoadMaker = { readonly make: (load: Load) => Promise<Loaded>; readonly stop: () => void };

/** Starts the process that makes the load. */
export function startLoadMaker(): LoadMaker {
  const child = fork(join(import.meta.dirname, 'load-process.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    make: async (load) => {
      child.send(load);
      const [loaded] = (await once(child, 'message')) as [Loaded];
      return loaded;
    },
    stop: () => child.disconnect(),
  };
}

/** One request, for a check. Throws when it is not answered without an error. */
export async function askOnce({ url, headers }: Pick<Load, 'url' | 'headers'>, body: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: body.replaceAll(NUMBER, '1'),
  });
  const answer = (await response.json()) as { readonly data?: unknown; readonly errors?: unknown };
  if (answer.errors !== undefined || answer.data === undefined) {
    throw new Error(`${url} answered ${response.status}: ${JSON.stringify(answer).slice(0, 2_000)}`);
  }
  return answer.data;
}
