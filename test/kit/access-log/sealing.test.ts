import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader, generateKeyPair } from 'jose';
import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openGatewayLog } from '../../../gateway/access-log/open-log.ts';
import { prepareKeys } from '../../../gateway/hub/keys.ts';
import { refuseForeignLogs } from '../../../gateway/hub/own-logs.ts';
import { retireKeys, rotateKey } from '../../../gateway/hub/rotate-keys.ts';
import type { AccessLog } from '../../../subgraphs/kit/access-log/access-log.ts';
import { anchorFault } from '../../../subgraphs/kit/access-log/anchor-faults.ts';
import { columnsSealed } from '../../../subgraphs/kit/access-log/log-rows.ts';
import { checkProof, proofOf } from '../../../subgraphs/kit/access-log/proof.ts';
import { sealRows } from '../../../subgraphs/kit/access-log/seal-rows.ts';
import { startSealer } from '../../../subgraphs/kit/access-log/sealer.ts';
import { takeSealing } from '../../../subgraphs/kit/access-log/sole-sealer.ts';
import { verifyLog } from '../../../subgraphs/kit/access-log/verify-log.ts';
import { newestKeyIn } from '../../../subgraphs/kit/service/keys.ts';
import { readPublicKeys } from '../../../subgraphs/kit/service/public-keys.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { aRow } from './a-row.ts';

const whole = { from: null, to: null };

