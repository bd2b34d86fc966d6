import { describe, expect, it } from 'vitest';
import { parseUln, uln } from '../../subgraphs/education/uln.ts';
import { parseNhsNumber } from '../../subgraphs/kit/identifiers/nhs-number.ts';

describe('ULN', () => {
  it.each(['9276308686', '927 630 8686', ' 9276308686 '])('takes %j', (written) => {
    expect(parseUln(written)).toBe('9276308686');
  });

  it.each(['9276308685', '927630868', '0276308686', '', 'applied for'])('refuses %j', (written) => {
    expect(parseUln(written)).toBeNull();
  });

  it('is never an NHS number, and an NHS number never a ULN', () => {
    expect([parseNhsNumber('9276308686'), parseUln('9434765919')]).toEqual([null, null]);
  });

  it('is found in words', () => {
    expect('ULN 9276308686 or 927 630 8686; rang 07700 900123'.match(uln.inText)).toEqual([
      '9276308686',
      '927 630 8686',
    ]);
  });
});
