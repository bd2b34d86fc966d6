import { deflateRawSync } from 'node:zlib';
import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun, VerticalMergeType } from 'docx';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { storedZip } from '../../../../subgraphs/kit/import/files/stored-zip.ts';
import { readZip } from '../../../../subgraphs/kit/import/files/zip.ts';

/** A zip file with these parts, nothing packed. */
export const packageOf = (parts: Readonly<Record<string, string | Buffer>>): Buffer =>
  storedZip(new Map(Object.entries(parts).map(([path, content]) => [path, Buffer.from(content)])));

/** The same package with some parts put in, or changed as `change` says. */
export function changed(file: Buffer, change: Readonly<Record<string, string | ((text: string) => string)>>): Buffer {
  const parts = new Map(readZip(file));
  for (const [path, to] of Object.entries(change)) {
    const before = parts.get(path)?.toString('utf8') ?? '';
    const after = typeof to === 'string' ? to : to(before);
    if (after === before) {
      throw new Error(`Nothing was changed in "${path}".`);
    }
    parts.set(path, Buffer.from(after));
  }
  return storedZip(parts);
}

/** A workbook of one sheet, or of several by name. */
export const xlsx = (sheets: SheetData | Readonly<Record<string, SheetData>>): Promise<Buffer> =>
  Array.isArray(sheets)
    ? writeXlsxFile(sheets as SheetData).toBuffer()
    : writeXlsxFile(Object.entries(sheets).map(([sheet, data]) => ({ sheet, data }))).toBuffer();

export type WordCell =
  | string
  | { readonly text: string; readonly columns?: number; readonly merge?: 'begins' | 'goes on' };

/** A Word document with these tables. */
export function docx(...tables: readonly (readonly (readonly WordCell[])[])[]): Promise<Buffer> {
  const children = tables.flatMap((rows) => [
    new Paragraph('A chronology'),
    new Table({ rows: rows.map((cells) => new TableRow({ children: cells.map(wordCell) })) }),
  ]);
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

function wordCell(cell: WordCell): TableCell {
  const { text, columns = 1, merge } = typeof cell === 'string' ? { text: cell } : { merge: undefined, ...cell };
  const paragraphs = text.split('\n').map((line) => new Paragraph({ children: [new TextRun(line)] }));
  const way =
    merge === undefined
      ? {}
      : { verticalMerge: merge === 'begins' ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE };
  return new TableCell({ children: paragraphs, columnSpan: columns, ...way });
}

/** An OpenDocument file whose body is this XML. */
export const openDocument = (kind: 'text' | 'spreadsheet', body: string): Buffer =>
  packageOf({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x" office:version="1.2"><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
  });

/** A row of OpenDocument cells, each a text or its own XML. */
export const odfRow = (...cells: readonly string[]) =>
  `<table:table-row>${cells
    .map((cell) =>
      cell.startsWith('<')
        ? cell
        : `<table:table-cell office:value-type="string"><text:p>${cell}</text:p></table:table-cell>`,
    )
    .join('')}</table:table-row>`;

/** A zip file of one part that unpacks to so many zero bytes, whatever it says of itself. */
export function bomb(bytes: number, saysBytes = bytes, path = 'xl/workbook.xml'): Buffer {
  const content = Buffer.alloc(bytes);
  const packed = deflateRawSync(content, { level: 9 });
  const zip = packageOf({ [path]: packed });
  const central = zip.lastIndexOf(Buffer.from('504b0102', 'hex'));
  zip.writeUInt16LE(8, central + 10);
  zip.writeUInt32LE(saysBytes, central + 24);
  return zip;
}

/** A zip file of one part, packed. */
export function deflatedPackage(path: string, content: string): Buffer {
  const zip = packageOf({ [path]: deflateRawSync(content, { level: 1 }) });
  const central = zip.lastIndexOf(Buffer.from('504b0102', 'hex'));
  zip.writeUInt16LE(8, central + 10);
  zip.writeUInt32LE(content.length, central + 24);
  zip.writeUInt32LE(packageOf({ x: content }).readUInt32LE(14), central + 16);
  return zip;
}
