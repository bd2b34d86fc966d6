import { expect, it } from 'vitest';
import { growingPauses } from '../../gateway/hub/pauses.ts';

it('doubles pauses from the shortest to the longest', () => {
  const pauses = growingPauses({ shortestMs: 500, longestMs: 30_000 });
  expect(Array.from({ length: 9 }, () => pauses.next())).toEqual([
    500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
  ]);
});

it('begins with the shortest again after a reset', () => {
  const pauses = growingPauses({ shortestMs: 500, longestMs: 30_000 });
  pauses.next();
  pauses.next();
  pauses.reset();
  expect(pauses.next()).toBe(500);
});
