import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, isAlive } from '../process-state.ts';
import { StartError } from '../start-error.ts';
import { pidFileOf, readPidFile } from './pid-file.ts';

/** Politely (fast shutdown), firmly (immediate shutdown, recovered at the next start), and for good. */
const signals: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/**
 * Stops a PostgreSQL that a killed parent left running on this data folder, and forgets a pid file that nobody stands
 * behind. The caller holds the lock of the data folder, so what runs here belongs to nobody.
 */
export async function clearLeftover(folder: string): Promise<void> {
  const left = readPidFile(folder);
  if (left === null) {
    return;
  }
  if (isAlive(left.pid) && serves(left.pid, folder)) {
    await stopServer(left.pid, folder);
  }
  // PostgreSQL would refuse to start for a pid that some other process of the same user has now.
  rmSync(pidFileOf(folder), { force: true });
}

/** Stops a PostgreSQL by its process number, more firmly as time passes. Throws StartError when nothing helps. */
export async function stopServer(pid: number, folder: string): Promise<void> {
  for (const [signal, patienceMs] of signals) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') {
        return;
      }
      throw new StartError(
        `PostgreSQL (process ${pid}) runs on the data folder "${folder}" as another user: stop it first.`,
      );
    }
    if (await endedWithin(pid, patienceMs)) {
      return;
    }
  }
  throw new StartError(`PostgreSQL (process ${pid}) runs on the data folder "${folder}" and cannot be stopped.`);
}

const serves = (pid: number, folder: string) => {
  const command = commandOf(pid);
  return command?.includes('postgres') === true && `${command} `.includes(`${folder} `);
};

async function endedWithin(pid: number, patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (isAlive(pid)) {
    if (Date.now() > until) {
      return false;
    }
    await pause(20);
  }
  return true;
}
