import { type CheerioAPI, load } from 'cheerio/slim';
import type { Element } from 'domhandler';
import mammoth from 'mammoth';
import { type FileContent, type FileTable, NotReadable } from './file-content.ts';
import { type SpanningCell, shortened, withMergedCells } from './merged-cells.ts';
import { storedZip } from './stored-zip.ts';
import type { Parts } from './zip.ts';

/** Reads the tables of a Word document, as its text stands: tracked insertions are in, tracked deletions are not. */
export async function docxTables(parts: Parts): Promise<FileContent> {
  const withoutMacros = new Map([...parts].filter(([path]) => !path.endsWith('.bin')));
  const { value } = await mammoth.convertToHtml(
    { buffer: storedZip(withoutMacros) },
    {
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
      ignoreEmptyParagraphs: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    },
  );
  const tables = tablesIn(value);
  if (tables.length === 0) {
    throw new NotReadable('The document has no table.');
  }
  return { format: 'DOCX', tables, notes: notesOn(parts.get('word/document.xml')?.toString('utf8') ?? '', value) };
}

function tablesIn(html: string): readonly FileTable[] {
  const $ = load(html, null, false);
  $('br').replaceWith('\n');
  linesForInnerTables($);
  const tables = $('table').toArray();
  return tables.map((table, index) => ({
    name: tables.length === 1 ? null : `Table ${index + 1}`,
    rows: withMergedCells(
      $(table)
        .find('tr')
        .toArray()
        .map((row, at) => ({
          number: at + 1,
          notes: [],
          cells: $(row)
            .children('td, th')
            .toArray()
            .map(
              (cell): SpanningCell => ({
                text: wordsIn($, cell),
                columns: spanOf($(cell).attr('colspan')),
                rows: spanOf($(cell).attr('rowspan')),
              }),
            ),
        })),
    ),
  }));
}

/** A table within a cell is read as lines of that cell, innermost first: none of its words is lost, and it makes no rows. */
function linesForInnerTables($: CheerioAPI): void {
  for (const inner of $('table table').toArray().reverse()) {
    const lines = $(inner)
      .find('tr')
      .toArray()
      .map((row) =>
        $(row)
          .children('td, th')
          .toArray()
          .map((cell) => wordsIn($, cell))
          .join(' | '),
      );
    $(inner).replaceWith($('<p></p>').text(lines.join('\n')));
  }
}

/** Paragraphs and items of lists as lines; the empty one with which Word ends most cells is none. */
function wordsIn($: CheerioAPI, cell: Element): string {
  $(cell).find('li > ul, li > ol').before('\n');
  $(cell).find('p, h1, h2, h3, h4, h5, h6, li:not(:has(li))').append('\n');
  return $(cell)
    .text()
    .replace(/^\n+|\n+$/g, '');
}

const spanOf = (attribute: string | undefined) => Math.max(1, Number(attribute ?? 1) || 1);

function notesOn(document: string, html: string): readonly string[] {
  const tracked = /<w:(ins|del|moveFrom|moveTo)[ >]/.test(document);
  const hidden = /<w:vanish(?:\/>| w:val="(?:1|true|on)")/.test(document);
  const comments = /<w:commentReference[ />]/.test(document);
  const footnotes = /id="(foot|end)note-ref-/.test(html);
  const besides = wordsBeside(html);
  return [
    ...(tracked
      ? [
          'The document has tracked changes. It was read as it stands: what was inserted is in, what was deleted is not.',
        ]
      : []),
    ...(hidden ? ['The document has hidden text. It was read as well: look whether it is meant for the review.'] : []),
    ...(comments ? ['The document has comments in its margin. They were not read.'] : []),
    ...(footnotes ? ['The document has footnotes. Their words were not read.'] : []),
    ...(besides.length > LONGEST_TITLE
      ? [`The document has words beside its tables ("${shortened(besides)}"). They were not read.`]
      : []),
  ];
}

/** A title is no loss. */
const LONGEST_TITLE = 200;

function wordsBeside(html: string): string {
  const $ = load(html, null, false);
  $('table').remove();
  return $.root().text().trim();
}
