import { load } from 'cheerio/slim';
import { styledWithoutDay, type WithoutDay } from './xlsx-date-styles.ts';
import type { Parts } from './zip.ts';

/** What the values of a sheet do not tell: what is hidden, merged, or made by a formula, and how far it reaches. */
export type SheetMarks = {
  readonly isHidden: boolean;
  readonly hiddenRows: ReadonlySet<number>;
  readonly merged: readonly Region[];
  readonly formulas: number;
  /** Cells by row whose formula was never worked out: `B7`. */
  readonly formulasWithoutValue: ReadonlyMap<number, readonly string[]>;
  /** Cells of days that show no day: somebody typed `Mar-12`, and the sheet holds the first of March. */
  readonly shownWithoutDay: ReadonlyMap<string, WithoutDay>;
  /** Last row and column that hold a cell. */
  readonly rows: number;
  readonly columns: number;
};

export type Region = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

/** Looks through the sheets of a workbook, by sheet name. */
export function sheetMarks(parts: Parts): ReadonlyMap<string, SheetMarks> {
  const textOf = (path: string) => parts.get(path)?.toString('utf8') ?? '';
  const relations = load(textOf('xl/_rels/workbook.xml.rels'), { xml: true });
  const targets = new Map(
    relations('Relationship')
      .toArray()
      .map(({ attribs }) => [attribs['Id'] ?? '', (attribs['Target'] ?? '').replace(/^\/?(xl\/)?/, 'xl/')]),
  );
  const styles = styledWithoutDay(textOf('xl/styles.xml'));
  const workbook = load(textOf('xl/workbook.xml'), { xml: true });
  return new Map(
    workbook('sheet')
      .toArray()
      .map(({ attribs }) => {
        const sheet = textOf(targets.get(attribs['r:id'] ?? '') ?? '');
        return [attribs['name'] ?? '', marksOn(sheet, /hidden/i.test(attribs['state'] ?? ''), styles)];
      }),
  );
}

/** The marks are read off the text: a whole tree of a large sheet would take a hundred times its room. */
function marksOn(sheet: string, isHidden: boolean, styles: ReadonlyMap<number, WithoutDay>): SheetMarks {
  const hiddenRows = [...sheet.matchAll(/<row\s[^>]*>/g)]
    .filter(([row]) => /\shidden="(1|true)"/.test(row))
    .map(([row]) => Number(/\sr="(\d+)"/.exec(row)?.[1] ?? 0));
  const merged = [...sheet.matchAll(/<mergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].map(
    ([, left, top, right, bottom]) => ({
      top: Number(top),
      bottom: Number(bottom),
      left: columnNumber(left!),
      right: columnNumber(right!),
    }),
  );
  const withoutValue = new Map<number, string[]>();
  for (const [, cell, row] of sheet.matchAll(
    /<c\s(?=[^>]*\br="([A-Z]+(\d+))")[^>]*>\s*<f(?:\s[^>]*)?(?:\/>|>[^<]*<\/f>)\s*(?:<v\s*\/>|<v>\s*<\/v>)?\s*<\/c>/g,
  )) {
    withoutValue.set(Number(row), [...(withoutValue.get(Number(row)) ?? []), cell!]);
  }
  return {
    isHidden,
    hiddenRows: new Set(hiddenRows),
    merged,
    formulas: [...sheet.matchAll(/<f[\s>/]/g)].length,
    formulasWithoutValue: withoutValue,
    shownWithoutDay: styles.size === 0 ? new Map() : withoutDayOn(sheet, styles),
    ...reachOf(sheet),
  };
}

function withoutDayOn(sheet: string, styles: ReadonlyMap<number, WithoutDay>): ReadonlyMap<string, WithoutDay> {
  const cells = [...sheet.matchAll(/<c\s(?=[^>]*\br="([A-Z]+\d+)")(?=[^>]*\bs="(\d+)")/g)];
  return new Map(
    cells.flatMap(([, cell, style]) => {
      const shown = styles.get(Number(style));
      return shown === undefined ? [] : [[cell!, shown] as const];
    }),
  );
}

function reachOf(sheet: string): { readonly rows: number; readonly columns: number } {
  let rows = 0;
  let columns = 0;
  // A cell without anything in it reaches nowhere.
  for (const [, letters, row] of sheet.matchAll(/<c\s(?=[^>]*\br="([A-Z]{1,4})(\d+)")[^>]*[^/]>/g)) {
    rows = Math.max(rows, Number(row));
    columns = Math.max(columns, columnNumber(letters!));
  }
  return { rows, columns };
}

/** `A` is 1, `AA` is 27. */
const columnNumber = (letters: string) =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

/** 1 is `A`, 27 is `AA`. */
export const columnLetters = (number: number): string =>
  number === 0 ? '' : columnLetters(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26));
