import { describe, expect, it } from 'vitest';
import { badInput } from '../../../subgraphs/kit/errors.ts';
import { occurredFromColumns, readColumns } from '../../../subgraphs/kit/occurred/from-columns.ts';
import type { Precision } from '../../../subgraphs/kit/occurred/occurred.ts';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';

type Cells = readonly [dateFrom: string, dateTo: string, precision: string, time: string];

const columns = ([dateFrom, dateTo, precision, time]: Cells) => ({ dateFrom, dateTo, precision, time });

type Row = readonly [
  cells: Cells,
  text: string,
  earliest: string | null,
  latest: string | null,
  precision: Precision,
  approximate: boolean,
  timeKnown: boolean,
];

const rows: readonly Row[] = [
  [['', '', '', ''], '', null, null, 'UNKNOWN', false, false],
  [['', '', 'month', ''], '', null, null, 'UNKNOWN', false, false],
  [
    ['2019-01-07', '', 'exact_time', '03:07'],
    '2019-01-07T03:07',
    '2019-01-07T03:07Z',
    '2019-01-07T03:07Z',
    'MINUTE',
    false,
    true,
  ],
  [
    ['2019-07-01', '', '', '3.07am'],
    '2019-07-01T03:07',
    '2019-07-01T02:07Z',
    '2019-07-01T02:07Z',
    'MINUTE',
    false,
    true,
  ],
  [
    ['2019-01-07', '', '', '?03:07'],
    '2019-01-07T03:07~',
    '2019-01-07T03:07Z',
    '2019-01-07T03:07Z',
    'MINUTE',
    true,
    true,
  ],
  [['2019-01-07', '', '', 'pm'], '2019-01-07 pm', '2019-01-07T12:00Z', '2019-01-07T23:59Z', 'DAY', true, false],
  [['2019-01-07', '', '', 'noon'], '2019-01-07T12:00', '2019-01-07T12:00Z', '2019-01-07T12:00Z', 'MINUTE', false, true],
  [
    ['2019-07-01', '', '', '14:20 GMT'],
    '2019-07-01 14:20 GMT',
    '2019-07-01T14:20Z',
    '2019-07-01T14:20Z',
    'MINUTE',
    false,
    true,
  ],
  [
    ['2019-01-07', '2019-01-07', 'approximate', '03:07'],
    '2019-01-07T03:07~',
    '2019-01-07T03:07Z',
    '2019-01-07T03:07Z',
    'MINUTE',
    true,
    true,
  ],
  [['2019-07-01', '', 'day', ''], '2019-07-01', '2019-06-30T23:00Z', '2019-07-01T22:59Z', 'DAY', false, false],
  [['2019-01-07', '', '', ''], '2019-01-07', '2019-01-07T00:00Z', '2019-01-07T23:59Z', 'DAY', false, false],
  [['07/01/2019', '', 'day', ''], '2019-01-07', '2019-01-07T00:00Z', '2019-01-07T23:59Z', 'DAY', false, false],
  [
    ['2019-01-07', '', 'week', ''],
    '2019-01-07/2019-01-13',
    '2019-01-07T00:00Z',
    '2019-01-13T23:59Z',
    'WEEK',
    false,
    false,
  ],
  [
    ['2019-01-07', '2019-01-13', 'week', ''],
    '2019-01-07/2019-01-13',
    '2019-01-07T00:00Z',
    '2019-01-13T23:59Z',
    'WEEK',
    false,
    false,
  ],
  [
    ['2019-01-01', '2019-01-31', 'month', ''],
    '2019-01',
    '2019-01-01T00:00Z',
    '2019-01-31T23:59Z',
    'MONTH',
    false,
    false,
  ],
  [['2019-01-07', '', 'month', ''], '2019-01', '2019-01-01T00:00Z', '2019-01-31T23:59Z', 'MONTH', false, false],
  [
    ['2018-12-01', '2019-02-28', 'season', ''],
    '2018-24',
    '2018-12-01T00:00Z',
    '2019-02-28T23:59Z',
    'SEASON',
    false,
    false,
  ],
  [['2019-01-15', '', 'season', ''], '2018-24', '2018-12-01T00:00Z', '2019-02-28T23:59Z', 'SEASON', false, false],
  [
    ['2019-09-01', '2019-12-31', 'season', ''],
    '2019-09-01~/2019-12-31~',
    '2019-08-31T23:00Z',
    '2019-12-31T23:59Z',
    'SEASON',
    true,
    false,
  ],
  [
    ['2019-01-01', '2019-03-31', 'quarter', ''],
    '2019-33',
    '2019-01-01T00:00Z',
    '2019-03-31T22:59Z',
    'QUARTER',
    false,
    false,
  ],
  [['2019-01-01', '2019-12-31', 'year', ''], '2019', '2019-01-01T00:00Z', '2019-12-31T23:59Z', 'YEAR', false, false],
  [
    ['2019-01-07', '2019-03-01', 'range', ''],
    '2019-01-07/2019-03-01',
    '2019-01-07T00:00Z',
    '2019-03-01T23:59Z',
    'RANGE',
    false,
    false,
  ],
  [
    ['2019-01-07', '2019-03-01', '', ''],
    '2019-01-07/2019-03-01',
    '2019-01-07T00:00Z',
    '2019-03-01T23:59Z',
    'RANGE',
    false,
    false,
  ],
  [['2019-01-07', '', 'range', ''], '2019-01-07/..', '2019-01-07T00:00Z', null, 'RANGE', false, false],
  [['', '2019-03-01', 'range', ''], '../2019-03-01', null, '2019-03-01T23:59Z', 'RANGE', false, false],
  [['', '2019-03-01', '', ''], '../2019-03-01', null, '2019-03-01T23:59Z', 'RANGE', false, false],
  [['', '2019-03-01', 'approximate', ''], '../2019-03-01~', null, '2019-03-01T23:59Z', 'RANGE', true, false],
  [['2019-01-07', '', 'approximate', ''], '2019-01-07~', '2019-01-07T00:00Z', '2019-01-07T23:59Z', 'DAY', true, false],
  [
    ['2019-01-01', '2019-01-31', 'approximate', ''],
    '2019-01~',
    '2019-01-01T00:00Z',
    '2019-01-31T23:59Z',
    'MONTH',
    true,
    false,
  ],
  [
    ['2019-01-01', '2019-12-31', 'approximate', ''],
    '2019~',
    '2019-01-01T00:00Z',
    '2019-12-31T23:59Z',
    'YEAR',
    true,
    false,
  ],
  [
    ['2019-01-07', '2019-01-09', 'approximate', ''],
    '2019-01-07~/2019-01-09~',
    '2019-01-07T00:00Z',
    '2019-01-09T23:59Z',
    'RANGE',
    true,
    false,
  ],
  [[' 2019-01-07 ', '', ' Day ', ''], '2019-01-07', '2019-01-07T00:00Z', '2019-01-07T23:59Z', 'DAY', false, false],
];

