/** What a file is by its content, whatever its name says. */
export const fileFormats = ['CSV', 'XLSX', 'ODS', 'DOCX', 'ODT', 'FHIR'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A row as it stands in a file. */
export type FileRow = {
  /** As the agency counts it: a spreadsheet's own row number, or the row of a table in a document. */
  readonly number: number;
  readonly cells: readonly string[];
  /** What its author should know of how the row was read; sentences. */
  readonly notes: readonly string[];
  /** Why it cannot be read as it stands; sentences. */
  readonly problems: readonly string[];
  /** True for one cell over the whole width: a heading between the rows, and no entry. */
  readonly isBanner: boolean;
};

export type FileTable = {
  /** The sheet's name, or `Table 2`; null where a file is one table. */
  readonly name: string | null;
  /** Rows with anything in them, in the order of the file. */
  readonly rows: readonly FileRow[];
};

export type FileContent = {
  readonly format: FileFormat;
  readonly tables: readonly FileTable[];
  /** What its author should know of how the file was read; sentences. */
  readonly notes: readonly string[];
};

/** Largest file that is read, in bytes. */
export const LARGEST_FILE = 10_000_000;
export const MOST_ROWS = 20_000;
export const MOST_COLUMNS = 200;
/** Longest cell, in UTF-16 units, as spreadsheets have it. */
export const LONGEST_CELL = 32_767;

/** Says why a file cannot be read, as a sentence for its author. Whoever answers the author makes it a refusal. */
export class NotReadable extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'NotReadable';
  }
}

/** A row of which nothing is to be said. */
export const plainRow = (number: number, cells: readonly string[]): FileRow => ({
  number,
  cells,
  notes: [],
  problems: [],
  isBanner: false,
});

export const isEmptyRow = ({ cells }: Pick<FileRow, 'cells'>) => cells.every((cell) => cell.trim() === '');
