import { setImmediate } from 'node:timers/promises';

/** Items gone through before others get their turn. */
const AT_ONCE = 100;

/** Goes through a long list and lets others have their turn in between: nobody waits for somebody else's file. */
export async function* inTurns<Item>(items: readonly Item[]): AsyncGenerator<Item, void> {
  for (const [index, item] of items.entries()) {
    if (index % AT_ONCE === 0) {
      await setImmediate();
    }
    yield item;
  }
}
