import { csvTables } from './csv-tables.ts';
import { type FhirKinds, fhirTables } from './fhir-tables.ts';
import { type FileContent, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, NotReadable } from './file-content.ts';
import { fileFormat, type KnownFile } from './file-format.ts';
import { notesOnParts, refuseEntities } from './safe-parts.ts';

/** Reads the tables of a file of any kind. Throws NotReadable with a sentence for its author. */
export async function readTables(bytes: Buffer, fhirKinds: FhirKinds | null): Promise<FileContent> {
  const content = await tablesOf(fileFormat(bytes), fhirKinds);
  for (const { rows } of content.tables) {
    if (rows.length > MOST_ROWS) {
      throw new NotReadable(
        `The file has ${rows.length.toLocaleString('en-GB')} rows; up to ${MOST_ROWS.toLocaleString('en-GB')} are read at once.`,
      );
    }
    const wide = rows.find(({ cells }) => cells.length > MOST_COLUMNS);
    if (wide !== undefined) {
      throw new NotReadable(`Row ${wide.number} has ${wide.cells.length} cells; up to ${MOST_COLUMNS} are read.`);
    }
    const long = rows.find(({ cells }) => cells.some(({ length }) => length > LONGEST_CELL));
    if (long !== undefined) {
      throw new NotReadable(
        `Row ${long.number} has a cell of more than ${LONGEST_CELL.toLocaleString('en-GB')} characters. Is a quotation mark missing?`,
      );
    }
  }
  return content;
}

async function tablesOf(file: KnownFile, fhirKinds: FhirKinds | null): Promise<FileContent> {
  if ('bytes' in file) {
    return file.format === 'FHIR' ? fhirTables(file.bytes, fhirKinds) : csvTables(file.bytes);
  }
  refuseEntities(file.parts);
  const content = await packageTables(file);
  return { ...content, notes: [...notesOnParts(file.parts), ...content.notes] };
}

/** The libraries for each kind are loaded where such a file comes: a thread begins anew with every file. */
async function packageTables({ format, parts }: Extract<KnownFile, { readonly parts: unknown }>): Promise<FileContent> {
  switch (format) {
    case 'XLSX':
      return (await import('./xlsx-tables.ts')).xlsxTables(parts);
    case 'DOCX':
      return (await import('./docx-tables.ts')).docxTables(parts);
    case 'ODS':
    case 'ODT':
      return (await import('./odf-tables.ts')).odfTables(format, parts);
    default:
      return format satisfies never;
  }
}
