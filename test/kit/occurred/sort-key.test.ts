import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { badInput } from '../../../subgraphs/kit/errors.ts';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';
import { sortKey } from '../../../subgraphs/kit/occurred/sort-key.ts';
import { anyDateText } from './a-date.ts';

const id = '0b9a7f0e-7d8e-4c11-9d0c-2f4f6f1c0a01';

const anyEntry = fc.record({
  occurred: anyDateText.map(parseOccurred),
  code: fc.constantFrom('POL', 'HOS', 'HOS1', 'hos', 'GP-2', 'GPP12'),
  sequence: fc.integer({ min: 0, max: 9_999_999_999 }),
  entryId: fc.uuid(),
});
type Entry = typeof anyEntry extends fc.Arbitrary<infer T> ? T : never;

const keyOf = ({ occurred, code, sequence, entryId }: Entry) => sortKey(occurred, code, sequence, entryId);

const last = '9999-99-99T99:99Z';
const compare = <T extends string | number>(one: T, other: T): number => (one < other ? -1 : Number(one > other));
const compareTuples = (one: Entry, other: Entry): number =>
  compare(
    one.occurred.earliest ?? one.occurred.latest ?? last,
    other.occurred.earliest ?? other.occurred.latest ?? last,
  ) ||
  compare(one.occurred.latest ?? last, other.occurred.latest ?? last) ||
  compare(one.code, other.code) ||
  compare(one.sequence, other.sequence) ||
  compare(one.entryId, other.entryId);

describe('a sort key', () => {
  it('is the bounds, the code, the sequence and the id', () => {
    expect(sortKey(parseOccurred('09/07/2024 06:31'), 'POL', 12, id)).toBe(
      `202407090531202407090531POL                     0000000012${id}`,
    );
  });

  it('takes the latest instant when the start is open', () => {
    expect(sortKey(parseOccurred('before 3 March 2012'), 'POL', 1, id).slice(0, 24)).toBe('201203022359201203022359');
  });

  it('has nines when the end is open', () => {
    expect(sortKey(parseOccurred('since 3 March 2012'), 'POL', 1, id).slice(0, 24)).toBe('201203030000999999999999');
  });

  it('has nines only when nothing is known', () => {
    expect(sortKey(parseOccurred('not known'), 'POL', 1, id).slice(0, 24)).toBe('999999999999999999999999');
  });

  it('takes the sort instant of a numbered day in place of both bounds', () => {
    expect(sortKey(parseOccurred('9 July 2024'), 'POL', 1, id, '2024-07-09T05:31Z').slice(0, 24)).toBe(
      '202407090531202407090531',
    );
  });

  it('has one width', () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        expect(keyOf(entry)).toHaveLength(94);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('compares as the bounds, the code, the sequence and the id do', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, fc.boolean(), (one, second, sameDate) => {
        const other = sameDate ? { ...second, occurred: one.occurred } : second;
        expect(compare(keyOf(one), keyOf(other))).toBe(compareTuples(one, other));
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('gives one order, whatever the order of the entries was', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyEntry, { selector: (entry) => entry.entryId, maxLength: 12 }), (entries) => {
        const keys = entries.map(keyOf);
        expect(new Set(keys).size).toBe(entries.length);
        expect(keys.toReversed().sort()).toEqual(keys.toSorted());
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('puts undated entries last', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, (dated, undated) => {
        fc.pre(dated.occurred.precision !== 'UNKNOWN');
        expect(keyOf(dated) < keyOf({ ...undated, occurred: parseOccurred('') })).toBe(true);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('stays when an entry is corrected and its date is not', () => {
    const before = parseOccurred('?25/01/24');
    const after = parseOccurred('25 January 2024?');
    expect(sortKey(after, 'POL', 3, id)).toBe(sortKey(before, 'POL', 3, id));
  });

  it.each([
    ['', 1, '"" is not an organisation code of 1 to 24 letters, digits and signs.'],
    ['A CODE', 1, '"A CODE" is not an organisation code of 1 to 24 letters, digits and signs.'],
    ['É', 1, '"É" is not an organisation code of 1 to 24 letters, digits and signs.'],
    ['POL', -1, '"-1" is not a sequence: it is a whole number from 0 to 9999999999.'],
    ['POL', 1.5, '"1.5" is not a sequence: it is a whole number from 0 to 9999999999.'],
  ])('refuses the code %j with sequence %d', (code, sequence, message) => {
    expect(() => sortKey(parseOccurred('2019'), code, sequence, id)).toThrow(badInput(message));
  });
});
