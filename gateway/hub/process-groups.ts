import type { ChildProcess } from 'node:child_process';

/** The groups that run now. One set a process, because what it guards against is the end of this process. */
const running = new Map<number, NodeJS.Signals>();

/**
 * Makes sure that a child's process group does not outlive this process, however it ends, short of SIGKILL.
 * The child must lead its group (`detached: true`). What it leaves behind when it ends is ended too.
 */
export function endGroupWithUs(child: ChildProcess, lastSignal: NodeJS.Signals = 'SIGKILL'): void {
  const { pid } = child;
  if (pid === undefined) {
    return;
  }
  if (running.size === 0) {
    process.once('exit', endGroups);
  }
  running.set(pid, lastSignal);
  child.once('exit', () => {
    running.delete(pid);
    signalGroup(pid, 'SIGKILL');
    if (running.size === 0) {
      process.removeListener('exit', endGroups);
    }
  });
}

/** Sends a signal to a whole group; a group that is gone is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

function endGroups(): void {
  for (const [pid, signal] of running) {
    signalGroup(pid, signal);
  }
}
