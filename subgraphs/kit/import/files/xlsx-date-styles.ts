import { load } from 'cheerio/slim';

/** How much of a day a cell shows that shows no day. */
export type WithoutDay = 'MONTH' | 'YEAR';

/** Format 17 of every workbook: `mmm-yy`. Formats below 164 are not written into the file. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([['17', 'mmm-yy']]);

/** The styles of a workbook, by number, that show a date without its day: `mmm-yy`, `mmmm yyyy`, `yyyy`. */
export function styledWithoutDay(styles: string): ReadonlyMap<number, WithoutDay> {
  const $ = load(styles, { xml: true });
  const formats = new Map([
    ...BUILT_IN,
    ...$('numFmts > numFmt')
      .toArray()
      .map(({ attribs }) => [attribs['numFmtId'] ?? '', attribs['formatCode'] ?? ''] as const),
  ]);
  return new Map(
    $('cellXfs > xf')
      .toArray()
      .flatMap(({ attribs }, style) => {
        const shown = shownBy(formats.get(attribs['numFmtId'] ?? '') ?? '');
        return shown === null ? [] : [[style, shown] as const];
      }),
  );
}

/** What a format shows, besides words in quotes and colours in brackets. */
function shownBy(format: string): WithoutDay | null {
  const signs = format.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase();
  if (!signs.includes('y') || /[dhs]/.test(signs)) {
    return null;
  }
  return signs.includes('m') ? 'MONTH' : 'YEAR';
}
