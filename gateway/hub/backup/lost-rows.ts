import { StartError } from '../start-error.ts';
import type { Backup } from './backup-file.ts';

/** Rows of a table that only grows which the backup has not, and which go when it is put in their place. */
export type LostRows = { readonly table: string; readonly rows: number };

/** Gives "37 rows of access_log, 2 of access_seal". */
export const lostInWords = (lost: readonly LostRows[]): string =>
  lost.map(({ table, rows }, index) => `${rows} ${index === 0 ? 'rows ' : ''}of ${table}`).join(', ');

/** Refuses to lose who has read. Throws StartError that names how many rows would go. */
export function refuseLosses(lost: readonly LostRows[], { database }: Pick<Backup, 'database'>): void {
  if (lost.length > 0) {
    throw new StartError(
      `The access log of "${database}" did not go on from the backup: ${lostInWords(lost)} would be lost. Nothing of "${database}" was restored; save it first (hub backup), and to lose them all the same: --replace-logs`,
    );
  }
}
