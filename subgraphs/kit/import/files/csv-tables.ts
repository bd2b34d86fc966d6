import { parse } from 'csv-parse/sync';
import { type FileContent, isEmptyRow, NotReadable, plainRow } from './file-content.ts';

/** Reads CSV: commas, semicolons or tabs; UTF-8, UTF-16 with a byte-order mark, else windows-1252. Throws NotReadable. */
export function csvTables(bytes: Buffer): FileContent {
  const { text, note } = decoded(bytes);
  const records = recordsOf(text, separatorOf(text));
  const rows = records.map((cells, index) => plainRow(index + 1, cells)).filter((row) => !isEmptyRow(row));
  return { format: 'CSV', tables: [{ name: null, rows }], notes: note === null ? [] : [note] };
}

type Decoded = { readonly text: string; readonly note: string | null };

function decoded(bytes: Buffer): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: new TextDecoder('utf-16le').decode(bytes), note: null };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { text: new TextDecoder('utf-16be').decode(bytes), note: null };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), note: null };
  } catch {
    refuseBrokenUtf8(bytes);
    refuseNoText(bytes);
    return {
      text: new TextDecoder('windows-1252').decode(bytes),
      note: 'The file is not UTF-8. It was read as windows-1252: look whether "£", "–" and names with accents came out right.',
    };
  }
}

/** Half of a character in UTF-8, or a mark that says UTF-8 where it is not: no other reading would be right. */
function refuseBrokenUtf8(bytes: Buffer): void {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new NotReadable('The file says that it is UTF-8, and it is not. Save it again as "CSV UTF-8" and try again.');
  }
  if (/\xed[\xa0-\xbf][\x80-\xbf]/.test(bytes.toString('latin1'))) {
    throw new NotReadable('The file holds half of a character (an unpaired surrogate). Save it again as "CSV UTF-8".');
  }
}

/** Bytes that no text has, in what is no UTF-8 either: it is read as text by mistake, and is none. */
function refuseNoText(bytes: Buffer): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(bytes.toString('latin1'))) {
    throw new NotReadable(
      'The file is none of the kinds that are read, or is damaged: it holds bytes that no text has. Send .docx, .xlsx, .odt, .ods or .csv.',
    );
  }
}

const separators = [',', ';', '\t'] as const;
const LOOKED_AT = 20;

/** The sign that parts most of the first rows into the same number of cells. */
function separatorOf(text: string): string {
  const start = text.slice(0, 100_000);
  const evenness = separators.map((separator) => evennessOf(widthsOf(start, separator)));
  return separators[evenness.indexOf(Math.max(...evenness))] ?? ',';
}

function widthsOf(text: string, separator: string): readonly number[] {
  try {
    return read(text, separator, LOOKED_AT).map(({ length }) => length);
  } catch {
    return [];
  }
}

/** How many rows share the commonest width; between two that share as many, the wider. */
function evennessOf(widths: readonly number[]): number {
  const counts = [...new Set(widths)]
    .filter((width) => width > 1)
    .map((width) => widths.filter((each) => each === width).length + width / 1_000);
  return Math.max(0, ...counts);
}

function recordsOf(text: string, separator: string): readonly (readonly string[])[] {
  try {
    return read(text, separator);
  } catch (error) {
    const { code, lines } = error as { readonly code?: string; readonly lines?: number };
    throw new NotReadable(
      code === 'CSV_QUOTE_NOT_CLOSED'
        ? `The file is not CSV: a quotation mark is opened and never closed (line ${lines ?? 1} or before).`
        : `The file is not CSV: ${(error as Error).message}.`,
    );
  }
}

const read = (text: string, delimiter: string, to?: number): string[][] =>
  parse(text, {
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    record_delimiter: ['\r\n', '\n', '\r'],
    ...(to === undefined ? {} : { to }),
  });
