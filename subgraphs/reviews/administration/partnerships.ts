import { readFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';

type Partnership = { readonly id: string; readonly name: string; readonly administrators: readonly string[] };

/**
 * Enters the partnerships of this hub, and who administers them first: nobody inside it can do that. Whoever is no longer in
 * the file is one no more; whom an administrator has let in stays, and whom one has ended does not come back by it.
 */
export async function putPartnerships(database: DataSource, path: string | null): Promise<void> {
  const partnerships = path === null ? [] : (JSON.parse(await readFile(path, 'utf8')) as Partnership[]);
  for (const { id, name, administrators } of partnerships) {
    await database.query(
      'INSERT INTO partnership (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name',
      [id, name],
    );
    await database.query(
      `WITH ended AS (
         DELETE FROM administrator WHERE partnership_id = $1 AND appointed_by IS NULL AND person <> ALL($2) RETURNING *
       )
       INSERT INTO ended_administrator (partnership_id, person, since) SELECT partnership_id, person, since FROM ended`,
      [id, administrators],
    );
    await database.query(
      `INSERT INTO administrator (person, partnership_id)
       SELECT person, $1 FROM unnest($2::text[]) AS named(person)
       WHERE NOT EXISTS (SELECT FROM ended_administrator e
                         WHERE e.partnership_id = $1 AND e.person = named.person AND e.ended_by IS NOT NULL)
       ON CONFLICT DO NOTHING`,
      [id, administrators],
    );
  }
}
