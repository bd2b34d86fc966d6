import { spawn } from 'node:child_process';
import { endGroupWithUs, signalGroup } from '../process-groups.ts';
import { type DatabaseUser, runAs } from './database-user.ts';

/** Nothing of the caller's environment: PGDATA, PGPORT or PGOPTIONS would change what PostgreSQL does. */
export const bareEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

export type Ran = { readonly code: number | null; readonly output: string };

/** Runs a program of PostgreSQL to its end, in a process group of its own that an abort ends. Throws what aborted it. */
export async function run(
  file: string,
  programArguments: readonly string[],
  user: DatabaseUser,
  signal?: AbortSignal,
): Promise<Ran> {
  signal?.throwIfAborted();
  const child = spawn(file, programArguments, {
    ...runAs(user),
    cwd: '/',
    env: bareEnvironment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endGroupWithUs(child);
  const onAbort = () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL');
  signal?.addEventListener('abort', onAbort);
  const output: string[] = [];
  child.stdout.on('data', (part: Buffer) => output.push(part.toString()));
  child.stderr.on('data', (part: Buffer) => output.push(part.toString()));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output.push(error.message);
      resolve(null);
    });
    child.once('close', resolve);
  });
  signal?.removeEventListener('abort', onAbort);
  signal?.throwIfAborted();
  return { code, output: output.join('').trim() };
}
