import Table from 'cli-table3';

type Cell = string | number;

/** A table for the terminal, plain text wherever it goes. `widths` wraps long cells, in characters. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  widths?: readonly number[],
): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [] },
    wordWrap: true,
    ...(widths === undefined ? {} : { colWidths: [...widths] }),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
