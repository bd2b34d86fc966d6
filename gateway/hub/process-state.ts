import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** True when the process runs. A zombie, which nobody has collected, does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && stateOf(pid) !== 'Z';
  }
  return stateOf(pid) !== 'Z';
}

/** The command line of a process, or null where there is no such process. */
export function commandOf(pid: number): string | null {
  if (process.platform === 'linux') {
    return readOrNull(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? null;
  }
  return fromPs(pid, 'command=');
}

/** When a process began, as an opaque text; two processes that had the same number differ in it. */
export function beginningOf(pid: number): string | null {
  if (process.platform === 'linux') {
    const ticksSinceBoot = fieldsOf(pid)?.[19];
    const boot = readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
    return ticksSinceBoot === undefined ? null : `${boot}/${ticksSinceBoot}`;
  }
  return fromPs(pid, 'lstart=');
}

function stateOf(pid: number): string | null {
  return process.platform === 'linux' ? (fieldsOf(pid)?.[0] ?? null) : (fromPs(pid, 'state=')?.charAt(0) ?? null);
}

/** The fields of /proc/<pid>/stat from the third on: the second is a name in brackets that may hold anything. */
function fieldsOf(pid: number): readonly string[] | undefined {
  const stat = readOrNull(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function fromPs(pid: number, column: string): string | null {
  try {
    const found = execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    return found.trim() || null;
  } catch {
    return null;
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
