import { describe, expect, it } from 'vitest';
import { croNumber, parseCroNumber } from '../../subgraphs/police/cro-number.ts';

describe('CRO number', () => {
  it.each([
    ['265416/21G', '265416/21G'],
    ['29906/12J', '029906/12J'],
    ['029906/12j', '029906/12J'],
    [' 65656 / 91H ', '065656/91H'],
    ['SF05/482703J', 'SF05/482703J'],
    ['sf83/50058z', 'SF83/50058Z'],
  ])('takes %j as %j', (written, expected) => {
    expect(parseCroNumber(written)).toBe(expected);
  });

  it.each(['85227/65G', 'SF83/50058A', '1234567/21G', '265416/2021G', '265416/21', '', 'none'])(
    'refuses %j',
    (written) => {
      expect(parseCroNumber(written)).toBeNull();
    },
  );

  it.each(['29906/12J', 'SF83/50058Z'])('keeps the one form of %j when read again', (written) => {
    const once = parseCroNumber(written);
    expect(parseCroNumber(once ?? '')).toBe(once);
  });

  it('is found in words', () => {
    expect('CRO 265416/21G or SF83/50058Z, on 09/02/2024'.match(croNumber.inText)).toEqual([
      '265416/21G',
      'SF83/50058Z',
    ]);
  });
});
