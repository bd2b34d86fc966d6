import { unwatchFile, watchFile } from 'node:fs';

/** How often a file is looked at, and how long it must have stayed the same, in milliseconds. */
export type WatchTimes = { readonly everyMs: number; readonly settledMs: number };
const usualTimes: WatchTimes = { everyMs: 1_000, settledMs: 1_500 };

/**
 * Calls back when a file has another content or is another file than before. It looks instead of listening, so that it
 * works on mounted folders and for files that are replaced; and it waits until nobody writes any more. Gives its end.
 */
export function watchFileFor(path: string, changed: () => void, times: WatchTimes = usualTimes): () => void {
  let settled: NodeJS.Timeout | undefined;
  const looked = () => {
    clearTimeout(settled);
    settled = setTimeout(changed, times.settledMs).unref();
  };
  watchFile(path, { persistent: false, interval: times.everyMs }, looked);
  return () => {
    clearTimeout(settled);
    unwatchFile(path, looked);
  };
}
