import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nhsNumber, parseNhsNumber } from '../../../subgraphs/kit/identifiers/nhs-number.ts';

const weights = [10, 9, 8, 7, 6, 5, 4, 3, 2];

/** Makes valid NHS numbers from nine digits; those whose check digit would be 10 are never given out. */
const validNumbers = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
  .map((digits) => ({ digits, sum: digits.reduce((total, digit, place) => total + digit * weights[place]!, 0) }))
  .filter(({ sum }) => sum % 11 !== 1)
  .map(({ digits, sum }) => `${digits.join('')}${(11 - (sum % 11)) % 11}`);

describe('NHS number', () => {
  it.each(['9434765919', '943 476 5919', '943-476-5919', ' 943\u00a0476\u00a05919 '])('takes %j', (written) => {
    expect(parseNhsNumber(written)).toBe('9434765919');
  });

  it.each(['9434765918', '943476591', '94347659190', '943476591X', '', 'not known'])('refuses %j', (written) => {
    expect(parseNhsNumber(written)).toBeNull();
  });

  it('takes a check digit of 0 where the remainder is 0', () => {
    expect(parseNhsNumber('0100000010')).toBe('0100000010');
  });

  it('refuses every last digit where the check digit would be 10', () => {
    const last = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(last.filter((digit) => parseNhsNumber(`000000006${digit}`) !== null)).toEqual([]);
  });

  it('is invalid after any change of one digit', () => {
    const change = fc.record({ place: fc.integer({ min: 0, max: 9 }), by: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(validNumbers, change, (number, { place, by }) => {
        const changed = (Number(number[place]) + by) % 10;
        return parseNhsNumber(`${number.slice(0, place)}${changed}${number.slice(place + 1)}`) === null;
      }),
      { seed: 943 },
    );
  });

  it('keeps its one form when read again', () => {
    fc.assert(
      fc.property(validNumbers, (number) => {
        const spaced = `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
        return parseNhsNumber(spaced) === number && parseNhsNumber(number) === number;
      }),
      { seed: 943 },
    );
  });

  it('is found in words, and a telephone number or a longer number is not', () => {
    const words = 'NHS no 943 476 5919 (also 9434765919), rang 07700 900123, log 94347659190.';
    expect(words.match(nhsNumber.inText)).toEqual(['943 476 5919', '9434765919']);
  });
});
