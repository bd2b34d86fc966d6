import { describe, expect, it } from 'vitest';
import { dateOfBirth, parseDateOfBirth } from '../../../subgraphs/kit/identifiers/date-of-birth.ts';

const found = (words: string) =>
  [...words.matchAll(dateOfBirth.inText)].map(([candidate]) => parseDateOfBirth(candidate));

describe('a date of birth', () => {
  it.each([
    ['Child seen, DOB 14/11/2023, well.', ['2023-11-14']],
    ['d.o.b. 14.11.23', ['2023-11-14']],
    ['Date of birth: 14 November 2023', ['2023-11-14']],
    ['A girl born on 14th November 2023.', ['2023-11-14']],
    ['Born 2023-11-14; her brother, born 3/5/2019.', ['2023-11-14', '2019-05-03']],
  ])('is found in "%s"', (words, days) => {
    expect(found(words)).toEqual(days);
  });

  it.each(['Wren born at 37+1 weeks, 2.61 kg, well.', 'Seen on 14 November 2023.', 'A child was born.'])(
    'is not seen in "%s"',
    (words) => {
      expect(found(words)).toEqual([]);
    },
  );

  it('is nothing when there is no such day', () => {
    expect(found('DOB 30/02/2023')).toEqual([null]);
  });
});
