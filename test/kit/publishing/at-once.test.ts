import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Acting,
  anEntry,
  publications,
  tryPublish,
  trySubmit,
  untilDelivered,
  written,
} from '../../support/contribution.ts';
import type { Answer } from '../../support/federated-house.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview } from '../../support/review.ts';

const five = [1, 2, 3, 4, 5];

describe('requests that come at once', () => {
  let hub: TestHub;

  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.close());

  const newActing = async (): Promise<Acting> => ({
    hub,
    review: await openReview(hub, [{ service: 'health', code: 'HOS' }]),
    code: 'HOS',
    prefix: 'Health',
  });
  const receiptsOf = async (answers: readonly Promise<Answer>[]) =>
    (await Promise.all(answers.map(written))).map(({ receipt }) => receipt);
  const outcomesOf = async (answers: readonly Promise<Answer>[]) =>
    (await Promise.all(answers)).map(({ errors }) => errors?.[0]?.extensions['code'] ?? 'DONE').sort();

  it('with one key are one, and all get its receipt: the first of a contribution too', async () => {
    const acting = await newActing();
    const entries = [anEntry(acting.review)];
    expect(new Set(await receiptsOf(five.map(() => trySubmit(acting, entries, 'submit')))).size).toBe(1);
    expect(new Set(await receiptsOf(five.map(() => tryPublish(acting, 'publish')))).size).toBe(1);
    expect(await untilDelivered(acting)).toMatchObject({ number: 1, outcome: 'ACCEPTED' });
    expect(await publications(acting)).toHaveLength(1);
  });

  it('with keys of their own publish one draft once', async () => {
    const acting = await newActing();
    await written(trySubmit(acting, [anEntry(acting.review)]));
    expect(await outcomesOf(five.map(() => tryPublish(acting)))).toEqual([
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
      'DONE',
    ]);
    expect(await publications(acting)).toHaveLength(1);
  });

  it('for one entry that nobody expected to be there write it once', async () => {
    const acting = await newActing();
    const submit = (whatHappened: string) =>
      trySubmit(acting, [anEntry(acting.review, { sourceRecordId: 'same', whatHappened })]);
    expect(await outcomesOf(five.map((number) => submit(`Words ${number}.`)))).toEqual([
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
      'DONE',
    ]);
  });

  it('for different entries are all kept, and numbers and references have no gaps', async () => {
    const acting = await newActing();
    await Promise.all(
      five.map(async () => {
        await written(trySubmit(acting, [anEntry(acting.review)]));
        await tryPublish(acting);
      }),
    );
    await untilDelivered(acting);
    const numbers = (await publications(acting)).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const current = await hub.sql<{ reference: string }>(
      'reviews',
      'SELECT reference FROM pointer WHERE review_id = $1 AND to_version IS NULL ORDER BY reference',
      [acting.review.id],
    );
    expect(current.map(({ reference }) => reference)).toEqual(['HOS-1', 'HOS-2', 'HOS-3', 'HOS-4', 'HOS-5']);
  });

  it('from many organisations each get a version of their own', async () => {
    const review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'health', code: 'GPP', index: 1 },
      { service: 'police', code: 'NVP' },
      { service: 'social-care', code: 'CSC' },
      { service: 'education', code: 'SPS' },
    ]);
    const all: readonly Acting[] = [
      { hub, review, code: 'HOS', prefix: 'Health' },
      { hub, review, code: 'GPP', prefix: 'Health' },
      { hub, review, code: 'NVP', prefix: 'Police' },
      { hub, review, code: 'CSC', prefix: 'SocialCare' },
      { hub, review, code: 'SPS', prefix: 'Education' },
    ];
    await Promise.all(
      all.map(async (acting) => {
        await written(trySubmit(acting, [anEntry(review)]));
        await written(tryPublish(acting));
        await untilDelivered(acting);
      }),
    );
    const versions = await hub.sql<{ version: number }>(
      'reviews',
      "SELECT version FROM publication WHERE review_id = $1 AND outcome = 'ACCEPTED' ORDER BY version",
      [review.id],
    );
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
  });
});
