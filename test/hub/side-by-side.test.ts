import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sideBySide } from '../../gateway/hub/side-by-side.ts';

it('does so many at a time, each once, and keeps their order', async () => {
  let now = 0;
  let most = 0;
  const doubled = await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, async (number) => {
    now += 1;
    most = Math.max(most, now);
    for (let turns = 7 - number; turns > 0; turns -= 1) {
      await setImmediate();
    }
    now -= 1;
    return number * 2;
  });
  expect({ doubled, most }).toEqual({ doubled: [2, 4, 6, 8, 10, 12, 14], most: 3 });
  expect(await sideBySide([], 3, async () => 1)).toEqual([]);
});

it('fails as the first that fails', async () => {
  const work = async (number: number) => {
    if (number === 2) {
      throw new Error('Two.');
    }
    return number;
  };
  await expect(sideBySide([1, 2, 3], 2, work)).rejects.toThrow('Two.');
});
