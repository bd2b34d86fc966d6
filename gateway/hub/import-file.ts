import { AT, PLACE, place } from './contribute.ts';
import type { Ask } from './graph.ts';
import type { OrganisationLine } from './organisation-line.ts';

/** A cell that cannot be read, or that is worth a look. */
export type RowNote = {
  readonly row: number;
  readonly table: string | null;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
};

/** What must be said again when the rows are taken. */
export type Confirmed = {
  readonly rows: number;
  readonly of: string | null;
  readonly about: readonly string[];
  readonly review: string;
};

/** What was understood of a file. */
export type ImportPreview = {
  readonly hash: string;
  readonly format: string;
  readonly columns: readonly { readonly heading: string; readonly column: string | null; readonly by: string }[];
  readonly allRows: number;
  readonly rows: number;
  readonly goodRows: number;
  readonly organisationNamed: string;
  readonly kinds: readonly { readonly kind: string; readonly rows: number }[];
  readonly otherKinds: readonly { readonly word: string; readonly rows: number }[];
  readonly peopleWithoutAnswer: readonly string[];
  readonly undated: number;
  readonly unknownColumns: readonly string[];
  readonly leftOut: readonly { readonly what: string; readonly why: string; readonly rows: readonly number[] }[];
  readonly skipped: readonly { readonly row: number; readonly why: string }[];
  readonly problems: readonly RowNote[];
  readonly notes: readonly RowNote[];
  readonly fileNotes: readonly string[];
  readonly marks: readonly {
    readonly row: number;
    readonly column: string;
    readonly value: string;
    readonly looksLike: string;
    readonly code: string;
  }[];
  readonly toConfirm: Confirmed & { readonly sentence: string };
  readonly spreadsheet: string | null;
};

/** What was taken of a file. */
export type ImportReport = {
  readonly rows: number;
  readonly outcomes: readonly { readonly outcome: string; readonly rows: number }[];
  readonly preview: ImportPreview;
};

/** What somebody chose for a file. */
export type ImportChoices = {
  readonly columns?: readonly { readonly heading: string; readonly column: string | null }[];
  readonly table?: string;
  readonly rowsOf?: string;
  readonly leaveOut?: readonly Readonly<Record<string, unknown>>[];
  readonly useCodes?: readonly string[];
};

export type FileToImport = { readonly bytes: Buffer; readonly name?: string; readonly choices?: ImportChoices };

const UNDERSTOOD = `hash format columns { heading column by } allRows rows goodRows organisationNamed kinds { kind rows }
  otherKinds { word rows } peopleWithoutAnswer undated unknownColumns leftOut { what why rows } skipped { row why }
  problems { row table column value reason } notes { row table column value reason } fileNotes
  marks { row column value looksLike code } toConfirm { sentence rows of about review } spreadsheet`;

const sent = (line: OrganisationLine, { bytes, name, choices }: FileToImport) => ({
  ...place(line),
  file: bytes.toString('base64'),
  fileName: name ?? null,
  choices: choices ?? null,
});

/** Asks what is understood of a file. Nothing of it is written. */
export async function previewFile(
  ask: Ask,
  line: OrganisationLine,
  file: FileToImport,
  withSpreadsheet = false,
): Promise<ImportPreview> {
  const { preview } = await ask<{ preview: ImportPreview }>(
    `mutation Preview(${PLACE}, $file: String!, $fileName: String, $choices: ${line.prefix}ImportChoicesInput, $sheet: Boolean!) {
      preview: preview${line.prefix}Import(${AT}, file: $file, fileName: $fileName, choices: $choices, withSpreadsheet: $sheet) { ${UNDERSTOOD} }
    }`,
    { ...sent(line, file), sheet: withSpreadsheet },
  );
  return preview;
}

/** How the rows of a file are taken. */
export type Taking = {
  readonly hash: string;
  readonly confirmed: Confirmed;
  readonly goodRowsOnly?: boolean;
  readonly saveColumns?: boolean;
  readonly key?: string | null;
};

/** Puts the rows of a file that was previewed into an organisation's draft: all of them or none. */
export async function commitFile(
  ask: Ask,
  line: OrganisationLine,
  file: FileToImport,
  {
    hash,
    confirmed: { rows, of, about, review: reference },
    goodRowsOnly = false,
    saveColumns = false,
    key = null,
  }: Taking,
): Promise<ImportReport> {
  const { report } = await ask<{ report: ImportReport }>(
    `mutation Commit(${PLACE}, $file: String!, $fileName: String, $choices: ${line.prefix}ImportChoicesInput, $hash: String!,
      $confirmed: ${line.prefix}ConfirmedInput!, $goodRowsOnly: Boolean!, $saveColumns: Boolean!, $key: String) {
      report: commit${line.prefix}Import(${AT}, file: $file, fileName: $fileName, choices: $choices, hash: $hash,
        confirmed: $confirmed, goodRowsOnly: $goodRowsOnly, saveColumns: $saveColumns, key: $key) {
        rows outcomes { outcome rows } preview { ${UNDERSTOOD} }
      }
    }`,
    {
      ...sent(line, file),
      hash,
      confirmed: { rows, of, about, review: reference },
      goodRowsOnly,
      saveColumns,
      key,
    },
  );
  return report;
}

/** Takes a file whose sender knows it to be right, as samples are: what the preview asks is confirmed unseen. */
export async function importWhole(
  ask: Ask,
  line: OrganisationLine,
  bytes: Buffer,
  { key = null }: { readonly key?: string | null } = {},
): Promise<ImportReport> {
  const { hash, toConfirm } = await previewFile(ask, line, { bytes });
  return commitFile(ask, line, { bytes }, { hash, confirmed: toConfirm, key });
}
