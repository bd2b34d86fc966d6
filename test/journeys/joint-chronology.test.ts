import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Acting, anEntry, chronology, references, send } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

describe('the joint chronology', () => {
  let hub: TestHub;
  let review: TestReview;
  const health = (): Acting => ({ hub, review, code: 'HOS', prefix: 'Health' });
  const police = (): Acting => ({ hub, review, code: 'NVP', prefix: 'Police' });

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
    ]);
    await send(health(), [
      anEntry(review, { occurred: '11/01/2024 21:40' }),
      anEntry(review, { occurred: 'not known' }),
    ]);
    await send(police(), [
      anEntry(review, { occurred: '22/07/2023 23:50' }),
      anEntry(review, { occurred: 'January 2024' }),
    ]);
  });
  afterAll(() => hub.close());

  it('puts what every agency sent into one order, with what has no date at the end', async () => {
    const page = await chronology(hub, review.person('chair'), review);
    expect(references(page)).toEqual(['NVP-1', 'NVP-2', 'HOS-1', 'HOS-2']);
    expect(page.totalCount).toBe(4);
    expect(page.undatedCount).toBe(1);
  });

  it('names an agency that is down and keeps everything else', async () => {
    await hub.stop('police');
    const answer = await hub.ask(
      review.person('chair'),
      'query($id: ID!) { review(id: $id) { chronology(first: 10) { totalCount edges { node { reference record { reference } } } } } }',
      { id: review.id },
    );
    await hub.start('police');
    expect(answer.data).toEqual({
      review: {
        chronology: {
          totalCount: 4,
          edges: [
            { node: { reference: 'NVP-1', record: null } },
            { node: { reference: 'NVP-2', record: null } },
            { node: { reference: 'HOS-1', record: { reference: 'HOS-1' } } },
            { node: { reference: 'HOS-2', record: { reference: 'HOS-2' } } },
          ],
        },
      },
    });
    expect(answer.errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'AGENCY_UNAVAILABLE', agency: 'police', failure: 'REFUSED' },
    ]);
  });
});
