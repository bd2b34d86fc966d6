import type { FileRow, FileTable } from './files/file-content.ts';
import { type ColumnMatch, type Meanings, matchColumns } from './match-columns.ts';

/** The headings of a table: in one row, or in two that are read together, as "Date of" over "event". */
export type Head = {
  readonly cells: readonly string[];
  readonly rows: readonly FileRow[];
  readonly matches: readonly ColumnMatch[];
};

const LOOKED_THROUGH = 50;
/** Longest heading of a second row; what is longer is an entry. */
const LONGEST_HEADING = 40;

/** The first headings that say what happened, with the most that are known; two rows only where they say more than one. */
export function headOf({ rows }: FileTable, meanings: Meanings): Head | null {
  const first = rows.slice(0, LOOKED_THROUGH);
  const heads = [...first.map((row) => [row]), ...first.slice(1).map((row, at) => [first[at]!, row])]
    .filter(([, below]) => below === undefined || below.cells.every(({ length }) => length <= LONGEST_HEADING))
    .map((each) => headIn(each, meanings))
    .filter(({ matches }) => matches.some(({ column }) => column === 'what_happened'));
  return heads.reduce<Head | null>((best, head) => (best === null || known(head) > known(best) ? head : best), null);
}

function headIn(rows: readonly FileRow[], meanings: Meanings): Head {
  const wide = Math.max(...rows.map(({ cells }) => cells.length));
  const cells = Array.from({ length: wide }, (_, at) =>
    [...new Set(rows.map((row) => (row.cells[at] ?? '').trim()).filter((cell) => cell !== ''))].join(' '),
  );
  return { cells: rows.length === 1 ? rows[0]!.cells : cells, rows, matches: matchColumns(cells, meanings) };
}

const known = ({ matches }: Head) => matches.filter(({ column }) => column !== null).length;
