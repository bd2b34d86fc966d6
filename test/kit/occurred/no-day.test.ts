import { expect, it } from 'vitest';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';

const wordsWithoutDay = [
  'not known',
  'no date on sheet',
  '',
  'about 2 weeks after the birth',
  'Background',
  'n/k',
  '?',
  '---',
  'between weeks 3 to 5',
  '2.5 years old',
  '24 weeks',
  'tbc',
  'several occasions',
  'ward 7',
  'weeks 3 to 5',
  '2-3 weeks',
  'May be late',
  '../..',
];

it.each(wordsWithoutDay)('keeps the words %j and gives them no date', (text) => {
  expect(parseOccurred(text)).toEqual({
    text,
    earliest: null,
    latest: null,
    precision: 'UNKNOWN',
    approximate: false,
    timeKnown: false,
  });
});

it('keeps the text letter by letter, spaces and dashes too', () => {
  expect(parseOccurred('  16\u201317 November\u00a02024 \n').text).toBe('  16\u201317 November\u00a02024 \n');
});
