import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './rounds.ts';

const TIMES = 200;
/** As much as PostgreSQL writes at once to its log. */
const BLOCK = Buffer.alloc(8_192, 1);

/** How long the disk of a folder takes to make 8 kB last, as a commit does: the median, in milliseconds. */
export function diskSyncMs(folder: string): number {
  const own = mkdtempSync(join(folder, 'sync-'));
  const file = openSync(join(own, 'blocks'), 'w');
  try {
    const tookMs = Array.from({ length: TIMES }, (_, index) => {
      const startedMs = performance.now();
      writeSync(file, BLOCK, 0, BLOCK.length, (index % 16) * BLOCK.length);
      fdatasyncSync(file);
      return performance.now() - startedMs;
    });
    return median(tookMs);
  } finally {
    closeSync(file);
    rmSync(own, { recursive: true });
  }
}
