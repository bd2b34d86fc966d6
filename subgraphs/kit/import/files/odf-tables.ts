import { type CheerioAPI, load } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { type FileContent, type FileTable, MOST_COLUMNS, MOST_ROWS, NotReadable } from './file-content.ts';
import { type SpanningCell, type SpanningRow, withMergedCells } from './merged-cells.ts';
import type { Parts } from './zip.ts';

/** Reads the tables of an OpenDocument text or spreadsheet, as it stands. Throws NotReadable. */
export function odfTables(format: 'ODS' | 'ODT', parts: Parts): FileContent {
  const content = parts.get('content.xml')?.toString('utf8');
  if (content === undefined) {
    throw new NotReadable('The file has no content.');
  }
  const $ = load(content, { xml: true });
  const notes = notesOn($, content);
  // What was deleted is kept apart and stands in no cell; a note in the margin would stand amid the words of its cell.
  $('text\\:tracked-changes, office\\:annotation, text\\:note').remove();
  const tables = $('table\\:table')
    .toArray()
    .filter((table) => $(table).parents('table\\:table').length === 0);
  if (tables.length === 0) {
    throw new NotReadable('The document has no table.');
  }
  const nameOf = (table: Element, index: number) =>
    format === 'ODS' ? (table.attribs['table:name'] ?? `Sheet ${index + 1}`) : `Table ${index + 1}`;
  const read: FileTable[] = tables.map((table, index) => ({
    name: tables.length === 1 ? null : nameOf(table, index),
    rows: withMergedCells(rowsOf($, table, format)),
  }));
  return { format, tables: read, notes };
}

/** Rows in order, those of the repeated heading and of groups too; the number counts what is repeated. */
function rowsOf($: CheerioAPI, table: Element, format: 'ODS' | 'ODT'): readonly SpanningRow[] {
  const rows: SpanningRow[] = [];
  let number = 1;
  for (const row of $(table).find('table\\:table-row').toArray()) {
    if ($(row).closest('table\\:table').get(0) !== table) {
      continue;
    }
    const times = countOf(row, 'table:number-rows-repeated');
    const cells = cellsOf($, row, format);
    const isHidden = ['collapse', 'filter'].includes(row.attribs['table:visibility'] ?? '');
    const notes = isHidden ? ['This row is hidden in your file. It was read as well.'] : [];
    if (cells.some(({ text }) => text !== '')) {
      for (let repeated = 0; repeated < times; repeated++) {
        refuseMany(rows.length);
        rows.push({ number: number + repeated, cells, notes });
      }
    } else if (rows.length > 0 && times < MOST_ROWS) {
      // An empty row may lie under a merged cell.
      rows.push({ number, cells, notes: [] });
    }
    number += times;
  }
  return rows;
}

function refuseMany(rows: number): void {
  if (rows >= MOST_ROWS) {
    throw new NotReadable(`A table of the file has more than ${MOST_ROWS.toLocaleString('en-GB')} rows.`);
  }
}

function cellsOf($: CheerioAPI, row: Element, format: 'ODS' | 'ODT'): readonly SpanningCell[] {
  const cells: SpanningCell[] = [];
  for (const cell of $(row).children('table\\:table-cell').toArray()) {
    const text = format === 'ODS' ? valueIn($, cell) : wordsOf($, cell);
    const times = countOf(cell, 'table:number-columns-repeated');
    if (text !== '' && cells.length + times > MOST_COLUMNS) {
      throw new NotReadable(`A table of the file has more than ${MOST_COLUMNS} columns.`);
    }
    const spanning = {
      text,
      columns: countOf(cell, 'table:number-columns-spanned'),
      rows: countOf(cell, 'table:number-rows-spanned'),
    };
    // Spreadsheets end their rows with thousands of empty cells.
    cells.push(...Array.from({ length: Math.min(times, MOST_COLUMNS - cells.length) }, () => spanning));
  }
  const last = cells.findLastIndex(({ text }) => text !== '');
  return cells.slice(0, last + 1);
}

/** `Mar-12`, `March 2012`, `03/2012`: shown without a day, and held as the first of the month. */
const MONTH_SHOWN = /^([a-z]{3,9}\.?[\s/'-]*\d{2,4}|\d{1,2}[/.-]\d{4})$/i;

/**
 * A cell that holds a date gives it as ISO 8601, with no day where none is shown; all others as they are shown.
 */
function valueIn($: CheerioAPI, cell: Element): string {
  const date = cell.attribs['office:date-value'];
  if (date !== undefined) {
    const shown = wordsOf($, cell);
    if (/^\d{4}-\d\d-01(T00:00.*)?$/.test(date) && MONTH_SHOWN.test(shown)) {
      return date.slice(0, 7);
    }
    return date.replace(/T00:00(:00(\.0+)?)?$/, '').replace(/^(.*T\d\d:\d\d).*$/, '$1');
  }
  const [, hours, minutes] = /^PT(\d+)H(\d+)M/.exec(cell.attribs['office:time-value'] ?? '') ?? [];
  return hours === undefined || minutes === undefined
    ? wordsOf($, cell)
    : `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
}

/** Paragraphs as lines, with the spaces, tabs and line breaks that ODF writes as elements. */
function wordsOf($: CheerioAPI, cell: Element): string {
  const wordsIn = (element: Element): string =>
    $(element)
      .contents()
      .toArray()
      .map((node) => {
        if (node.type === 'text') {
          return node.data;
        }
        return node.type === 'tag' ? (signs[node.name]?.(node) ?? wordsIn(node)) : '';
      })
      .join('');
  return $(cell)
    .find('text\\:p, text\\:h')
    .toArray()
    .map(wordsIn)
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}

const signs: Readonly<Record<string, (element: Element) => string>> = {
  'text:s': (element) => ' '.repeat(Math.min(countOf(element, 'text:c'), 1_000)),
  'text:tab': () => '\t',
  'text:line-break': () => '\n',
};

const countOf = ({ attribs }: Element, attribute: string) => Math.max(1, Number(attribs[attribute] ?? 1) || 1);

function notesOn($: CheerioAPI, content: string): readonly string[] {
  const formulas = $('[table\\:formula]').length;
  return [
    ...(/<text:changed-region[ >]/.test(content)
      ? [
          'The document has tracked changes. It was read as it stands: what was inserted is in, what was deleted is not.',
        ]
      : []),
    ...(content.includes('<office:annotation') ? ['The file has comments in its margin. They were not read.'] : []),
    ...(content.includes('<text:note ') ? ['The document has footnotes. Their words were not read.'] : []),
    ...(formulas > 0 ? [`${formulas} cells hold a formula. The value that was stored with it was read.`] : []),
  ];
}
