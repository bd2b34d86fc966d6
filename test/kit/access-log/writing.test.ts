import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openGatewayLog } from '../../../gateway/access-log/open-log.ts';
import type { AccessLog } from '../../../subgraphs/kit/access-log/access-log.ts';
import { uuidList } from '../../../subgraphs/kit/service/uuid-list.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { aRow } from './a-row.ts';

describe('a row of the access log', () => {
  let database: FreshDatabase;
  let pool: pg.Pool;
  let log: AccessLog;

  beforeAll(async () => {
    database = await freshDatabase();
    log = await openGatewayLog({ app: database.appUrl, owner: database.ownerUrl });
    pool = new pg.Pool({ connectionString: database.url, max: 1 });
  });
  afterAll(async () => {
    await log.close();
    await pool.end();
    await database.drop();
  });

  const rowsOf = async (requests: readonly string[], columns = '*') =>
    (await pool.query(`SELECT ${columns} FROM access_log WHERE request_id = ANY($1) ORDER BY number`, [requests])).rows;

  it('has in every column what it was given', async () => {
    const row = aRow({
      actingFor: 'one two',
      organisation: 'AAAAAAAA-0000-4000-8000-00000000000F',
      roles: ['CHAIR', 'with "quotes", a \\ and {braces}', ''],
      codes: ['INTERNAL'],
      topics: ['IDENTITY_SHEET'],
      revisions: ['01234567-89ab-cdef-ABCD-EF0123456789', 'ffffffff-ffff-4fff-bfff-ffffffffffff'],
      listed: ['00000000-0000-4000-8000-000000000009'],
      notAvailable: 3,
      searched: ['00ff', 'abcd'],
      coverage: [{ agency: 'health', answered: true }],
    });
    await log.write([row]);
    expect(await rowsOf([row.requestId])).toEqual([
      {
        number: expect.any(String),
        at: expect.any(Date),
        request_id: row.requestId,
        person: 'chair',
        acting_for: 'one two',
        organisation_id: 'aaaaaaaa-0000-4000-8000-00000000000f',
        roles: ['CHAIR', 'with "quotes", a \\ and {braces}', ''],
        purpose: 'panel of 3 March',
        review_id: '00000000-0000-4000-8000-000000000001',
        operation: 'Page',
        operation_hash: Buffer.alloc(32, 0xab),
        decision: 'ALLOWED',
        codes: ['INTERNAL'],
        topics: ['IDENTITY_SHEET'],
        revisions: ['01234567-89ab-cdef-abcd-ef0123456789', 'ffffffff-ffff-4fff-bfff-ffffffffffff'],
        listed: ['00000000-0000-4000-8000-000000000009'],
        not_available: 3,
        searched: [Buffer.of(0, 0xff), Buffer.of(0xab, 0xcd)],
        coverage: [{ agency: 'health', answered: true }],
      },
    ]);
  });

  it('is written without the characters that PostgreSQL has none of', async () => {
    const row = aRow({
      person: null,
      organisation: null,
      review: null,
      operationHash: null,
      purpose: 'a\u0000b\ud800',
    });
    await log.write([row]);
    expect(await rowsOf([row.requestId], 'person, review_id, operation_hash, purpose')).toEqual([
      { person: null, review_id: null, operation_hash: null, purpose: 'ab\ufffd' },
    ]);
  });

  it('has nothing where it was given nothing, whichever columns those are, over however many statements', async () => {
    const some = {
      person: 'chair',
      actingFor: 'one',
      purpose: 'to know',
      operation: 'Page',
      codes: ['INTERNAL'],
      notAvailable: 2,
    };
    const none = { person: null, actingFor: null, purpose: null, operation: null, codes: [], notAvailable: 0 };
    const rows = Array.from({ length: 128 }, (_, number) => {
      const kept = Object.keys(some).filter((_name, index) => (number & (1 << index)) !== 0);
      const given = { ...none, ...Object.fromEntries(Object.entries(some).filter(([name]) => kept.includes(name))) };
      return aRow({ ...given, revisions: [], coverage: number < 64 ? null : [] });
    });
    for (const row of rows) {
      await log.write([row]);
    }
    const columns = 'person, acting_for, purpose, operation, codes, not_available, coverage, revisions, listed, topics';
    const written = await rowsOf(
      rows.map(({ requestId }) => requestId),
      columns,
    );
    expect(written).toEqual(
      rows.map(({ person, actingFor, purpose, operation, codes, notAvailable, coverage }) => ({
        person,
        acting_for: actingFor,
        purpose,
        operation,
        codes,
        not_available: notAvailable,
        coverage,
        revisions: [],
        listed: [],
        topics: [],
      })),
    );
  });

  it('has a decision that is known', async () => {
    const insert = `INSERT INTO access_log (request_id, roles, decision, codes, topics, revisions, listed, not_available, searched)
      VALUES (gen_random_uuid(), '{}', 'MAYBE', '{}', '{}', '{}', '{}', 0, '{}')`;
    await expect(pool.query(insert)).rejects.toThrow('violates check constraint "access_decision_known"');
  });

  it('that cannot be written keeps no other from being written', async () => {
    const [bad, good] = [aRow({ revisions: ['no revision'] }), aRow()];
    const outcomes = await Promise.allSettled([log.write([bad]), log.write([good])]);
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { extensions: { code: 'ACCESS_LOG_UNAVAILABLE' } } },
      { status: 'fulfilled' },
    ]);
    expect((await rowsOf([bad.requestId, good.requestId])).length).toBe(1);
  });

  it('shares its transaction with those that come while two groups are on their way', async () => {
    const rows = Array.from({ length: 50 }, () => aRow());
    await Promise.all(rows.map((row) => log.write([row])));
    const written = await rowsOf(
      rows.map(({ requestId }) => requestId),
      'xmin::text AS transaction',
    );
    expect(written.length).toBe(50);
    expect(new Set(written.map(({ transaction }) => transaction)).size).toBe(3);
  });

  it('is on its way before anything else is done', async () => {
    const row = aRow();
    await log.write([aRow()]);
    const writing = log.write([row]);
    const busyUntil = Date.now() + 400;
    while (Date.now() < busyUntil) {
      // Makes an answer.
    }
    await writing;
    const [{ at }] = (await rowsOf([row.requestId], 'at')) as [{ at: Date }];
    expect(at.getTime()).toBeLessThan(busyUntil);
  });

  it('is written over another connection when that of the log has ended', async () => {
    await log.write([aRow()]);
    await pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'test_app'",
    );
    const row = aRow();
    await vi.waitFor(() => log.write([row]), 5_000);
    expect((await rowsOf([row.requestId])).length).toBe(1);
  });

  it('is written to the end when the log is closed', async () => {
    const closing = await openGatewayLog({ app: database.appUrl, owner: database.ownerUrl });
    await closing.write([aRow()]);
    const row = aRow();
    const writing = closing.write([row]);
    await closing.close();
    await writing;
    expect((await rowsOf([row.requestId])).length).toBe(1);
  });

  it.each([
    'no UUID',
    '0123456789abcdef0123456789abcdef0123',
    '01234567-89ab-cdef-abcd-ef012345678g',
    '01234567-89ab-cdef-abcd-ef0123456789-',
    '',
  ])('takes no "%s" for a revision', (id) => {
    expect(() => uuidList([randomUUID(), id])).toThrow('Not all of these are UUIDs.');
  });
});
