import { describe, expect, it } from 'vitest';
import { readTable } from '../../../subgraphs/kit/import/table.ts';

const rowsOf = (text: string) => readTable(text).rows;
const cellsOf = (text: string) => rowsOf(text).map(({ cells }) => cells['what_happened']);

describe('a table', () => {
  it('gives each cell by the name of its column, and each row its number in a spreadsheet', () => {
    expect(readTable('source_record_id,what_happened\na,First\nb,Second\n')).toEqual({
      columns: ['source_record_id', 'what_happened'],
      rows: [
        { number: 2, cells: { source_record_id: 'a', what_happened: 'First' } },
        { number: 3, cells: { source_record_id: 'b', what_happened: 'Second' } },
      ],
    });
  });

  it('may begin with a byte order mark', () => {
    expect(readTable('\uFEFFwhat_happened\nFirst').columns).toEqual(['what_happened']);
  });

  it.each([
    ['what_happened,comment\r\nFirst,a\r\nSecond,b\r\n'],
    ['what_happened,comment\nFirst,a\r\nSecond,b\r\n'],
    ['what_happened,comment\r\nFirst,a\nSecond,b'],
    ['what_happened,comment\rFirst,a\rSecond,b'],
  ])('may end its lines in any way: %j', (text) => {
    expect(rowsOf(text).map(({ cells }) => [cells['what_happened'], cells['comment']])).toEqual([
      ['First', 'a'],
      ['Second', 'b'],
    ]);
  });

  it('keeps what stands in quotes letter by letter: commas, quotes and line ends', () => {
    expect(cellsOf('what_happened\n"She said ""no"", twice.\r\nThen left.\n"\n" spaced "\n')).toEqual([
      'She said "no", twice.\r\nThen left.\n',
      ' spaced ',
    ]);
  });

  it('counts a row with line ends in it as one, as a spreadsheet does', () => {
    const numbers = rowsOf('what_happened\n"One\nTwo\nThree"\nNext\n').map(({ number }) => number);
    expect(numbers).toEqual([2, 3]);
  });

  it('passes over empty rows and goes on counting', () => {
    const rows = rowsOf('what_happened,comment\n\nFirst,\n,\n\nSecond,x\n\n\n');
    expect(rows.map(({ number, cells }) => [number, cells['what_happened']])).toEqual([
      [3, 'First'],
      [6, 'Second'],
    ]);
  });

  it('without a row has none', () => {
    expect(rowsOf('what_happened\n')).toEqual([]);
  });

  it.each([
    ['', ''],
    ['a,b\n1,2', 'a,b'],
    ['2024-02-09,Something happened\n', '2024-02-09,Something happened'],
    ['What Happened\nFirst', 'What Happened'],
  ])('without a head row is refused: %j', (text, first) => {
    expect(() => readTable(text)).toThrow(
      `The file has no head row with the column "what_happened"; its first row is "${first}".`,
    );
  });

  it.each([
    ['what_happened,comment\nFirst\n', 'Row 2 has 1 cells where the head row has 2.'],
    ['what_happened,comment\nFirst,a\nSecond,b,c\n', 'Row 3 has 3 cells where the head row has 2.'],
    ['what_happened,comment\n"One\nTwo",a\n\nThird\n', 'Row 4 has 1 cells where the head row has 2.'],
  ])('with a row of another width is refused by its number: %j', (text, message) => {
    expect(() => readTable(text)).toThrow(message);
  });

  it('with a column twice is refused: one of the two would be lost', () => {
    expect(() => readTable('what_happened,comment,comment\nFirst,a,b\n')).toThrow(
      'The column "comment" stands twice in the head row.',
    );
  });

  it('may have columns without a name, as spreadsheets leave them behind', () => {
    expect(readTable('what_happened,,\nFirst,,\n').columns).toEqual(['what_happened', '', '']);
  });

  it('with a quote that does not end is refused', () => {
    expect(() => readTable('what_happened\n"First\n')).toThrow('The file is not CSV: ');
  });

  it('refuses with a code that says whose mistake it is', () => {
    expect(() => readTable('a\n')).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }),
    );
  });
});
