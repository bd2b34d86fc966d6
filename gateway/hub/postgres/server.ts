import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openLog } from '../files.ts';
import { endGroupWithUs } from '../process-groups.ts';
import type { Binaries } from './binaries.ts';
import { type DatabaseUser, runAs } from './database-user.ts';
import { readPidFile } from './pid-file.ts';
import { bareEnvironment } from './run.ts';

export type ServerCommand = {
  readonly binaries: Binaries;
  readonly user: DatabaseUser;
  /** The cluster. */
  readonly folder: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly logFile: string;
};

/** A server that is ready, or why it ended before it was: the last thing it said. */
export type Launched =
  | { readonly status: 'ready'; readonly child: ChildProcess }
  | { readonly status: 'ended'; readonly lastWords: string };

/** Starts PostgreSQL in a process group of its own and waits until it takes connections or ends. */
export async function launch(command: ServerCommand, signal?: AbortSignal): Promise<Launched> {
  signal?.throwIfAborted();
  const logFile = openLog(command.logFile);
  const before = fstatSync(logFile).size;
  const child = spawn(join(command.binaries.folder, 'bin/postgres'), argumentsOf(command), {
    ...runAs(command.user),
    cwd: '/',
    env: bareEnvironment,
    detached: true,
    stdio: ['ignore', logFile, logFile],
  });
  closeSync(logFile);
  // Immediate shutdown: its backends are in sessions of their own, where a SIGKILL to the group does not reach them.
  endGroupWithUs(child, 'SIGQUIT');
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  for (;;) {
    const said = readPidFile(command.folder);
    if (!ended && !signal?.aborted && said?.ready && said.pid === child.pid) {
      return { status: 'ready', child };
    }
    if (ended) {
      const log = readFileSync(command.logFile).subarray(before).toString();
      return { status: 'ended', lastWords: lastWords(log, child.pid) };
    }
    if (signal?.aborted) {
      child.kill('SIGQUIT');
    }
    await pause(20);
  }
}

const argumentsOf = ({ folder, port, settings }: ServerCommand) => [
  ...['-D', folder, '-p', String(port)],
  ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

/**
 * The last line in which this process gave up, without its time and number. Backends of a killed server, which is what
 * bars the start, write into the same log.
 */
function lastWords(log: string, pid: number | undefined): string {
  const lines = log.trim().split('\n');
  const own = lines.filter((line) => line.includes(`[${pid}]`));
  const fatal = own.filter((line) => /(FATAL|PANIC): /.test(line)).at(-1) ?? own.at(-1) ?? lines.at(-1) ?? '';
  return fatal.replace(/^.*?(FATAL|PANIC): +/, '');
}
