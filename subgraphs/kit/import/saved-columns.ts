import type { EntityManager } from 'typeorm';
import { asOrganisation } from '../access/as-organisation.ts';
import type { AgencyService } from '../publishing/agency-service.ts';
import { type Column, isColumn, plainHeading } from './columns.ts';
import type { ColumnMatch } from './match-columns.ts';

/** What an organisation's headings mean, as it said before; null for those that are not to be read. */
export async function savedColumns(
  { database }: AgencyService,
  organisation: string,
): Promise<ReadonlyMap<string, Column | null>> {
  const rows = (await asOrganisation(database, organisation, (manager) =>
    manager.query('SELECT heading, column_name FROM saved_column WHERE organisation_id = $1', [organisation]),
  )) as { readonly heading: string; readonly column_name: string | null }[];
  return new Map(
    rows.flatMap(({ heading, column_name: column }) =>
      column === null || isColumn(column) ? [[heading, column] as const] : [],
    ),
  );
}

/** Keeps what somebody said that headings mean, for the organisation's next files. */
export async function saveColumns(
  manager: EntityManager,
  organisation: string,
  matches: readonly ColumnMatch[],
): Promise<void> {
  const said = matches.filter(({ by }) => by === 'GIVEN').map(({ heading, column }) => [plainHeading(heading), column]);
  await manager.query(
    `INSERT INTO saved_column (organisation_id, heading, column_name)
     SELECT $1, row->>0, row->>1 FROM jsonb_array_elements($2::jsonb) AS row
     ON CONFLICT (organisation_id, heading) DO UPDATE SET column_name = EXCLUDED.column_name`,
    [organisation, JSON.stringify(said)],
  );
}
