import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastRecentlyUsed } from '../../subgraphs/kit/least-recently-used.ts';

describe('a bounded memory', () => {
  it('forgets what was asked for longest ago', () => {
    const memory = leastRecentlyUsed<number>(2);
    memory.set('a', 1);
    memory.set('b', 2);
    memory.get('a');
    memory.set('c', 3);

    expect([memory.get('a'), memory.get('b'), memory.get('c')]).toEqual([1, undefined, 3]);
  });

  it('does not keep what is heavier than all it may hold, nor forget others for it', () => {
    const memory = leastRecentlyUsed<number>(10);
    memory.set('light', 1, 4);
    memory.set('heavy', 2, 11);

    expect([memory.get('light'), memory.get('heavy')]).toEqual([1, undefined]);
  });

  it('never holds more than its capacity, and always the last that fits', () => {
    const writes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 1, max: 6 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(writes, (steps) => {
        const memory = leastRecentlyUsed<number>(6);
        for (const [key, weight] of steps) {
          memory.set(key, weight, weight);
        }
        const held = ['a', 'b', 'c', 'd', 'e'].map((key) => memory.get(key) ?? 0);
        const [lastKey, lastWeight] = steps.at(-1)!;
        expect(held.reduce((sum, weight) => sum + weight)).toBeLessThanOrEqual(6);
        expect(memory.get(lastKey)).toBe(lastWeight);
      }),
      { seed: 20_260_301, numRuns: 500 },
    );
  });
});
