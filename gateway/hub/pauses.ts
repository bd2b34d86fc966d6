export type PauseLimits = { readonly shortestMs: number; readonly longestMs: number };

export type Pauses = {
  /** The next pause in milliseconds: twice the last, up to the longest. */
  next(): number;
  reset(): void;
};

/** Pauses between attempts, so that what dies at once does not keep the machine busy. */
export function growingPauses({ shortestMs, longestMs }: PauseLimits): Pauses {
  let pauseMs = shortestMs;
  return {
    next: () => {
      const now = pauseMs;
      pauseMs = Math.min(pauseMs * 2, longestMs);
      return now;
    },
    reset: () => {
      pauseMs = shortestMs;
    },
  };
}
