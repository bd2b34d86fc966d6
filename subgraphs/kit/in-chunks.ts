/** Rows that one statement carries: many at a time, never a whole file. */
const ROWS = 500;

/** Carries a result from chunk to chunk of a long list, one after the other. */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  start: Result,
  step: (chunk: readonly Item[], before: Result) => Promise<Result>,
): Promise<Result> {
  let result = start;
  for (let from = 0; from < items.length; from += ROWS) {
    result = await step(items.slice(from, from + ROWS), result);
  }
  return result;
}
