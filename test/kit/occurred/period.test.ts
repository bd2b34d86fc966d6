import { describe, expect, it } from 'vitest';
import { dayEnd, dayStart } from '../../../subgraphs/kit/occurred/london.ts';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';
import { mayLieInside } from '../../../subgraphs/kit/occurred/period.ts';

describe('a day in London', () => {
  it.each([
    ['2024-01-15', '2024-01-15T00:00Z', '2024-01-15T23:59Z'],
    ['2024-07-15', '2024-07-14T23:00Z', '2024-07-15T22:59Z'],
    ['2024-03-31', '2024-03-31T00:00Z', '2024-03-31T22:59Z'],
    ['2024-10-27', '2024-10-26T23:00Z', '2024-10-27T23:59Z'],
    ['1970-01-15', '1970-01-14T23:00Z', '1970-01-15T22:59Z'],
  ])('%s lasts from %s to %s', (day, start, end) => {
    expect([dayStart(day), dayEnd(day)]).toEqual([start, end]);
  });

  it('refuses what is no day', () => {
    expect(() => dayStart('2022-02-30')).toThrow('"2022-02-30" is not a date: February 2022 has no day 30.');
    expect(() => dayEnd('2 March')).toThrow('"2 March" is not a day written like 2012-03-02.');
  });
});

describe('a period', () => {
  it.each([
    ['15/07/2024', '2024-07-15', '2024-07-15', true],
    ['15/07/2024 00:10', '2024-07-15', null, true],
    ['14/07/2024 23:59', '2024-07-15', null, false],
    ['15/07/2024 23:59', null, '2024-07-15', true],
    ['16/07/2024 00:00', null, '2024-07-15', false],
    ['July 2024', '2024-07-31', '2024-08-31', true],
    ['July 2024', '2024-08-01', null, false],
    ['before 15/07/2024', '2024-07-14', null, true],
    ['before 15/07/2024', '2024-07-15', null, false],
    ['since 15/07/2024', null, '2024-07-14', false],
    ['since 15/07/2024', '2030-01-01', '2030-12-31', true],
    ['not known', '2030-01-01', '2030-12-31', true],
    ['2019', null, null, true],
  ])('may hold %j from %s to %s: %s', (text, from, to, expected) => {
    expect(mayLieInside(parseOccurred(text), from, to)).toBe(expected);
  });
});
