/** Groups on their way at one time: the next one gathers while they are written. */
export const AT_ONCE = 2;
const MOST_ROWS = 500;

type Waiting<Row> = {
  readonly rows: readonly Row[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

type Write<Row> = (rows: readonly Row[]) => Promise<void>;

/** Gives a function that puts what comes while it is busy into one group. What comes while it is not is on its way at once. */
export function inGroups<Row>(write: Write<Row>): Write<Row> {
  let waiting: Waiting<Row>[] = [];
  let busy = 0;
  const next = () => {
    if (busy >= AT_ONCE || waiting.length === 0) {
      return;
    }
    const group = firstOf(waiting);
    waiting = waiting.slice(group.length);
    busy += 1;
    write(group.flatMap(({ rows }) => rows))
      .then(
        () => settle(group, ({ done }) => done()),
        (error: unknown) => settle(group, ({ failed }) => failed(error)),
      )
      .finally(() => {
        busy -= 1;
        next();
      });
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