describe('the date columns of the template', () => {
  it.each(rows)('reads %j as %j', (cells, text, earliest, latest, precision, approximate, timeKnown) => {
    expect(occurredFromColumns(columns(cells))).toEqual({ text, earliest, latest, precision, approximate, timeKnown });
  });

  it.each(rows)('gives for %j the text %j, which reads back to the same bounds', (cells, text, earliest, latest) => {
    expect(parseOccurred(occurredFromColumns(columns(cells)).text)).toMatchObject({ text, earliest, latest });
  });

  it('keeps the day and tells of a time that the clocks left out', () => {
    expect(readColumns(columns(['2024-03-31', '', 'exact_time', '01:30']))).toEqual({
      occurred: {
        text: '2024-03-31T01:30',
        earliest: '2024-03-31T00:00Z',
        latest: '2024-03-31T22:59Z',
        precision: 'DAY',
        approximate: false,
        timeKnown: false,
      },
      note: 'On 31 March 2024 the clocks went forward and there was no 01:30: the day is kept, and the time only in the words.',
    });
  });
});

const refusals: readonly (readonly [Cells, string])[] = [
  [['2019-02-30', '', 'day', ''], '"2019-02-30" is not a date: February 2019 has no day 30.'],
  [['2019-01', '', 'month', ''], '"2019-01" is not a single day written like 2012-03-02.'],
  [['31/03/2024 01:30', '', '', ''], '"31/03/2024 01:30" is not a single day written like 2012-03-02.'],
  [['unknown', '', '', ''], '"unknown" is not a single day written like 2012-03-02.'],
  [
    ['2019-03-01', '2019-01-07', 'range', ''],
    '"2019-03-01" is after "2019-01-07": date_from must not be after date_to.',
  ],
  [['', '', '', '03:07'], '"03:07" is a time without a day in date_from.'],
  [['', '2019-01-07', '', '03:07'], '"03:07" is a time without a day in date_from.'],
  [['2019-01-07', '', 'day', '03:07'], '"03:07" is a time, which does not go with precision "day".'],
  [['2019-01-07', '2019-01-09', '', '03:07'], '"03:07" is a time, which does not go with date_to "2019-01-09".'],
  [['2019-01-07', '', 'exact_time', '25:07'], '"25:07" is not a time: there is no time 25:07.'],
  [['2019-01-07', '', 'exact_time', 'soon'], '"soon" is not a time written like 14:20.'],
  [['2019-01-07', '', 'exact_time', ''], '"exact_time" needs a time, and there is none with "2019-01-07".'],
  [
    ['2019-01-07', '', 'fortnight', ''],
    '"fortnight" is not a precision: it is one of exact_time, day, week, month, season, quarter, year, range, approximate, or empty.',
  ],
  [
    ['2019-01-07', '2019-02-07', 'month', ''],
    '"month" does not fit "2019-01-07" to "2019-02-07": for such a time write "range".',
  ],
  [['', '2019-01-31', 'month', ''], '"month" needs a day in date_from, and there is only date_to "2019-01-31".'],
];

describe('date columns that contradict themselves', () => {
  it.each(refusals)('refuses %j: %s', (cells, message) => {
    expect(() => occurredFromColumns(columns(cells))).toThrow(badInput(message));
  });
});
