import type { Understood } from './understand.ts';
import { writeSheet } from './write-sheet.ts';

/** The agency's own rows as a spreadsheet, with what is wrong with each in a column of its own. */
export function problemSheet({ table, rows, problems }: Understood): Promise<Buffer> {
  const byRow = new Map<string, string[]>();
  for (const { row, table: name, column, reason } of problems) {
    const key = `${name ?? ''} ${row}`;
    byRow.set(key, [...(byRow.get(key) ?? []), column === 'row' ? reason : `${column}: ${reason}`]);
  }
  const width = table.matches.length;
  const head = [...table.matches.map((match) => match.heading), 'Problem', 'Row in your file'];
  const body = rows.map(({ number, table: name, original }) => [
    ...Array.from({ length: width }, (_, at) => original.cells[at] ?? ''),
    (byRow.get(`${name ?? ''} ${number}`) ?? []).join('\n'),
    name === null ? String(number) : `${name}, ${number}`,
  ]);
  return writeSheet([head, ...body]);
}
