import type { EntityManager } from 'typeorm';
import { leftOutInWords } from './leave-out.ts';

/** A file that was taken into a draft, as its organisation sees it afterwards. */
export type ImportedFile = {
  readonly importedAt: Date;
  readonly importedBy: string;
  readonly format: string;
  readonly rows: number;
  readonly taken: number;
  /** Sentences: how many rows of what, and why. */
  readonly leftOut: readonly string[];
};

type Row = Omit<ImportedFile, 'leftOut'> & {
  readonly left: readonly { readonly what: string; readonly why: string; readonly rows: number }[];
};

/** Files that are listed; more than that were tried and sent again. */
const MOST = 100;

/** The files that were taken into a contribution's draft, the newest first. */
export async function importedFiles(manager: EntityManager, contribution: string): Promise<readonly ImportedFile[]> {
  const rows = (await manager.query(
    `SELECT imported_at AS "importedAt", imported_by AS "importedBy", format, rows, taken, left_out AS left
     FROM imported_file WHERE contribution_id = $1 ORDER BY id DESC LIMIT ${MOST}`,
    [contribution],
  )) as Row[];
  return rows.map(({ left, ...file }) => ({
    ...file,
    leftOut: left.map((one) => leftOutInWords(one, one.rows)),
  }));
}
