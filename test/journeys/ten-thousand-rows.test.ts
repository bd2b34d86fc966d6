import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ask } from '../../gateway/hub/graph.ts';
import { importWhole } from '../../gateway/hub/import-file.ts';
import { type Acting, chronology, tryPublish, untilDelivered, written } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

/** All of them at full scale; enough to need several chunks and pages otherwise. */
const ROWS = process.env['TEST_SCALE'] === 'full' ? 10_000 : 1_200;

const head = 'source_record_id,date_from,precision,source_of_information,people,what_happened,kind';
const day = (row: number) => new Date(Date.UTC(2005, 0, 1 + ((row * 7919) % 6_500))).toISOString().slice(0, 10);
const file = [
  head,
  ...Array.from({ length: ROWS }, (_, row) => `R-${row},${day(row)},day,Case system,Mother; SW1,Entry ${row}.,VISIT`),
].join('\n');

describe('a very long file', () => {
  let hub: TestHub;
  let review: TestReview;
  const council = (): Acting => ({ hub, review, code: 'CSC', prefix: 'SocialCare' });

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [{ service: 'social-care', code: 'CSC' }]);
  });
  afterAll(() => hub.close());

  it('is imported and published whole, and the same file again changes nothing', async () => {
    const ask: Ask = (query, variables) => hub.data(review.author('CSC'), query, variables);
    const line = { review: review.id, organisation: review.organisationOf('CSC'), code: 'CSC', prefix: 'SocialCare' };
    expect((await importWhole(ask, line, Buffer.from(file))).outcomes).toEqual([{ outcome: 'ADDED', rows: ROWS }]);
    await written(tryPublish(council()));
    expect((await untilDelivered(council())).outcome).toBe('ACCEPTED');
    const page = await chronology(hub, review.person('chair'), review, { first: 3 });
    expect(page.totalCount).toBe(ROWS);
    expect(page.edges[0]?.node.record).toMatchObject({ whatHappened: 'Entry 0.', people: ['Mother', 'SW1'] });
    expect((await importWhole(ask, line, Buffer.from(file))).outcomes).toEqual([{ outcome: 'UNCHANGED', rows: ROWS }]);
  });
});
