import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLetter } from '../../subgraphs/police/check-letter.ts';
import { parsePncId, pncId } from '../../subgraphs/police/pnc-id.ts';

describe('PNC ID', () => {
  it.each([
    ['1981/0000034U', '81/0000034U'],
    ['81/34U', '81/0000034U'],
    ['81/34u', '81/0000034U'],
    ['19810000034U', '81/0000034U'],
    ['2002/0073319Z', '02/0073319Z'],
    ['2000/0000223R', '00/0000223R'],
    ['1979/0163001B', '79/0163001B'],
    [' 79 / 163001 B ', '79/0163001B'],
  ])('takes %j as %j', (written, expected) => {
    expect(parsePncId(written)).toBe(expected);
  });

  it.each(['2001/0171310S', '1981/0000034V', '981/0000034U', '81/00000034U', '81/0000034', '', 'unknown'])(
    'refuses %j',
    (written) => {
      expect(parsePncId(written)).toBeNull();
    },
  );

  it('keeps its one form when read again', () => {
    const years = fc.integer({ min: 1974, max: 2073 });
    fc.assert(
      fc.property(years, fc.integer({ min: 0, max: 9_999_999 }), (year, serial) => {
        const digits = `${String(year).slice(2)}${String(serial).padStart(7, '0')}`;
        const once = parsePncId(`${year}/${serial}${checkLetter(digits)}`);
        return once !== null && parsePncId(once) === once;
      }),
      { seed: 1974 },
    );
  });

  it('is found in words', () => {
    expect('Father (PNC 1979/0163001B, also 79/163001b), seen 09/02/2024.'.match(pncId.inText)).toEqual([
      '1979/0163001B',
      '79/163001b',
    ]);
  });
});
