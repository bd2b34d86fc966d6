import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actAs } from '../../../subgraphs/kit/access/as-organisation.ts';
import { openDatabase } from '../../../subgraphs/kit/service/database.ts';
import { type Acting, anEntry, send, trySubmit, written } from '../../support/contribution.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';

/** The application bypassed on purpose: raw SQL with the service's own role. */
describe('the role with which a service works', () => {
  let hub: TestHub;
  let review: TestReview;
  let client: pg.Client;

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'health', code: 'HOS', index: 0 },
      { service: 'health', code: 'GPP', index: 1 },
    ]);
    const acting = (code: string): Acting => ({ hub, review, code, prefix: 'Health' });
    await send(acting('HOS'), [anEntry(review, { sourceRecordId: 'sent', whatHappened: 'Published.' })]);
    await written(trySubmit(acting('HOS'), [anEntry(review, { sourceRecordId: 'draft-of-hos' })]));
    await written(trySubmit(acting('GPP'), [anEntry(review, { sourceRecordId: 'draft-of-gpp' })]));
    client = new pg.Client({ connectionString: hub.configOf('health').databaseUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await hub.close();
  });

  const rows = async (statement: string, values: readonly unknown[] = []) =>
    (await client.query<Record<string, unknown>>(statement, [...values])).rows;
  const as = async <T>(code: string, run: () => Promise<T>): Promise<T> => {
    await client.query('BEGIN');
    try {
      await client.query("SELECT set_config('hub.organisation', $1, true)", [review.organisationOf(code)]);
      return await run();
    } finally {
      await client.query('ROLLBACK');
    }
  };
  const drafts = () => rows('SELECT source_record_id AS id FROM entry ORDER BY 1');

  it.each(['entry', 'person_answer', 'request_remembered', 'erasure', 'retention'])(
    'sees nothing of %s while no organisation is set',
    async (table) => {
      expect(await rows(`SELECT FROM ${table}`)).toEqual([]);
    },
  );

  it('sees the drafts of the organisation that is set, and no other', async () => {
    expect(await as('HOS', drafts)).toEqual([{ id: 'draft-of-hos' }, { id: 'sent' }]);
    expect(await as('GPP', drafts)).toEqual([{ id: 'draft-of-gpp' }]);
    const all = await as('GPP', () => rows('SELECT FROM request_remembered'));
    expect(all).toHaveLength(1);
  });

  it('sees without one what is published, and of contributions those that have published', async () => {
    expect(await rows('SELECT reference FROM published_entry')).toEqual([{ reference: 'HOS-1' }]);
    expect(await rows("SELECT content::jsonb ->> 'whatHappened' AS said FROM revision")).toEqual([
      { said: 'Published.' },
    ]);
    expect(await rows('SELECT code FROM contribution')).toEqual([{ code: 'HOS' }]);
  });

  it.each([
    ['change a draft', "UPDATE entry SET draft = 'x'"],
    ['delete a draft', 'DELETE FROM entry'],
    ['show what is hidden', "UPDATE published_entry SET handling = 'PANEL'"],
    ['erase what is published', 'UPDATE revision SET content = NULL'],
    ['change a contribution', 'UPDATE contribution SET version = 99'],
  ])('cannot %s of another organisation, nor of any while none is set', async (_, statement) => {
    expect((await client.query(statement)).rowCount).toBe(0);
    const other = statement.startsWith('DELETE') || statement.includes('UPDATE entry') ? 1 : 0;
    const touched = await as('GPP', async () => (await client.query(statement)).rowCount);
    expect(touched).toBe(statement.includes('contribution') ? 1 : other);
  });

  it('cannot write a draft into the contribution of another organisation', async () => {
    const [hos] = await rows("SELECT id FROM contribution WHERE code = 'HOS'");
    await expect(
      as('GPP', () =>
        rows(
          `INSERT INTO entry (id, contribution_id, source_system, source_record_id, version, position, draft, changed)
           VALUES (gen_random_uuid(), $1, 's', 'smuggled', 1, 9, '{}', true)`,
          [hos!['id']],
        ),
      ),
    ).rejects.toThrow('new row violates row-level security policy for table "entry"');
  });

  it('is held to this also where it would own the tables, and may not switch it off', async () => {
    const owner = new pg.Client({ connectionString: hub.configOf('health').ownerDatabaseUrl });
    await owner.connect();
    try {
      expect((await owner.query('SELECT FROM entry')).rowCount).toBe(0);
    } finally {
      await owner.end();
    }
    await expect(rows('ALTER TABLE entry DISABLE ROW LEVEL SECURITY')).rejects.toThrow('must be owner of table entry');
    await client.query('SET row_security = off');
    await expect(rows('SELECT FROM entry')).rejects.toThrow('query would be affected by row-level security policy');
    await client.query('RESET row_security');
  });

  it.each(['COMMIT', 'ROLLBACK'])(
    'does not carry the organisation over to who gets the connection after %s',
    async (end) => {
      const database = await openDatabase(hub.configOf('health').databaseUrl, [], { poolSize: 1 });
      const seen = async () => ((await database.query('SELECT FROM entry')) as unknown[]).length;
      try {
        const within = database.transaction(async (manager) => {
          await actAs(manager, review.organisationOf('HOS'));
          const held = (await manager.query('SELECT FROM entry')) as unknown[];
          if (end === 'ROLLBACK') {
            throw new Error(`${held.length} seen`);
          }
          return `${held.length} seen`;
        });
        expect(await within.catch((error: Error) => error.message)).toBe('2 seen');
        expect(await seen()).toBe(0);
      } finally {
        await database.destroy();
      }
    },
  );
});
