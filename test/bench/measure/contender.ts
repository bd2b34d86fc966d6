import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Something that is measured: it answers at an address, and its own process is known. */
export type Contender = {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
  readonly stop: () => Promise<void>;
};

/**
 * Starts one of the benchmark's own servers in a process of its own and waits until it says where it listens. The file
 * is named from the benchmark's folder; `input` reaches it as JSON.
 */
export async function startOwn(name: string, file: string, input: object = {}): Promise<Contender> {
  const script = join(import.meta.dirname, '..', file.replace(/\.ts$/, '.js'));
  const child = fork(script, [JSON.stringify(input)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', NODE_NO_WARNINGS: '1' },
  });
  const url = await addressOf(name, child);
  return { name, url, headers: {}, pid: child.pid as number, stop: () => stopped(child) };
}

async function addressOf(name: string, child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`"${name}" ended before it listened.`);
  });
  const [{ url }] = (await Promise.race([once(child, 'message'), ended])) as [{ readonly url: string }];
  ended.catch(() => undefined);
  return url;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
}

/** What a server of the benchmark's own was started with. */
export const inputOf = <Input>() => JSON.parse(process.argv[2] ?? '{}') as Input;

/** Listens on a free port, says so to the benchmark, and ends with it. */
export async function serve(server: Server): Promise<void> {
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** Says to the benchmark where this process listens, and ends with it. */
export function announce(base: string): void {
  process.once('disconnect', () => process.exit());
  process.send?.({ url: `${base}/graphql` });
}
