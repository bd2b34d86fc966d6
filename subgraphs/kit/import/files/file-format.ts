import { type FileFormat, NotReadable } from './file-content.ts';
import { type Parts, readZip } from './zip.ts';

/** A file whose kind is known by its content; what is a package comes with its parts. */
export type KnownFile =
  | { readonly format: 'CSV' | 'FHIR'; readonly bytes: Buffer }
  | { readonly format: 'XLSX' | 'ODS' | 'DOCX' | 'ODT'; readonly parts: Parts };

/** Beginnings of files that are not read, and what to do about it. */
const notRead: readonly (readonly [beginning: string, sentence: string])[] = [
  [
    'd0cf11e0a1b11ae1',
    'The file is protected by a password or is of an old kind (.doc, .xls). Save it without a password as .docx, .xlsx or .csv and try again.',
  ],
  ['25504446', 'The file is a PDF. Send the table it was made from: .docx, .xlsx, .odt, .ods or .csv.'],
  ['7b5c727466', 'The file is in Rich Text Format. Save it as .docx and try again.'],
  ['ffd8ff', 'The file is a picture. Send the table as .docx, .xlsx, .odt, .ods or .csv.'],
  ['89504e47', 'The file is a picture. Send the table as .docx, .xlsx, .odt, .ods or .csv.'],
];

/** Tells what a file is by its content. Throws NotReadable for what is none of the kinds that are read. */
export function fileFormat(bytes: Buffer): KnownFile {
  const beginning = bytes.subarray(0, 8).toString('hex');
  const refusal = notRead.find(([start]) => beginning.startsWith(start));
  if (refusal !== undefined) {
    throw new NotReadable(refusal[1]);
  }
  if (bytes.length === 0) {
    throw new NotReadable('The file is empty.');
  }
  if (beginning.startsWith('504b')) {
    const parts = readZip(bytes);
    return { format: packageFormat(parts), parts };
  }
  const text = bytes.subarray(0, 1_000).toString('latin1').trimStart();
  if (/^(\xef\xbb\xbf)?\s*(<\?xml|<html|<!doctype)/i.test(text)) {
    throw new NotReadable('The file is a web page or XML. Save it as .xlsx, .docx or .csv and try again.');
  }
  return { format: /^(\xef\xbb\xbf)?\s*\{/.test(text) ? 'FHIR' : 'CSV', bytes };
}

const mediaTypes: Readonly<Record<string, 'ODS' | 'ODT'>> = {
  'application/vnd.oasis.opendocument.spreadsheet': 'ODS',
  'application/vnd.oasis.opendocument.text': 'ODT',
};

function packageFormat(parts: Parts): Exclude<FileFormat, 'CSV' | 'FHIR'> {
  const open = mediaTypes[parts.get('mimetype')?.toString('latin1').trim() ?? ''];
  if (open !== undefined) {
    if (parts.get('META-INF/manifest.xml')?.includes('encryption-data') === true) {
      throw new NotReadable('The file is protected by a password. Take the password away, save it and try again.');
    }
    return open;
  }
  if (parts.has('xl/workbook.xml')) {
    return 'XLSX';
  }
  if (parts.has('word/document.xml')) {
    return 'DOCX';
  }
  throw new NotReadable('The file is a package that holds no table: send .docx, .xlsx, .odt, .ods or .csv.');
}
