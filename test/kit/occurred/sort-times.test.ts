import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';
import { sortKey } from '../../../subgraphs/kit/occurred/sort-key.ts';
import { withSortTimes } from '../../../subgraphs/kit/occurred/sort-times.ts';

const entry = (text: string, statedSequence: number | null) => ({ occurred: parseOccurred(text), statedSequence });

describe('a day that an organisation numbered whole', () => {
  it('gives an untimed entry the instant of the one before it', () => {
    const entries = [entry('9/7/24', 1), entry('9/7/24 09:00', 2), entry('9/7/24', 3), entry('9/7/24 14:00', 4)];
    expect(withSortTimes(entries)).toEqual([
      '2024-07-08T23:00Z',
      '2024-07-09T08:00Z',
      '2024-07-09T08:00Z',
      '2024-07-09T13:00Z',
    ]);
  });

  it('is sorted as it was numbered, also when two have one time', () => {
    const entries = [entry('9/7/24 09:00', 1), entry('9/7/24', 2), entry('9/7/24 09:00', 3), entry('9/7/24', 4)];
    const instants = withSortTimes(entries);
    const keys = entries.map(({ occurred, statedSequence }, index) =>
      sortKey(occurred, 'POL', statedSequence ?? 0, 'id', instants[index]),
    );
    expect(keys.toSorted()).toEqual(keys);
  });

  it('keeps a part of the day where it belongs', () => {
    const entries = [entry('9/1/24', 1), entry('9/1/24 pm', 2), entry('9/1/24', 3)];
    expect(withSortTimes(entries)).toEqual(['2024-01-09T00:00Z', '2024-01-09T12:00Z', '2024-01-09T12:00Z']);
  });

  it('is left alone by longer periods that begin on it', () => {
    const entries = [
      entry('9/1/24 09:00', 1),
      entry('9/1/24', 2),
      entry('9/1/24 - 12/1/24', null),
      entry('2024', null),
    ];
    expect(withSortTimes(entries)).toEqual(['2024-01-09T09:00Z', '2024-01-09T09:00Z', null, null]);
  });
});

it('sorts by its own bounds where one entry of the day has no number', () => {
  const entries = [entry('9/1/24 09:00', 1), entry('9/1/24', null), entry('10/1/24', 3), entry('not known', 4)];
  expect(withSortTimes(entries)).toEqual([null, null, '2024-01-10T00:00Z', null]);
});

it('does not hang on the order of the entries', () => {
  const anyEntry = fc
    .tuple(fc.constantFrom('9/1/24', '9/1/24 09:00', '9/1/24 pm', '10/1/24'), fc.integer({ min: 1, max: 5 }))
    .map(([text, sequence]) => entry(text, sequence));
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 8 }), (entries) => {
      const forwards = withSortTimes(entries);
      const backwards = withSortTimes(entries.toReversed()).toReversed();
      expect(backwards).toEqual(forwards);
    }),
    { seed: 5, numRuns: 500 },
  );
});
