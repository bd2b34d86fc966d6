import { describe, expect, it } from 'vitest';
import type { Precision } from '../../../subgraphs/kit/occurred/occurred.ts';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';

type Row = readonly [
  text: string,
  earliest: string | null,
  latest: string | null,
  precision: Precision,
  approximate: boolean,
  timeKnown: boolean,
];

const rows: readonly Row[] = [
  ['2024-10-27T01:30+01:00', '2024-10-27T00:30Z', '2024-10-27T00:30Z', 'MINUTE', false, true],
  ['2012-03-02', '2012-03-02T00:00Z', '2012-03-02T23:59Z', 'DAY', false, false],
  ['2012-03-02T14:20', '2012-03-02T14:20Z', '2012-03-02T14:20Z', 'MINUTE', false, true],
  ['2012-03-02T14:20Z', '2012-03-02T14:20Z', '2012-03-02T14:20Z', 'MINUTE', false, true],
  ['2012-03-02T14:20:59.123+01:00', '2012-03-02T13:20Z', '2012-03-02T13:20Z', 'MINUTE', false, true],
  ['2012-03~', '2012-03-01T00:00Z', '2012-03-31T22:59Z', 'MONTH', true, false],
  ['2012-03?', '2012-03-01T00:00Z', '2012-03-31T22:59Z', 'MONTH', true, false],
  ['2012-03%', '2012-03-01T00:00Z', '2012-03-31T22:59Z', 'MONTH', true, false],
  ['2012-01/2012-03', '2012-01-01T00:00Z', '2012-03-31T22:59Z', 'RANGE', false, false],
  ['../2012-02', null, '2012-02-29T23:59Z', 'RANGE', false, false],
  ['2012-02/..', '2012-02-01T00:00Z', null, 'RANGE', false, false],
  ['2012-21', '2012-03-01T00:00Z', '2012-05-31T22:59Z', 'SEASON', false, false],
  ['2012-24', '2012-12-01T00:00Z', '2013-02-28T23:59Z', 'SEASON', false, false],
  ['2012-33', '2012-01-01T00:00Z', '2012-03-31T22:59Z', 'QUARTER', false, false],
  ['2020-21', '2020-03-01T00:00Z', '2020-05-31T22:59Z', 'SEASON', false, false],
  ['201X', '2010-01-01T00:00Z', '2019-12-31T23:59Z', 'RANGE', false, false],
  ['19XX', '1900-01-01T00:00Z', '1999-12-31T23:59Z', 'RANGE', false, false],
  ['2012-XX', '2012-01-01T00:00Z', '2012-12-31T23:59Z', 'YEAR', false, false],
  ['2012-03-XX', '2012-03-01T00:00Z', '2012-03-31T22:59Z', 'MONTH', false, false],
  ['2014-02-06/2014-02-09~', '2014-02-06T00:00Z', '2014-02-09T23:59Z', 'RANGE', true, false],
  ['2012-02/', '2012-02-01T00:00Z', null, 'RANGE', false, false],
  ['2012-21/2012-23', '2012-03-01T00:00Z', '2012-11-30T23:59Z', 'RANGE', false, false],
  ['2012-03-02T14:20/2012-03-02T16:00', '2012-03-02T14:20Z', '2012-03-02T16:00Z', 'RANGE', false, true],
];

describe('dates in EDTF', () => {
  it.each(rows)('reads %j', (text, earliest, latest, precision, approximate, timeKnown) => {
    expect(parseOccurred(text)).toEqual({ text, earliest, latest, precision, approximate, timeKnown });
  });
});
