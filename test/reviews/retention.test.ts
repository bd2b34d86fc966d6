import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { acts } from './administration-acts.ts';

describe('how long a review is kept', () => {
  let hub: TestHub;
  let review: TestReview;
  let administrator: string;

  beforeAll(async () => {
    hub = await startTestHub();
    administrator = hub.partnerships[0]!.administrator;
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
  });
  afterAll(() => hub.close());

  const keep = (until: string | null, reason: string) => acts.keepReview(hub, review, administrator, { until, reason });
  const kept = async () => {
    const query = 'query($id: ID!) { review(id: $id) { retainUntil retention { until reason setBy isDue } } }';
    return (await hub.data<{ review: unknown }>(review.person('chair'), query, { id: review.id })).review;
  };
  const due = async (person: string) => {
    const { data, errors } = await hub.ask(person, '{ reviewsDue { reference retainUntil } }');
    return errors?.[0]?.extensions['code'] ?? (data as { reviewsDue: unknown }).reviewsDue;
  };

  it('is as the review was opened until somebody decides', async () => {
    expect(await kept()).toEqual({ retainUntil: null, retention: null });
  });

  it('is decided with a reason, and what is past is shown to whoever administers the partnership', async () => {
    await keep('2044-02-13', 'Twenty years.');
    expect(await due(administrator)).toEqual([]);
    await keep('2020-01-31', 'The schedule was wrong.');

    expect(await kept()).toEqual({
      retainUntil: '2020-01-31',
      retention: { until: '2020-01-31', reason: 'The schedule was wrong.', setBy: administrator, isDue: true },
    });
    expect(await due(administrator)).toEqual([{ reference: review.reference, retainUntil: '2020-01-31' }]);
    expect(await due(hub.partnerships[1]!.administrator)).toEqual([]);
    expect(await due(review.person('chair'))).toBe('NOT_ALLOWED');
  });

  it('may have no last day, and every decision stays', async () => {
    await keep(null, 'A public inquiry holds it.');

    expect(await due(administrator)).toEqual([]);
    expect(await hub.sql('reviews', 'SELECT until::text, reason FROM retention ORDER BY number')).toEqual([
      { until: '2044-02-13', reason: 'Twenty years.' },
      { until: '2020-01-31', reason: 'The schedule was wrong.' },
      { until: null, reason: 'A public inquiry holds it.' },
    ]);
  });
});
