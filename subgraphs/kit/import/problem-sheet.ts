import writeXlsxFile from 'write-excel-file/node';
import type { Understood } from './understand.ts';

/** Text in cells of the format "text": a word that begins with = + - or @ is no formula, also when it is edited. */
const text = (value: string) => ({ value, type: String, format: '@', wrap: true });
const heading = (value: string) => ({ value, type: String, format: '@', fontWeight: 'bold' as const });

/** The agency's own rows as a spreadsheet, with what is wrong with each in a column of its own. */
export async function problemSheet({ table, rows, problems }: Understood): Promise<Buffer> {
  const byRow = new Map<string, string[]>();
  for (const { row, table: name, column, reason } of problems) {
    const key = `${name ?? ''} ${row}`;
    byRow.set(key, [...(byRow.get(key) ?? []), column === 'row' ? reason : `${column}: ${reason}`]);
  }
  const width = table.matches.length;
  const head = [...table.matches.map((match) => match.heading), 'Problem', 'Row in your file'].map(heading);
  const body = rows.map(({ number, table: name, original }) => [
    ...Array.from({ length: width }, (_, at) => text(original.cells[at] ?? '')),
    text((byRow.get(`${name ?? ''} ${number}`) ?? []).join('\n')),
    text(name === null ? String(number) : `${name}, ${number}`),
  ]);
  return writeXlsxFile([head, ...body], { stickyRowsCount: 1 }).toBuffer();
}
