import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inGroups } from '../../../subgraphs/kit/access-log/in-groups.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A disk that takes so long for a group, what was sent to it, and groups for it that have met its speed. */
async function groupsFor(diskMs: number, isMoreComing: () => boolean) {
  const sent: string[][] = [];
  const add = inGroups<string>(async (rows) => {
    sent.push([...rows]);
    await new Promise((resolve) => setTimeout(resolve, diskMs));
  }, isMoreComing);
  for (let time = 0; time < 20; time += 1) {
    const adding = add(['before']);
    await vi.advanceTimersByTimeAsync(50);
    await adding;
  }
  sent.length = 0;
  return { add: (row: string) => void add([row]), sent };
}

it('waits for rows that are coming where writing takes long, and for no longer than writing takes', async () => {
  const { add, sent } = await groupsFor(6, () => true);
  add('one');
  await vi.advanceTimersByTimeAsync(3);
  add('two');
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(sent).toEqual([['one', 'two']]);
});

it('waits 10 ms at most', async () => {
  const { add, sent } = await groupsFor(40, () => true);
  add('one');
  await vi.advanceTimersByTimeAsync(9);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([['one']]);
});

it('sends as soon as all have come', async () => {
  let coming = 1;
  const { add, sent } = await groupsFor(6, () => coming > 0);
  add('one');
  await vi.advanceTimersByTimeAsync(1);
  coming = 0;
  add('two');
  expect(sent).toEqual([['one', 'two']]);
});

it.each([
  ['nothing else is coming', 6, false],
  ['writing is quick', 3, true],
])('sends a row at once where %s', async (_case, diskMs, isMoreComing) => {
  const { add, sent } = await groupsFor(diskMs, () => isMoreComing);
  add('one');
  expect(sent).toEqual([['one']]);
});
