import readXlsxFile from 'read-excel-file/universal';
import {
  type FileContent,
  type FileRow,
  type FileTable,
  isEmptyRow,
  MOST_COLUMNS,
  MOST_ROWS,
  NotReadable,
} from './file-content.ts';
import { storedZip } from './stored-zip.ts';
import type { WithoutDay } from './xlsx-date-styles.ts';
import { columnLetters, type SheetMarks, sheetMarks } from './xlsx-marks.ts';
import type { Parts } from './zip.ts';

/** Reads the sheets of a workbook: the values that are stored in it, never a formula. Throws NotReadable. */
export async function xlsxTables(parts: Parts): Promise<FileContent> {
  const marks = sheetMarks(parts);
  for (const { rows, columns } of marks.values()) {
    refuseLarge(rows, columns);
  }
  const bytes = storedZip(new Map([...parts].filter(([path]) => !path.endsWith('.bin'))));
  const sheets = await sheetsOf(new Blob([new Uint8Array(bytes)]));
  const tables = sheets.map(({ sheet, data }): FileTable => {
    const mark = marks.get(sheet);
    const rows = data.map((cells, index) => rowOf(index + 1, cells, mark));
    return { name: sheets.length === 1 ? null : sheet, rows: withMerged(rows, mark).filter((row) => !isEmptyRow(row)) };
  });
  const filled = tables.filter(({ rows }) => rows.length > 0);
  return {
    format: 'XLSX',
    tables: filled,
    notes: [...commentsNote(parts), ...[...marks].flatMap(([name, mark]) => notesOn(name, mark))],
  };
}

function refuseLarge(rows: number, columns: number): void {
  if (rows > MOST_ROWS || columns > MOST_COLUMNS) {
    const reach = `${rows.toLocaleString('en-GB')} rows and ${columns} columns`;
    throw new NotReadable(
      `A sheet of the file reaches over ${reach}; up to ${MOST_ROWS.toLocaleString('en-GB')} and ${MOST_COLUMNS} are read. Delete what lies beyond your table and try again.`,
    );
  }
}

async function sheetsOf(workbook: Blob) {
  try {
    return await readXlsxFile(workbook, { trim: false });
  } catch (error) {
    const at = /row (\d+), col (\d+)/.exec((error as Error).message);
    throw new NotReadable(
      at === null
        ? 'The spreadsheet is damaged. Open it, save it again and try once more.'
        : `The spreadsheet cannot be read: the cell in row ${at[1]}, column ${at[2]} has no value that is stored.`,
    );
  }
}

function rowOf(number: number, cells: readonly unknown[], mark: SheetMarks | undefined): FileRow {
  const isHidden = mark?.hiddenRows.has(number) === true;
  const noValue = mark?.formulasWithoutValue.get(number) ?? [];
  return {
    number,
    cells: cells.map((value, at) => textOf(value, mark?.shownWithoutDay.get(`${columnLetters(at + 1)}${number}`))),
    notes: isHidden ? ['This row is hidden in your file. It was read as well.'] : [],
    problems: noValue.map(
      (cell) => `The cell ${cell} holds a formula and no value. Put the value in its place (copy, paste as values).`,
    ),
    isBanner: false,
  };
}

/**
 * A cell that Excel knows as a date gives it as ISO 8601, one that it knows as a time gives `14:20`. Excel holds the first
 * day of what was typed as a month or a year: no day was stated, and none is given.
 */
function textOf(value: unknown, shown?: WithoutDay): string {
  if (value instanceof Date) {
    // Excel counts in fractions of a day, and 09:05 comes as 09:04:59.999.
    const iso = new Date(Math.round(value.getTime() / 1_000) * 1_000).toISOString();
    if (shown === 'MONTH' && iso.slice(8, 16) === '01T00:00') {
      return iso.slice(0, 7);
    }
    if (shown === 'YEAR' && iso.slice(5, 16) === '01-01T00:00') {
      return iso.slice(0, 4);
    }
    if (value.getUTCFullYear() < 1900) {
      return iso.slice(11, 16);
    }
    return iso.slice(11, 16) === '00:00' ? iso.slice(0, 10) : iso.slice(0, 16);
  }
  return value === null || value === undefined ? '' : String(value);
}

function withMerged(rows: readonly FileRow[], mark: SheetMarks | undefined): readonly FileRow[] {
  const cells = rows.map((row) => [...row.cells]);
  const notes = rows.map((row) => [...row.notes]);
  const banners = new Set<number>();
  const wide = Math.max(0, ...cells.map((row) => row.length));
  for (const { top, bottom, left, right } of mark?.merged ?? []) {
    const text = cells[top - 1]?.[left - 1] ?? '';
    if (text !== '' && right > left) {
      right - left + 1 >= wide && wide > 2
        ? banners.add(top)
        : notes[top - 1]?.push(
            `The cell "${text.slice(0, 60)}" is merged over ${right - left + 1} columns: it counts in the first.`,
          );
    }
    for (let row = top + 1; row <= Math.min(bottom, rows.length) && text !== ''; row++) {
      cells[row - 1]![left - 1] = text;
      notes[row - 1]!.push(`The cell "${text.slice(0, 60)}" is merged with row ${top}: it counts in this row too.`);
    }
  }
  return rows.map((row, index) => ({
    ...row,
    cells: cells[index]!,
    notes: notes[index]!,
    isBanner: banners.has(row.number),
  }));
}

const commentsNote = (parts: Parts): readonly string[] =>
  [...parts.keys()].some((path) => /^xl\/(threadedComments\/|comments)/i.test(path))
    ? ['The file has comments in its margin. They were not read.']
    : [];

const notesOn = (name: string, { isHidden, formulas }: SheetMarks): readonly string[] => [
  ...(isHidden ? [`The sheet "${name}" is hidden in your file. It was looked at as well.`] : []),
  ...(formulas > 0
    ? [`${formulas} cells of the sheet "${name}" hold a formula. The value that was stored with it was read.`]
    : []),
];
