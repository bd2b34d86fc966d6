import { type FileRow, isEmptyRow, MOST_COLUMNS, NotReadable } from './file-content.ts';

/** A cell as a document writes it: what it covers is left out. */
export type SpanningCell = { readonly text: string; readonly columns: number; readonly rows: number };
export type SpanningRow = {
  readonly number: number;
  readonly cells: readonly SpanningCell[];
  readonly notes: readonly string[];
};

type Below = { readonly text: string; readonly from: number; rows: number };

/**
 * Puts cells where they are seen. What is merged over several rows counts in each of them, as it does for who looks at the
 * table; what is merged over several columns counts in the first. Both are told.
 */
export function withMergedCells(rows: readonly SpanningRow[]): readonly FileRow[] {
  const below = new Map<number, Below>();
  const wide = Math.max(0, ...rows.map(({ cells }) => cells.reduce((sum, { columns }) => sum + columns, 0)));
  if (wide > MOST_COLUMNS) {
    throw new NotReadable(`A table of the file has ${wide} columns; up to ${MOST_COLUMNS} are read.`);
  }
  return rows.map((row) => laidOut(row, below, wide)).filter((row) => !isEmptyRow(row));
}

function laidOut({ number, cells, notes }: SpanningRow, below: Map<number, Below>, wide: number): FileRow {
  const texts: string[] = [];
  const said = [...notes];
  const fill = () => {
    for (let above = below.get(texts.length); above !== undefined && above.rows > 0; above = below.get(texts.length)) {
      above.rows -= 1;
      if (above.text !== '') {
        said.push(`The cell "${shortened(above.text)}" is merged with row ${above.from}: it counts in this row too.`);
      }
      texts.push(above.text);
    }
  };
  for (const { text, columns, rows } of cells) {
    fill();
    for (let column = 0; column < columns; column++) {
      const own = column === 0 ? text : '';
      below.set(texts.length, { text: own, from: number, rows: rows - 1 });
      texts.push(own);
    }
    if (columns > 1 && text !== '') {
      said.push(`The cell "${shortened(text)}" is merged over ${columns} columns: it counts in the first.`);
    }
  }
  fill();
  const isBanner = cells.length === 1 && wide > 2 && (cells[0]?.columns ?? 0) >= wide;
  return { number, cells: texts, notes: isBanner ? notes : said, problems: [], isBanner };
}

export const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
