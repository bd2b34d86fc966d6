import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkedBackup } from '../../gateway/hub/backup/backup-file.ts';
import { restoreBackup } from '../../gateway/hub/backup/restore-backup.ts';
import { takeBackup } from '../../gateway/hub/backup/take-backup.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const SCHEMA = `
  CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint, name text);
  INSERT INTO migrations (timestamp, name) VALUES (1, 'First1');
  CREATE TABLE a_line (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, of_case uuid REFERENCES z_case);
  CREATE TABLE look (at timestamptz(3) NOT NULL, who text) PARTITION BY RANGE (at);`;
const CASES = `
  CREATE TABLE z_case (id uuid PRIMARY KEY, words text, salt bytea, facts jsonb, named text[], at timestamptz(3), twice text GENERATED ALWAYS AS (words || words) STORED);`;
const ROWS = String.raw`
  INSERT INTO z_case (id, words, salt, facts, named, at) VALUES
    ('00000000-0000-4000-8000-000000000001', E'a "quoted", \\ line\nand another\ttab', '\x00ff22', '{"a": ["é", null, 1e400]}', '{NULL,"x,y",""}', '2024-03-31 01:30:00.123+00'),
    ('00000000-0000-4000-8000-000000000002', NULL, NULL, NULL, '{}', NULL), ('00000000-0000-4000-8000-000000000003', '', '', 'null', NULL, 'infinity');
  INSERT INTO a_line (of_case) SELECT '00000000-0000-4000-8000-000000000001' FROM generate_series(1, 2500);
  CREATE TABLE look_2024_05 PARTITION OF look FOR VALUES FROM ('2024-05-01Z') TO ('2024-06-01Z');
  INSERT INTO look VALUES ('2024-05-02Z', 'chair');`;

let folder: string;
let full: FreshDatabase;
let empty: FreshDatabase;
const within = async <T>(database: FreshDatabase, use: (client: pg.Client) => Promise<T>) => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
};
const place = () => join(folder, 'whole');
const copy = () => {
  const other = mkdtempSync(join(folder, 'copy-'));
  cpSync(place(), other, { recursive: true });
  return other;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-test-'));
  full = await freshDatabase();
  empty = await freshDatabase();
  await within(full, (client) => client.query(CASES + SCHEMA + ROWS));
  await within(empty, (client) => client.query(CASES + SCHEMA));
  await takeBackup(full.url, 'health', place());
});
afterAll(async () => {
  await Promise.all([full.drop(), empty.drop()]);
  rmSync(folder, { recursive: true, force: true });
});

it('restores every value of every type, partitions and counters with them', async () => {
  await restoreBackup(empty.url, place(), await checkedBackup(place()));
  const again = await takeBackup(empty.url, 'health', join(folder, 'again'));
  expect(again.tables).toEqual((await checkedBackup(place())).tables);
  expect(again.tables.map(({ name, rows }) => [name, rows])).toEqual([
    ['look', 1],
    ['z_case', 3],
    ['a_line', 2500],
  ]);
  const [next] = await within(empty, async (client) => {
    const { rows } = await client.query('INSERT INTO a_line DEFAULT VALUES RETURNING id');
    return rows;
  });
  expect(next).toEqual({ id: '2501' });
});

it('loses no row of a table that only grows unless somebody says so', async () => {
  const grown = await freshDatabase();
  const other = await freshDatabase();
  const grows = `
    CREATE TABLE access_log (number bigint PRIMARY KEY, who text);
    CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'It only grows.'; END $$;
    CREATE TRIGGER only_grows BEFORE TRUNCATE ON access_log EXECUTE FUNCTION only_grows();
    CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint, name text);`;
  try {
    await within(grown, (client) => client.query(`${grows} INSERT INTO access_log VALUES (1, 'chair'), (2, 'member')`));
    await within(other, (client) =>
      client.query(`${grows} INSERT INTO access_log VALUES (1, 'somebody'), (3, 'more')`),
    );
    const saved = join(folder, 'grown');
    const backup = await takeBackup(grown.url, 'health', saved);
    await within(grown, (client) => client.query("INSERT INTO access_log VALUES (3, 'writer')"));
    expect(await restoreBackup(grown.url, saved, backup)).toEqual({ kept: ['access_log'], lost: [] });
    await expect(restoreBackup(other.url, saved, backup)).rejects.toThrow(
      'The access log of "health" did not go on from the backup: 2 rows of access_log would be lost. Nothing of "health" was restored;',
    );
    expect(await restoreBackup(other.url, saved, backup, { replaceLogs: true })).toEqual({
      kept: [],
      lost: [{ table: 'access_log', rows: 2 }],
    });
    const { rows } = await within(other, (client) => client.query('SELECT who FROM access_log ORDER BY number'));
    expect(rows).toEqual([{ who: 'chair' }, { who: 'member' }]);
  } finally {
    await Promise.all([grown.drop(), other.drop()]);
  }
});

it('says where no folder can be made', async () => {
  await expect(takeBackup(full.url, 'health', '/proc/nowhere/health')).rejects.toThrow(
    'The folder "/proc/nowhere" cannot be made, as the system refuses it: choose another.',
  );
});

it('refuses half a backup and one that was changed, and names what is wrong', async () => {
  const withoutList = copy();
  rmSync(join(withoutList, 'backup.json'));
  await expect(checkedBackup(withoutList)).rejects.toThrow(
    `There is no whole backup in "${withoutList}": backup.json is missing. Nothing was restored.`,
  );
  const withoutRows = copy();
  rmSync(join(withoutRows, 'z_case.rows.gz'));
  await expect(checkedBackup(withoutRows)).rejects.toThrow(
    `The backup in "${withoutRows}" is not whole: the rows of "z_case" are missing. Nothing was restored.`,
  );
  const damaged = copy();
  const path = join(damaged, 'a_line.rows.gz');
  const bytes = readFileSync(path);
  bytes[bytes.length - 9]! ^= 1;
  writeFileSync(path, bytes);
  await expect(checkedBackup(damaged)).rejects.toThrow(
    `The backup in "${damaged}" was changed or damaged: the rows of "a_line" are not those that were saved. Nothing was restored.`,
  );
});

it('restores nothing while somebody is connected, or into other tables', async () => {
  const backup = await checkedBackup(place());
  await within(empty, async () => {
    await expect(restoreBackup(empty.url, place(), backup)).rejects.toThrow(
      'The database of "health" is in use: stop the service (or the hub) first. Nothing was restored.',
    );
  });
  await expect(restoreBackup(empty.url, place(), { ...backup, migrations: ['First1', 'Second2'] })).rejects.toThrow(
    'The tables of "health" are not those of the backup: restore it with the release that made it, and upgrade then. Nothing was restored.',
  );
  const [first, ...others] = backup.tables;
  await expect(
    restoreBackup(empty.url, place(), { ...backup, tables: [{ ...first!, rows: 7 }, ...others] }),
  ).rejects.toThrow('The backup has 1 rows of "look" and says 7. Nothing was restored.');
  const { rows } = await within(empty, (client) => client.query('SELECT count(*)::int AS lines FROM a_line'));
  expect(rows).toEqual([{ lines: 2501 }]);
});

it('fails where a role sees some rows only, and does not save those alone', async () => {
  const role = `some_rows_${process.pid}`;
  await within(full, (client) =>
    client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'some-password'; GRANT CONNECT ON DATABASE "${new URL(full.url).pathname.slice(1)}" TO ${role};
      GRANT USAGE ON SCHEMA public TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role};
      ALTER TABLE z_case ENABLE ROW LEVEL SECURITY; CREATE POLICY few ON z_case USING (words <> '');`),
  );
  const url = new URL(full.url);
  url.username = role;
  url.password = 'some-password';
  await expect(takeBackup(url.href, 'health', join(folder, 'few'))).rejects.toThrow(
    /row-level security policy for table "z_case"/,
  );
  await expect(checkedBackup(join(folder, 'few'))).rejects.toThrow(/backup.json is missing/);
  await within(full, (client) => client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`));
});
