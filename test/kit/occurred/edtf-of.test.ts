import { isValid } from '@edtf-ts/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edtfOf } from '../../../subgraphs/kit/occurred/edtf-of.ts';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';
import { anyDateText } from './a-date.ts';

describe('a date in EDTF', () => {
  it.each([
    ['09/07/2024 06:31', '2024-07-09T05:31:00Z'],
    ['27/10/2024 01:30', '2024-10-27T01:30:00'],
    ['18/04/2023', '2023-04-18'],
    ['?18/04/2023', '2023-04-18~'],
    ['about March 2012', '2012-03~'],
    ['late February 2024', '2024-02-21~/2024-02-29~'],
    ['winter 2024', '2024-24'],
    ['Q3 2024', '2024-35'],
    ['about Q3 2024', '2024-07-01~/2024-09-30~'],
    ['c. 2012', '2012~'],
    ['1990s', '199X'],
    ['2017/18', '2017-09-01/2018-08-31'],
    ['before 3 March 2012', '../2012-03-02'],
    ['since March 2012', '2012-03-01/..'],
    ['14/11/24 pm', null],
    ['12 January 2024 approx 14:00', null],
    ['not known', null],
  ])('writes %j as %j', (text, edtf) => {
    expect(edtfOf(parseOccurred(text))).toBe(edtf);
  });

  it('is valid by another reader of the standard', () => {
    fc.assert(
      fc.property(anyDateText, (text) => {
        const edtf = edtfOf(parseOccurred(text));
        expect(edtf === null || isValid(edtf)).toBe(true);
      }),
      { seed: 20_240_212, numRuns: 1000 },
    );
  });

  it('reads back to the same bounds and doubt', () => {
    fc.assert(
      fc.property(anyDateText, (text) => {
        const { earliest, latest, approximate, timeKnown, ...rest } = parseOccurred(text);
        const edtf = edtfOf({ earliest, latest, approximate, timeKnown, ...rest });
        if (edtf !== null) {
          expect(parseOccurred(edtf)).toMatchObject({ earliest, latest, approximate, timeKnown });
        }
      }),
      { seed: 20_240_213, numRuns: 2000 },
    );
  });
});
