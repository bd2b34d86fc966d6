import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type PidFile = { readonly pid: number; readonly port: number; readonly ready: boolean };

/** Path of the file in which a running PostgreSQL says who it is. */
export const pidFileOf = (folder: string) => join(folder, 'postmaster.pid');

/** What PostgreSQL says of itself in its data folder, or null when it says nothing. */
export function readPidFile(folder: string): PidFile | null {
  try {
    const lines = readFileSync(pidFileOf(folder), 'utf8').split('\n');
    // The fourth line is its port; the eighth is its status, written anew as it changes.
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}
