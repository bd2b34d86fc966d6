import pg from 'pg';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../../subgraphs/kit/service/database.ts';
import { pointersOn } from '../../../subgraphs/reviews/chronology/pointers.ts';
import { reviewsTables } from '../../../subgraphs/reviews/index.ts';
import { REVIEW, viewerWith } from '../../kit/access/a-viewer.ts';
import type { FreshDatabase } from '../../support/database.ts';
import { databaseWith } from '../../support/database-with.ts';

const ORGANISATION = '22222222-2222-4222-8222-222222222222';
const PAGE = 50;

let fresh: FreshDatabase;
let pages: DataSource;

beforeAll(async () => {
  fresh = await databaseWith(reviewsTables);
  const administrator = new pg.Client({ connectionString: fresh.url });
  await administrator.connect();
  // The rows of a pointer alone matter here: no review, no partnership.
  await administrator.query("SET session_replication_role = 'replica'");
  await administrator.query(
    `INSERT INTO pointer (review_id, organisation_id, entry_id, revision_id, from_version, sort_key, facts, reference,
       undated, kind, kind_label, kind_listed, significance, handling, named, subjects, content_hash, digest)
     SELECT CASE WHEN place <= 5000 THEN $1::uuid ELSE md5((place / 20)::text)::uuid END, $2, gen_random_uuid(),
       gen_random_uuid(), 1, lpad((place * 7919 % 100003)::text, 12, '0'), repeat('x', 400), 'HOS-' || place,
       false, 'A_KIND', 'A kind', true, 'KEY', 'PANEL', '{}', '{}', '', ''
     FROM generate_series(1, 15000) AS place`,
    [REVIEW, ORGANISATION],
  );
  await administrator.query(
    "INSERT INTO organisation (id, name, sector, entered_by) VALUES ($1, 'A hospital', 'HEALTH', $1)",
    [ORGANISATION],
  );
  await administrator.query('ANALYZE');
  await administrator.end();
  pages = await openDatabase(fresh.appUrl, [], { poolSize: 1, byIndex: true });
});
afterAll(async () => {
  await pages.destroy();
  await fresh.drop();
});

it('reads of a long review no more than its page, though nearly all that are read are short', async () => {
  const short = (await pages.query('SELECT DISTINCT review_id AS id FROM pointer WHERE review_id <> $1 LIMIT 20', [
    REVIEW,
  ])) as { id: string }[];
  for (const { id } of short) {
    expect((await firstPage(id)).rows.length).toBeLessThanOrEqual(20);
  }
  const before = await rowsRead();
  const { rows } = await firstPage(REVIEW);
  expect(rows).toHaveLength(PAGE);
  // One row more, to see whether there are more.
  expect((await rowsRead()) - before).toBe(PAGE + 1);
});

function firstPage(review: string) {
  const reviews = new Map([[review, { review, reference: 'R-1', roles: ['CHAIR'] as const }]]);
  const viewer = { ...viewerWith([]), reviews };
  const chronology = { review, version: 1, step: 1, isLatest: true, viewer, filter: {} };
  const page = { size: PAGE, direction: 'FORWARDS', after: null, before: null } as const;
  return pointersOn(pages, chronology, page, { after: null, before: null });
}

/** Rows of pointers that this connection has fetched so far. */
async function rowsRead(): Promise<number> {
  await pages.query('SELECT pg_stat_force_next_flush()');
  await pages.query('SELECT 1');
  const [{ fetched }] = await pages.query(
    "SELECT coalesce(idx_tup_fetch, 0)::int + coalesce(seq_tup_read, 0)::int AS fetched FROM pg_stat_user_tables WHERE relname = 'pointer'",
  );
  return fetched;
}
