import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';
import { printOccurred } from '../../../subgraphs/kit/occurred/print-occurred.ts';
import { anyDateText } from './a-date.ts';

describe('a date in words', () => {
  it.each([
    ['09/02/2024 06:31', '9 February 2024, 06:31'],
    ['12 January 2024 approx 14:00', '12 January 2024, about 14:00'],
    ['27/10/2024 01:30', '27 October 2024, 01:30'],
    ['2024-10-27T01:30Z', '27 October 2024, 01:30 GMT'],
    ['2024-10-27T00:30Z', '27 October 2024, 01:30 BST'],
    ['18/04/2023', '18 April 2023'],
    ['?25/01/24', 'about 25 January 2024'],
    ['14/11/24 pm', '14 November 2024, pm'],
    ['w/c 2 October 2023', 'week commencing 2 October 2023'],
    ['c. March 2012', 'about March 2012'],
    ['early March 2012', 'early March 2012'],
    ['Summer term 2023', 'summer term 2023'],
    ['winter 2023/24', 'winter 2023'],
    ['2012-33', 'Q1 2012'],
    ['2019', '2019'],
    ['1990s', 'the 1990s'],
    ['2017/18', 'between 1 September 2017 and 31 August 2018'],
    ['25/07/2023 - 04/08/2023', 'between 25 July 2023 and 4 August 2023'],
    ['?25/07/2023 - 04/08/2023', 'between about 25 July 2023 and about 4 August 2023'],
    ['09/02/2024 06:10-08:00', 'between 9 February 2024, 06:10 and 9 February 2024, 08:00'],
    ['before 3 March 2012', 'before 3 March 2012'],
    ['by 2 March 2012', 'before 3 March 2012'],
    ['03/03/2012 onwards', 'from 3 March 2012'],
    ['no date on sheet', 'date not stated'],
  ])('prints %j as %j', (text, words) => {
    expect(printOccurred(parseOccurred(text))).toBe(words);
  });

  it('reads back to the same bounds, precision and doubt', () => {
    fc.assert(
      fc.property(anyDateText, (text) => {
        const { text: _, ...occurred } = parseOccurred(text);
        const words = printOccurred(occurred);
        expect(parseOccurred(words)).toEqual({ text: words, ...occurred });
      }),
      { seed: 20_240_209, numRuns: 3000 },
    );
  });

  it('is the same when it is printed again', () => {
    fc.assert(
      fc.property(anyDateText, (text) => {
        const words = printOccurred(parseOccurred(text));
        expect(printOccurred(parseOccurred(words))).toBe(words);
      }),
      { seed: 20_240_210, numRuns: 500 },
    );
  });
});

it('never puts the earliest after the latest', () => {
  fc.assert(
    fc.property(anyDateText, (text) => {
      const { earliest, latest } = parseOccurred(text);
      expect(earliest === null || latest === null || earliest <= latest).toBe(true);
    }),
    { seed: 20_240_211, numRuns: 1000 },
  );
});