describe('a log in its database', () => {
  let database: FreshDatabase;
  let pool: pg.Pool;
  let log: AccessLog;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;

  beforeAll(async () => {
    keys = await generateKeyPair('ES256');
  });
  beforeEach(async () => {
    database = await freshDatabase();
    log = await openGatewayLog({ app: database.appUrl, owner: database.ownerUrl });
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => void client.on('error', () => undefined));
  });
  afterEach(async () => {
    await log.close();
    await pool.end();
    await database.drop();
  });

  const seal = async () => {
    const client = await pool.connect();
    try {
      return await sealRows(client, 'gateway', { key: keys.privateKey, alg: 'ES256', kid: 'sealer' });
    } finally {
      client.release();
    }
  };
  const verified = () => verifyLog(pool, 'gateway', { key: keys.publicKey, kids: [] }, whole);
  const write = async (rows: number) => {
    await log.write(Array.from({ length: rows }, () => aRow()));
  };
  /** Does what only the owner of the server can. */
  const asSuperuser = (statement: string) =>
    pool.query(`SET session_replication_role = replica; ${statement}; RESET session_replication_role`);

  it('is sealed once, and again only when there are new rows', async () => {
    await write(3);
    expect([await seal(), await seal()]).toEqual([3, 0]);
    await write(2);
    expect(await verified()).toMatchObject({ rows: 3, unsealed: 2, fault: null });
    expect([await seal(), (await verified()).rows]).toEqual([2, 5]);
  });

  it.each([
    ["UPDATE access_log SET purpose = 'none' WHERE number = 2", 'The row 2 is not as it was when seal 1 was made.'],
    ['DELETE FROM access_log WHERE number = 2', 'A row is missing after row 1, before row 3.'],
    [
      'INSERT INTO access_log SELECT (jsonb_populate_record(l, \'{"number": 0}\')).* FROM access_log l WHERE number = 2',
      'The row 0 was added after seal 1 was made.',
    ],
    [
      "UPDATE access_seal SET signed = replace(signed, '.', '.e') WHERE number = 1",
      'The seal 1 was not signed by the sealer.',
    ],
    ['DELETE FROM access_seal WHERE number = 1', 'The seal 1 is missing: seal 2 is in its place.'],
  ])('shows what somebody with all rights did: %s', async (statement, sentence) => {
    await write(3);
    await seal();
    await write(1);
    await seal();
    await asSuperuser(statement);
    expect((await verified()).fault?.sentence).toBe(sentence);
  });

  it('is sealed with every column of its rows', async () => {
    const row = aRow({
      actingFor: 'one',
      organisation: randomUUID(),
      searched: ['00ff'],
      coverage: [{ agency: 'health' }],
    });
    await log.write([row]);
    await seal();
    const { rows: columns } = await pool.query<{ name: string; other: string }>(
      `SELECT attname AS name, CASE format_type(atttypid, NULL)
         WHEN 'bigint' THEN '99' WHEN 'integer' THEN '99' WHEN 'uuid' THEN quote_literal(gen_random_uuid())
         WHEN 'timestamp with time zone' THEN quote_literal(date_trunc('month', now()) + interval '1 day')
         WHEN 'access_decision' THEN '''CUT_OFF''' WHEN 'jsonb' THEN '''[]''' WHEN 'uuid[]' THEN 'ARRAY[gen_random_uuid()]'
         WHEN 'text[]' THEN '''{other}''' WHEN 'bytea[]' THEN '''{"\\\\x01"}''' ELSE '''\x01''' END AS other
       FROM pg_attribute WHERE attrelid = 'access_log'::regclass AND attnum > 0 ORDER BY attnum`,
    );
    expect(columns.map(({ name }) => name)).toEqual(columnsSealed);
    await pool.query('CREATE TABLE as_it_was AS SELECT * FROM access_log');
    for (const { name, other } of columns) {
      await asSuperuser(`UPDATE access_log SET ${name} = ${other}`);
      expect([name, (await verified()).fault === null]).toEqual([name, false]);
      await asSuperuser('DELETE FROM access_log; INSERT INTO access_log SELECT * FROM as_it_was');
      expect((await verified()).fault).toBe(null);
    }
  });

  it('fits by itself when its newest rows and seals are removed together, and not with what another log keeps', async () => {
    const other = await freshDatabase();
    const keeper = await openGatewayLog({ app: other.appUrl, owner: other.ownerUrl });
    const kept = new pg.Pool({ connectionString: other.url, max: 1 });
    kept.on('error', () => undefined);
    kept.on('connect', (client) => void client.on('error', () => undefined));
    try {
      await write(2);
      await seal();
      await write(2);
      await seal();
      await keeper.keepSeals([(await log.lastSeal())!], keys.publicKey);
      const compared = async () => {
        return anchorFault({ name: 'health', pool: kept }, 'gateway', keys.publicKey, await verified(), null);
      };
      expect(await compared()).toBe(null);
      const later = await verifyLog(
        pool,
        'gateway',
        { key: keys.publicKey, kids: [] },
        {
          from: new Date(Date.now() + 60_000),
          to: null,
        },
      );
      expect(later).toMatchObject({ rows: 0, after: 2, unsealed: 0, fault: null });
      expect(await anchorFault({ name: 'health', pool: kept }, 'gateway', keys.publicKey, later, null)).toBe(null);
      await asSuperuser('DELETE FROM access_seal WHERE number = 2; DELETE FROM access_log WHERE number > 2');
      expect((await verified()).fault).toBe(null);
      expect(await compared()).toBe('The seal 2, which "health" keeps, is missing with rows 3 to 4.');
    } finally {
      await keeper.close();
      await kept.end();
      await other.drop();
    }
  });

  it('keeps no seal that somebody else has signed', async () => {
    await write(1);
    await seal();
    const { publicKey } = await generateKeyPair('ES256');
    await log.keepSeals([(await log.lastSeal())!], publicKey);
    expect((await pool.query('SELECT FROM access_anchor')).rowCount).toBe(0);
  });

  it('goes on under another key of its sealer, which nobody starts again, and is verified over the change', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sealer-keys-'));
    const { privateFile, publicFile } = await prepareKeys(folder, [], {});
    const first = newestKeyIn(privateFile('sealer'));
    const old = await first();
    const known = readPublicKeys(publicFile);
    const sealer = await startSealer(new Map([['gateway', database.url]]), {
      newest: newestKeyIn(privateFile('sealer')),
      kids: () => known.kids('sealer'),
    });
    const sealed = async (rows: number) => {
      await write(rows);
      const check = () =>
        verifyLog(pool, 'gateway', { key: known.everUsed('sealer'), kids: known.kids('sealer') }, whole);
      return vi.waitFor(async () => {
        const found = await check();
        expect(found.unsealed).toBe(0);
        return found;
      }, 5_000);
    };
    try {
      expect(await sealed(2)).toMatchObject({ rows: 2, fault: null });
      const proof = (await proofOf(pool, 1))!;
      await rotateKey(folder, 'sealer');
      expect(await sealed(1)).toMatchObject({ rows: 3, fault: null });
      retireKeys(folder, 'sealer');
      expect(await sealed(1)).toMatchObject({ rows: 4, fault: null });
      const { rows } = await pool.query<{ signed: string }>('SELECT signed FROM access_seal ORDER BY number');
      const kids = rows.map(({ signed }) => decodeProtectedHeader(signed).kid);
      expect([...new Set(kids)]).toEqual(known.kids('sealer'));
      expect((await checkProof(proof, known.everUsed('sealer'))).seal.number).toBe(1);

      await sealer.stop();
      await write(1);
      const client = await pool.connect();
      await sealRows(client, 'gateway', old);
      client.release();
      expect((await sealed(0)).fault?.sentence).toBe(
        `The seal ${rows.length + 1} is signed with a key that had been changed by then.`,
      );
      await log.keepSeals([(await log.lastSeal())!], known.current('sealer'));
      expect((await pool.query('SELECT FROM access_anchor')).rowCount).toBe(0);
    } finally {
      await sealer.stop().catch(() => undefined);
      rmSync(folder, { recursive: true });
    }
  });

  it('gives a proof that says what the row says', async () => {
    const row = aRow({
      requestId: '01234567-89ab-4def-8bcd-ef0123456789',
      roles: ['CHAIR', 'AUTHOR'],
      revisions: ['00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003'],
      notAvailable: 3,
      searched: ['00ff'],
      coverage: [{ agency: 'health', answered: true }],
    });
    await log.write([row]);
    await seal();
    const [{ at }] = (await pool.query<{ at: Date }>('SELECT at FROM access_log')).rows as [{ at: Date }];
    expect((await checkProof((await proofOf(pool, 1))!, keys.publicKey)).row).toEqual({
      number: 1,
      at: at.toISOString(),
      request_id: '01234567-89ab-4def-8bcd-ef0123456789',
      person: 'chair',
      acting_for: null,
      organisation_id: null,
      roles: ['CHAIR', 'AUTHOR'],
      purpose: 'panel of 3 March',
      review_id: '00000000-0000-4000-8000-000000000001',
      operation: 'Page',
      operation_hash: 'ab'.repeat(32),
      decision: 'ALLOWED',
      codes: [],
      topics: [],
      revisions: ['00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003'],
      listed: [],
      not_available: 3,
      searched: ['00ff'],
      coverage: [{ agency: 'health', answered: true }],
    });
  });

  describe('is sealed by one alone', () => {
    const over = async (work: (client: pg.Client) => Promise<void>) => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await work(client).finally(() => client.end());
    };
    const taken = (own: string | null, known: readonly string[]) =>
      over((client) => takeSealing(client, 'gateway', { own, known }, 0));

    it('whose key is that of the newest seal, or was changed for it', async () => {
      await taken('any', []);
      await write(1);
      await seal();
      for (const [own, known] of [
        ['sealer', []],
        ['newer', ['oldest', 'sealer', 'newer']],
        [null, ['sealer']],
      ] as const) {
        await taken(own, known);
      }
      for (const [own, known] of [
        ['another', ['another']],
        ['oldest', ['oldest', 'sealer', 'newer']],
        ['unknown', ['sealer']],
        [null, []],
      ] as const) {
        await expect(taken(own, known)).rejects.toThrow(
          'The access log of "gateway" was sealed with another key: put back the folder of keys that belongs to these databases.',
        );
      }
    });

    it('and keeps a hub with other keys from its start, before it makes any', async () => {
      await write(1);
      await seal();
      const folder = mkdtempSync(join(tmpdir(), 'other-keys-'));
      const databases = { gateway: { app: database.appUrl, owner: database.ownerUrl, sealer: database.url } };
      await expect(refuseForeignLogs(databases, folder)).rejects.toThrow('"gateway" was sealed with another key');
      expect(readdirSync(folder)).toEqual([]);
      rmSync(folder, { recursive: true });
    });

    it('as long as that one is there, for whose end the next one waits', async () => {
      const first = new pg.Client({ connectionString: database.url });
      await first.connect();
      const kids = { own: 'sealer', known: [] };
      await takeSealing(first, 'gateway', kids, 0);
      const key = { key: keys.privateKey, alg: 'ES256', kid: 'sealer' };
      await expect(taken('sealer', [])).rejects.toThrow(
        'The access log of "gateway" is being sealed by another hub over these databases: stop that one first.',
      );
      const opened = await openGatewayLog({ app: database.appUrl, owner: database.ownerUrl });
      await opened.close(); // The log and its months are nobody's business but the writers'.
      const next = startSealer(new Map([['gateway', database.url]]), { newest: async () => key, kids: () => [] });
      await first.end();
      await (await next).stop();
    });
  });

  it('gives a proof of a row that needs nothing but the public key', async () => {
    await write(5);
    await seal();
    const proof = (await proofOf(pool, 4))!;
    expect((await checkProof(proof, keys.publicKey)).seal).toMatchObject({ chain: 'gateway', number: 1, size: 5 });
    const hex = (text: string) => Buffer.from(text).toString('hex');
    const forged = { ...proof, row: proof.row.replace(hex('ALLOWED'), hex('REFUSED')) };
    expect(forged.row).not.toBe(proof.row);
    await expect(checkProof(forged, keys.publicKey)).rejects.toThrow('The row does not lead to the root of the seal.');
  });

  it('is written while it is sealed, and every row is under exactly one seal', async () => {
    let writing = true;
    const writers = Promise.all(Array.from({ length: 8 }, () => write(1).then(() => write(1)))).finally(() => {
      writing = false;
    });
    while (writing) {
      await seal();
    }
    await writers;
    await seal();
    expect(await verified()).toMatchObject({ rows: 16, unsealed: 0, fault: null });
  });

  describe('lets its app role', () => {
    const asApp = async (statement: string) => {
      const client = new pg.Client({ connectionString: database.appUrl });
      await client.connect();
      try {
        return await client.query(statement);
      } finally {
        await client.end();
      }
    };

    it.each([
      ['UPDATE access_log SET purpose = NULL', 'permission denied for table access_log'],
      ['DELETE FROM access_log', 'permission denied for table access_log'],
      ['TRUNCATE access_log', 'permission denied for table access_log'],
      ["INSERT INTO access_seal VALUES (9, 1, 1, '', '')", 'permission denied for table access_seal'],
      ['UPDATE access_anchor SET hash = NULL', 'permission denied for table access_anchor'],
      ['CREATE TABLE mine ()', 'permission denied for schema public'],
    ])('do nothing but add and read: %s', async (statement, words) => {
      await write(1);
      await expect(asApp(statement)).rejects.toThrow(words);
    });

    it('make the partitions of the coming months, and touch none of them by itself', async () => {
      await asApp('SELECT access_log_ahead()');
      const { rows } = await pool.query<{ name: string }>(
        "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'access_log'::regclass ORDER BY 1",
      );
      expect(rows.length).toBe(3);
      for (const { name } of rows) {
        await expect(asApp(`DELETE FROM ${name}`)).rejects.toThrow(`permission denied for table ${name}`);
      }
    });

    it('make parts of which PostgreSQL collects nothing about the lists, which no plan looks at', async () => {
      await asApp('SELECT access_log_ahead()');
      await write(3);
      await pool.query('ANALYZE access_log');
      const { rows } = await pool.query<{ column: string }>(
        "SELECT DISTINCT attname AS column FROM pg_stats WHERE tablename LIKE 'access_log%' ORDER BY 1",
      );
      const columns = rows.map(({ column }) => column);
      expect(columns).toEqual(expect.arrayContaining(['at', 'number', 'review_id']));
      for (const list of ['roles', 'codes', 'topics', 'revisions', 'listed', 'searched', 'coverage']) {
        expect(columns).not.toContain(list);
      }
    });
  });

  it('refuses even its owner to change, delete or empty it', async () => {
    await write(1);
    const [partition] = (await pool.query('SELECT tableoid::regclass::text AS name FROM access_log')).rows;
    for (const statement of [
      'UPDATE access_log SET purpose = NULL',
      'DELETE FROM access_log',
      'TRUNCATE access_log',
      `TRUNCATE ${partition.name}`,
    ]) {
      await expect(pool.query(statement)).rejects.toThrow('The access log only grows.');
    }
  });

  it('takes no rows when nothing was sealed for fifteen minutes, and takes them again when it was', async () => {
    await write(1);
    await asSuperuser("UPDATE access_log SET at = at - interval '16 minutes'");
    const late = await openGatewayLog({ app: database.appUrl, owner: database.ownerUrl });
    try {
      await expect(late.write([aRow()])).rejects.toMatchObject({ extensions: { code: 'ACCESS_LOG_UNAVAILABLE' } });
      await seal();
      await late.write([aRow()]);
    } finally {
      await late.close();
    }
  });
});
