import type pg from 'pg';

export type Table = {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of its primary key. */
  readonly key: readonly string[];
  /** True where a trigger keeps anybody from emptying it: an access log. */
  readonly onlyGrows: boolean;
};
export type Partition = { readonly name: string; readonly of: string; readonly bound: string };

/** What a database is made of, as far as a backup has to say it: the rest is made by its migrations. */
export type Schema = {
  readonly migrations: readonly string[];
  /** Those that others refer to come first. */
  readonly tables: readonly Table[];
  readonly partitions: readonly Partition[];
};

/** The table in which TypeORM notes what it has run: it belongs to the schema, not to the rows. */
const MIGRATIONS = 'migrations';

/** Reads what a database is made of. */
export async function schemaOf(client: pg.ClientBase): Promise<Schema> {
  const { rows: tables } = await client.query<Table>(
    `SELECT c.relname AS name,
            ARRAY(SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
            ARRAY(SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
                  WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
            EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgtype & 32 <> 0) AS "onlyGrows"
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> $1 ORDER BY c.relname`,
    [MIGRATIONS],
  );
  const { rows: references } = await client.query<{ readonly from: string; readonly to: string }>(
    `SELECT f.relname AS from, t.relname AS to FROM pg_constraint r JOIN pg_class f ON f.oid = r.conrelid
     JOIN pg_class t ON t.oid = r.confrelid WHERE r.contype = 'f' AND r.conrelid <> r.confrelid`,
  );
  const { rows: partitions } = await client.query<Partition>(
    `SELECT c.relname AS name, p.relname AS of, pg_get_expr(c.relpartbound, c.oid) AS bound
     FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent
     WHERE c.relispartition AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname`,
  );
  return { migrations: await migrationsOf(client), tables: inOrder(tables, references), partitions };
}

async function migrationsOf(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows: there } = await client.query<{ found: string | null }>(
    `SELECT to_regclass('public.${MIGRATIONS}') AS found`,
  );
  if (there[0]?.found == null) {
    return [];
  }
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${MIGRATIONS} ORDER BY id`);
  return rows.map(({ name }) => name);
}

/** Puts each table behind those it refers to. */
function inOrder(
  tables: readonly Table[],
  references: readonly { readonly from: string; readonly to: string }[],
): readonly Table[] {
  const placed: Table[] = [];
  let left = tables;
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const next = left.filter(({ name }) => !references.some(({ from, to }) => from === name && names.has(to)));
    if (next.length === 0) {
      throw new Error('Some tables refer to each other in a circle.');
    }
    placed.push(...next);
    left = left.filter((table) => !next.includes(table));
  }
  return placed;
}
