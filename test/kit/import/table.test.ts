import { describe, expect, it } from 'vitest';
import { csvTables } from '../../../subgraphs/kit/import/files/csv-tables.ts';
import { plainRow } from '../../../subgraphs/kit/import/files/file-content.ts';
import { findTable } from '../../../subgraphs/kit/import/table.ts';

const readTable = (text: string) =>
  findTable(csvTables(Buffer.from(text)), { given: new Map(), saved: new Map() }, null);

const rowsOf = (text: string) => readTable(text).rows;
const cellsOf = (text: string) => rowsOf(text).map(({ cells }) => cells['what_happened']);

describe('a table', () => {
  it('gives each cell by the name of its column, and each row its number in a spreadsheet', () => {
    const { matches, rows } = readTable('source_record_id,what_happened\na,First\nb,Second\n');
    expect(matches.map(({ column }) => column)).toEqual(['source_record_id', 'what_happened']);
    expect(rows.map(({ number, cells }) => ({ number, cells }))).toEqual([
      { number: 2, cells: { source_record_id: 'a', what_happened: 'First' } },
      { number: 3, cells: { source_record_id: 'b', what_happened: 'Second' } },
    ]);
  });

  it('may begin with a byte order mark', () => {
    expect(readTable('\uFEFFwhat_happened\nFirst').matches.map(({ heading }) => heading)).toEqual(['what_happened']);
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
    ['a,b\n1,2', 'a, b'],
    ['2024-02-09,A fall\n', '2024-02-09, A fall'],
  ])('without a head row is refused: %j', (text, first) => {
    expect(() => readTable(text)).toThrow(
      `No row of the file has a heading for what happened, such as "What happened" or "Event". Its first row is "${first}". Say which column it is.`,
    );
  });

  it('may have its head row below a title', () => {
    const { rows } = readTable('Chronology of the trust,,\n,,\nDate,Event,Comments\n2012,Seen.,None.\n');
    expect(rows.map(({ number, cells }) => ({ number, cells }))).toEqual([
      { number: 4, cells: { date_as_written: '2012', what_happened: 'Seen.', comment: 'None.' } },
    ]);
  });

  it.each([
    ['Date;Event\n2012;Seen, and heard.\n', 'Seen, and heard.'],
    ['Date\tEvent\n2012\tSeen; heard.\n', 'Seen; heard.'],
  ])('may part its cells by semicolons or tabs: %j', (text, words) => {
    expect(cellsOf(text)).toEqual([words]);
  });

  it('says which rows are no entries: those that repeat the head row', () => {
    const { rows, skipped } = readTable('Date,Event\n2012,One.\nDate,Event\n2013,Two.\n');
    expect(rows.map(({ number }) => number)).toEqual([2, 4]);
    expect(skipped).toEqual([{ number: 3, table: null, why: 'It repeats the head row.' }]);
  });

  it('says which rows are no entries: lines of totals', () => {
    const { rows, skipped } = readTable('Date,Event\n2012,One.\nTotal,1 entry\n,Total: 1\n2013,Total of harm.\n');
    expect(rows.map(({ number }) => number)).toEqual([2, 5]);
    expect(skipped.map(({ number, why }) => [number, why])).toEqual([
      [3, 'It is a line of totals.'],
      [4, 'It is a line of totals.'],
    ]);
  });

  it('may have headings two rows tall', () => {
    const text = 'Date of,Significant,Source of\nevent,event,information\n2012,Seen.,Record\nevent,event,information\n';
    const { rows, skipped } = readTable(text);
    expect(rows.map(({ number, cells }) => ({ number, cells }))).toEqual([
      { number: 3, cells: { date_as_written: '2012', what_happened: 'Seen.', source_of_information: 'Record' } },
    ]);
    expect(skipped).toEqual([{ number: 4, table: null, why: 'It repeats the head row.' }]);
  });

  it('may have headings above its headings', () => {
    const { rows } = readTable('When,,What happened\nDate,Time,Event\n2012,14:20,Seen.\n');
    expect(rows.map(({ number, cells }) => ({ number, cells }))).toEqual([
      { number: 3, cells: { date_as_written: '2012', time: '14:20', what_happened: 'Seen.' } },
    ]);
  });

  it('says which tables were not read', () => {
    const table = (name: string, ...cells: readonly string[]) => ({
      name,
      rows: cells.map((cell, at) => plainRow(at + 1, [cell])),
    });
    const content = {
      format: 'XLSX' as const,
      notes: [],
      tables: [table('Help', 'How to'), table('A', 'Event', 'One.')],
    };
    expect(findTable(content, { given: new Map(), saved: new Map() }, null).unread).toEqual([
      '"Help" has no heading for what happened: its 1 rows were not read.',
    ]);
  });

  it('with a column twice is refused: one of the two would be lost', () => {
    expect(() => readTable('what_happened,comment,comment\nFirst,a,b\n')).toThrow(
      'The column "comment" stands twice in the head row.',
    );
  });

  it('may have columns without a name, as spreadsheets leave them behind', () => {
    expect(readTable('what_happened,,\nFirst,,\n').matches.map(({ heading }) => heading)).toEqual([
      'what_happened',
      '',
      '',
    ]);
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
