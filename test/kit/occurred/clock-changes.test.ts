import { describe, expect, it } from 'vitest';
import { parseOccurred, readDate } from '../../../subgraphs/kit/occurred/parse-occurred.ts';

describe('the night the clocks go back', () => {
  it('spans both instants when 01:30 came twice', () => {
    expect(parseOccurred('27/10/2024 01:30')).toMatchObject({
      earliest: '2024-10-27T00:30Z',
      latest: '2024-10-27T01:30Z',
      precision: 'MINUTE',
      timeKnown: true,
    });
  });

  it.each([
    ['2024-10-27T01:30+01:00', '2024-10-27T00:30Z'],
    ['2024-10-27T01:30Z', '2024-10-27T01:30Z'],
    ['27/10/2024 01:30 BST', '2024-10-27T00:30Z'],
    ['27/10/2024 01:30 GMT', '2024-10-27T01:30Z'],
  ])('knows the instant when %j states the offset', (text, instant) => {
    expect(parseOccurred(text)).toMatchObject({ earliest: instant, latest: instant });
  });

  it('has 25 hours in its day', () => {
    expect(parseOccurred('27/10/2024')).toMatchObject({ earliest: '2024-10-26T23:00Z', latest: '2024-10-27T23:59Z' });
  });
});

describe('the night the clocks go forward', () => {
  it.each(['31/03/2024 01:30', '2024-03-31T01:30'])(
    'keeps the day of %j, and says that there was no such time',
    (text) => {
      expect(readDate(text)).toEqual({
        occurred: {
          text,
          earliest: '2024-03-31T00:00Z',
          latest: '2024-03-31T22:59Z',
          precision: 'DAY',
          approximate: false,
          timeKnown: false,
        },
        note: 'On 31 March 2024 the clocks went forward and there was no 01:30: the day is kept, and the time only in the words.',
      });
    },
  );

  it('takes the time when an offset is stated', () => {
    expect(parseOccurred('2024-03-31T01:30Z')).toMatchObject({ earliest: '2024-03-31T01:30Z', precision: 'MINUTE' });
  });
});

describe('notes', () => {
  it('tells that midnight is read as the start of the day', () => {
    expect(readDate('9 February 2024 midnight').note).toBe(
      'Midnight is read as 00:00, the first minute of 9 February 2024.',
    );
  });

  it('tells that "2020-21" is not read as the school year', () => {
    expect(readDate('2020-21').note).toBe(
      '"2020-21" is a season or a quarter of 2020 in EDTF; for the school year write 2020/21.',
    );
  });

  it('is silent when nothing was decided for the writer', () => {
    expect(readDate('9 February 2024 06:31').note).toBeNull();
  });
});

it('reads 10,000 dates in less than a second of a processor', () => {
  const texts = Array.from({ length: 10_000 }, (_, index) =>
    index % 2 === 0
      ? `${1 + (index % 28)}/${1 + (index % 12)}/2023 14:20`
      : `between ${1 + (index % 27)} and 28 May 2019`,
  );
  const before = process.cpuUsage();
  for (const text of texts) {
    parseOccurred(text);
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});
