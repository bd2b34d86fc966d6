import type { DataSource } from 'typeorm';
import { unseal } from '../../kit/sealed.ts';

/** Looks whether identity sheets can be read with this key, at any one of them. Throws a sentence where they cannot. */
export async function refuseForeignSheets(database: Pick<DataSource, 'query'>, key: Buffer): Promise<void> {
  const [sheet] = (await database.query('SELECT sealed FROM identity_sheet LIMIT 1')) as { sealed: Buffer }[];
  try {
    if (sheet !== undefined) {
      unseal(key, sheet.sealed);
    }
  } catch {
    throw new Error(
      'The identity sheets were encrypted with another key: put back the folder of keys that belongs to these databases.',
    );
  }
}
