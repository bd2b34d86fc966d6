/** What a child says to its parent once it serves. */
export const SERVING = 'serving';

/** How long an orderly end may take once nobody waits for it, in milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Ends this process, in order (SIGTERM to itself), when the process that started it with an IPC channel is gone.
 * Does nothing in a process that was started without one.
 */
export function endWithParent(): void {
  if (process.connected === undefined) {
    return;
  }
  if (!process.connected) {
    end();
    return;
  }
  process.once('disconnect', end);
  // The channel alone must not keep a process that is done.
  process.channel?.unref();
}

/** Tells the process that started this one with an IPC channel, if there is one, that this one serves on its own port now. */
export function tellParentServing(): void {
  if (process.connected) {
    // A parent that is gone just now is told nothing: this process ends too.
    process.send?.(SERVING, undefined, undefined, () => undefined);
  }
}

function end(): void {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
}
