import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginningOf, isAlive } from './process-state.ts';
import { StartError } from './start-error.ts';

/**
 * Takes the data folder for this process and gives back how to let go of it. Throws StartError when another hub that
 * is alive has it; the lock of one that is gone, even if its process number is in use again, is taken over.
 */
export function lockDataFolder(folder: string): () => void {
  const lock = join(folder, 'hub.pid');
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, `${process.pid}\n${beginningOf(process.pid) ?? ''}\n`, { mode: 0o600 });
  try {
    while (!linked(mine, lock)) {
      const holder = holderOf(lock);
      if (holder !== null) {
        throw new StartError(`The hub is already running (process ${holder}) with this data folder "${folder}".`);
      }
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

/** A link appears whole or not at all, and never in place of another. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

function holderOf(lock: string): number | null {
  try {
    const [pid = '', beginning = ''] = readFileSync(lock, 'utf8').split('\n');
    const holder = Number(pid);
    return holder > 0 && isAlive(holder) && beginningOf(holder) === beginning ? holder : null;
  } catch {
    return null;
  }
}
