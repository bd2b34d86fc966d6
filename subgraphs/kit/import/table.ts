import { badInput } from '../errors.ts';
import { type Column, plainHeading } from './columns.ts';
import { type FileContent, type FileRow, type FileTable, isEmptyRow } from './files/file-content.ts';
import { type Head, headOf } from './head-row.ts';
import type { ColumnMatch, Meanings } from './match-columns.ts';

/** A row of a file by column, with its number in the agency's own file. */
export type TableRow = { readonly number: number; readonly cells: Readonly<Partial<Record<Column, string>>> };

/** The same, with all that is known of how it was read. */
export type ReadRow = TableRow & {
  /** Which table it stands in, where a file has several. */
  readonly table: string | null;
  readonly original: FileRow;
};

/** A row that stands in the table and is no entry, and why. */
export type SkippedRow = { readonly number: number; readonly table: string | null; readonly why: string };

export type Table = {
  readonly matches: readonly ColumnMatch[];
  readonly rows: readonly ReadRow[];
  readonly skipped: readonly SkippedRow[];
  /** Which other tables of the file were not read; sentences. */
  readonly unread: readonly string[];
  readonly isRagged: (row: FileRow) => boolean;
};

type Headed = { readonly table: FileTable; readonly head: Head };

/**
 * Finds the table and its head row in what was read. Several tables with the same headings are one, as where a document
 * begins a new one on each page. Throws BAD_USER_INPUT where there is none, or where it must be said which.
 */
export function findTable({ tables, format }: FileContent, meanings: Meanings, wanted: string | null): Table {
  const named = wanted === null ? tables : tables.filter(({ name }) => name?.toLowerCase() === wanted.toLowerCase());
  if (named.length === 0 && wanted !== null) {
    throw badInput(`The file has no table "${wanted}"; it has ${listed(tables)}.`);
  }
  const headed = named.flatMap((table): readonly Headed[] => {
    const head = headOf(table, meanings);
    return head === null ? [] : [{ table, head }];
  });
  const [first] = headed;
  if (first === undefined) {
    throw noHead(named);
  }
  const others = headed.filter(({ head }) => shapeOf(head) !== shapeOf(first.head));
  if (others.length > 0) {
    throw badInput(
      `The file has ${headed.length} tables with different headings: ${listed(headed.map(({ table }) => table))}. Say which to take.`,
    );
  }
  const { matches } = first.head;
  refuseTwice(matches);
  const rows = headed.flatMap((each) => rowsUnder(each));
  return {
    matches,
    rows: rows.flatMap((row) => ('cells' in row ? [row] : [])),
    skipped: rows.flatMap((row) => ('cells' in row ? [] : [row])),
    unread: named.filter((table) => headed.every((each) => each.table !== table)).map(unreadNote),
    isRagged: ({ cells }) => format === 'CSV' && cells.length !== first.head.cells.length,
  };
}

const unreadNote = ({ name, rows }: FileTable) =>
  `"${name ?? 'Table 1'}" has no heading for what happened: its ${rows.length} rows were not read.`;

const shapeOf = ({ matches }: Head) =>
  JSON.stringify(matches.map(({ heading }) => plainHeading(heading)).filter((heading) => heading !== ''));

const listed = (tables: readonly FileTable[]) => tables.map(({ name }) => `"${name ?? 'Table 1'}"`).join(', ');

function noHead(tables: readonly FileTable[]) {
  const first = tables[0]?.rows[0]?.cells.filter((cell) => cell !== '').join(', ') ?? '';
  return badInput(
    `No row of the file has a heading for what happened, such as "What happened" or "Event". Its first row is "${first.slice(0, 120)}". Say which column it is.`,
  );
}

/** One of two columns with the same heading would be lost. */
function refuseTwice(matches: readonly ColumnMatch[]): void {
  const read = new Set(matches.flatMap(({ heading, column }) => (column === null ? [] : plainHeading(heading))));
  const lost = matches.find(({ heading, column }) => column === null && read.has(plainHeading(heading)));
  if (lost !== undefined) {
    throw badInput(`The column "${lost.heading}" stands twice in the head row.`);
  }
}

/** A line of sums, which stands below many tables: `Total: 23`. */
const TOTALS = /^(grand |sub-?)?totals?( of)?( (entries|rows|events|contacts))?\s*[:=]?\s*\d*$/i;

function rowsUnder({
  table,
  head: { cells: headings, rows: heads, matches },
}: Headed): readonly (ReadRow | SkippedRow)[] {
  return table.rows.slice(table.rows.indexOf(heads.at(-1)!) + 1).flatMap((row): readonly (ReadRow | SkippedRow)[] => {
    const { number } = row;
    if (isEmptyRow(row)) {
      return [];
    }
    if (row.isBanner) {
      const words = row.cells.find((cell) => cell !== '') ?? '';
      return [{ number, table: table.name, why: `It is one cell over the whole table: "${words.slice(0, 80)}".` }];
    }
    if ([headings, ...heads.map(({ cells }) => cells)].some((each) => isSame(row.cells, each))) {
      return [{ number, table: table.name, why: 'It repeats the head row.' }];
    }
    if (TOTALS.test((row.cells.find((cell) => cell.trim() !== '') ?? '').trim())) {
      return [{ number, table: table.name, why: 'It is a line of totals.' }];
    }
    const cells = matches.flatMap(({ column, at }) =>
      column === null ? [] : [[column, row.cells[at] ?? ''] as const],
    );
    return [{ number, table: table.name, cells: Object.fromEntries(cells), original: row }];
  });
}

const isSame = (cells: readonly string[], headings: readonly string[]) =>
  cells.every((cell, at) => plainHeading(cell) === plainHeading(headings[at] ?? ''));
