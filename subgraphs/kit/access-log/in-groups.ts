/** Groups on their way at one time: the next one gathers while they are written. */
export const AT_ONCE = 2;
const MOST_ROWS = 500;

type Waiting<Row> = {
  readonly rows: readonly Row[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

type Write<Row> = (rows: readonly Row[]) => Promise<void>;

/** From how long a write takes on, in milliseconds, it is worth while to wait for those that are coming; and the longest wait. */
const WORTH_WAITING_MS = 4;
const LONGEST_WAIT_MS = 10;
/** By how much one write changes what is taken for the time of all. */
const SHARE_OF_ONE = 1 / 8;

/**
 * Gives a function that puts what comes while it is busy into one group. What comes while it is not is on its way at once;
 * but where writes take long, which is where a machine has more to do than it can, it waits for what is coming, as long as a
 * write takes: a group costs little more than a row.
 */
export function inGroups<Row>(write: Write<Row>, isMoreComing: () => boolean): Write<Row> {
  let waiting: Waiting<Row>[] = [];
  let busy = 0;
  let tookMs = 0;
  let timer: NodeJS.Timeout | null = null;
  const send = () => {
    if (timer !== null) {
      clearTimeout(timer);
      timer = null;
    }
    const group = firstOf(waiting);
    waiting = waiting.slice(group.length);
    busy += 1;
    const startedMs = performance.now();
    write(group.flatMap(({ rows }) => rows))
      .then(
        () => settle(group, ({ done }) => done()),
        (error: unknown) => settle(group, ({ failed }) => failed(error)),
      )
      .finally(() => {
        busy -= 1;
        tookMs += (performance.now() - startedMs - tookMs) * SHARE_OF_ONE;
        next();
      });
  };
  const next = () => {
    if (busy >= AT_ONCE || waiting.length === 0) {
      return;
    }
    if (tookMs >= WORTH_WAITING_MS && isMoreComing()) {
      timer ??= setTimeout(send, Math.min(tookMs, LONGEST_WAIT_MS));
    } else {
      send();
    }
  };
  return (rows) =>
    new Promise((done, failed) => {
      waiting.push({ rows, done, failed });
      next();
    });
}

function settle<Row>(group: readonly Waiting<Row>[], one: (waiting: Waiting<Row>) => void): void {
  for (const waiting of group) {
    one(waiting);
  }
}

/** As many as fit into one group, and at least one. */
function firstOf<Row>(waiting: readonly Waiting<Row>[]): readonly Waiting<Row>[] {
  let count = 0;
  const beyond = waiting.findIndex(({ rows }) => {
    count += rows.length;
    return count > MOST_ROWS;
  });
  return waiting.slice(0, beyond < 0 ? waiting.length : Math.max(1, beyond));
}
