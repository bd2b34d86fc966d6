import { describe, expect, it } from 'vitest';
import { dayFrom, isCalendarDate, isDay } from '../../../subgraphs/kit/entries/calendar-date.ts';

describe('a day, month or year', () => {
  it.each([
    ['2024-02-13', true, true],
    ['2024-02-29', true, true],
    ['2000-02-29', true, true],
    ['0001-01-01', true, true],
    ['9999-12-31', true, true],
    ['2024-02', true, false],
    ['2016', true, false],
    ['2023-02-29', false, false],
    ['1900-02-29', false, false],
    ['2024-02-30', false, false],
    ['2024-04-31', false, false],
    ['2024-13', false, false],
    ['2024-00-10', false, false],
    ['2024-01-00', false, false],
    ['0000', false, false],
    ['0000-01-01', false, false],
    ['24-02-13', false, false],
    ['2024-2-13', false, false],
    ['2024/02/13', false, false],
    ['13/02/2024', false, false],
    ['2024-02-13T00:00Z', false, false],
    ['2024-02-13 ', false, false],
    ['2024-02-13\n', false, false],
    ['-2024-02-13', false, false],
    ['', false, false],
  ])('%j is one: %s, and a whole day: %s', (text, isOne, isWholeDay) => {
    expect([isCalendarDate(text), isDay(text)]).toEqual([isOne, isWholeDay]);
  });

  it('gives a whole day and refuses anything else by its words', () => {
    expect(dayFrom('2024-02-13')).toBe('2024-02-13');
    expect(() => dayFrom('2024-02')).toThrow('"2024-02" is not a day such as 2024-02-13.');
  });
});
