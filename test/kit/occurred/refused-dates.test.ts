import { describe, expect, it } from 'vitest';
import { CaseReviewError } from '../../../subgraphs/kit/errors.ts';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';

const unreadable =
  'it is not written in a way that can be read; write it like 2 March 2012, March 2012 or from 2 March 2012 to 5 March 2012.';

const rows: readonly (readonly [text: string, reason: string])[] = [
  ['30/02/2022', 'February 2022 has no day 30.'],
  ['03/04', 'the year is missing.'],
  ['31/04/2023', 'April 2023 has no day 31.'],
  ['29/02/2023', 'February 2023 has no day 29.'],
  ['12/13/2023', 'there is no month 13.'],
  ['00/05/2023', 'May 2023 has no day 0.'],
  ['Monday 12 May 2023', '12 May 2023 is a Friday, not a Monday.'],
  ['before Easter 2023', 'Easter is not on the same days every year: write the day.'],
  ['Easter', 'Easter is not on the same days every year: write the day.'],
  ['May 23', '23 may be a day or a year: write the year in full.'],
  ['12 May', 'the year is missing.'],
  ['March', 'the year is missing.'],
  ['Summer term', 'the year is missing.'],
  ['1850', 'the year 1850 is before 1900.'],
  ['2150', 'the year 2150 is after 2100.'],
  ['12/05/1066', 'the year 1066 is before 1900.'],
  ['05/03/2012 - 01/03/2012', 'its end is before its start.'],
  ['2012-03-05/2012-03-01', 'its end is before its start.'],
  ['25:70 12/05/2023', 'there is no time 25:70.'],
  ['12/05/2023 24:00', 'there is no time 24:00.'],
  ['12/05/2023 14:20am', 'there is no time 14:20 am.'],
  ['14:20', 'it is a time, and the day is missing.'],
  ['2.20pm', 'it is a time, and the day is missing.'],
  ['March 2012 14:20', 'it has a time, and the day is missing.'],
  ['2012-13', 'there is no month 13: for the school year write 2012/13.'],
  ['2017-18', 'there is no month 18: for the school year write 2017/18.'],
  ['2012/03', '03 is not the year after 2012.'],
  ['12 May 2023 and 14 May 2023', 'it names two dates: make two entries, or write "to" between them.'],
  ['see letter of 12 May 2023', unreadable],
  ['45123', "it may be a spreadsheet's number for a day: give the column the format of a date."],
  ['20230512', 'it is only digits: write it like 2 March 2012 or 02/03/2012.'],
  ['16', 'the month and the year are missing.'],
  ['Monday', 'a weekday alone is not a day: the date is missing.'],
  ['90s', 'the century is missing.'],
  ['12 Setember 2023', unreadable],
  ['5-6/2024', 'its hyphen may part two dates or the parts of one; write "to" between two dates.'],
  ['16-11-23-18-11-23', unreadable],
  ['12/05/2023, 13/05/2023', unreadable],
  ['early 12 May 2023', '"early" can be said of a month, a season, a year or a decade.'],
  ['w/c May 2023', 'it speaks of a week, and the day is missing.'],
  ['25 July 2023 to 4 August', 'the year is missing.'],
  ['December - January 2024', 'its end is before its start.'],
  ['Q5 2024', unreadable],
  ['2012-02-30T14:20', 'February 2012 has no day 30.'],
  ['2012-02-03T25:20', 'there is no time 25:20.'],
  ['12/05/203', unreadable],
  ['14.11', 'the year is missing.'],
  ['tomorrow at 14:20', unreadable],
];

describe('what looks like a date and is not one', () => {
  it.each(rows)('refuses %j: %s', (text, reason) => {
    expect(() => parseOccurred(text)).toThrow(
      new CaseReviewError('BAD_USER_INPUT', `"${text}" is not a date: ${reason}`),
    );
  });

  it('refuses a text of more than 200 characters, and does not repeat all of it', () => {
    expect(() => parseOccurred(`2012 ${'x'.repeat(300)}`)).toThrow(
      `"2012 ${'x'.repeat(75)}…" is not a date: it is longer than 200 characters.`,
    );
  });

  it('has a code that callers can act on', () => {
    expect(() => parseOccurred('30/02/2022')).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }) as Error,
    );
  });
});
