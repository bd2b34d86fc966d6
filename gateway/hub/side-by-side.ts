/** Does the same for each of a list, so many at a time, and gives the results in its order. Throws what the first to fail throws. */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    for (const [index, item] of left) {
      results[index] = await work(item);
    }
  });
  await Promise.all(workers);
  return results;
}
