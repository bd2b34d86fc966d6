import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUpn, upn } from '../../subgraphs/education/upn.ts';

describe('UPN', () => {
  it.each([
    ['B801200005001', 'B801200005001'],
    ['b801 2000 05 001', 'B801200005001'],
    ['M80120000500A', 'M80120000500A'],
    ['B80120000500b', 'B80120000500B'],
  ])('takes %j as %j', (written, expected) => {
    expect(parseUpn(written)).toBe(expected);
  });

  it.each(['A801200005001', 'A80120000500A', 'M80120000500I', 'X80120000A001', 'B80120000500', '', 'pending'])(
    'refuses %j',
    (written) => {
      expect(parseUpn(written)).toBeNull();
    },
  );

  it('is invalid after any change of one digit', () => {
    const change = fc.record({ place: fc.integer({ min: 1, max: 12 }), by: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(change, ({ place, by }) => {
        const valid = 'B801200005001';
        const changed = (Number(valid[place]) + by) % 10;
        return parseUpn(`${valid.slice(0, place)}${changed}${valid.slice(place + 1)}`) === null;
      }),
      { seed: 801 },
    );
  });

  it('keeps its one form when read again', () => {
    expect(parseUpn(parseUpn('b801 2000 05 001') ?? '')).toBe('B801200005001');
  });

  it('is found in words', () => {
    expect('Ash (UPN B801200005001), earlier m80120000500a.'.match(upn.inText)).toEqual([
      'B801200005001',
      'm80120000500a',
    ]);
  });
});
