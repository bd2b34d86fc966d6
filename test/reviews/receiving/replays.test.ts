import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Acting, anEntry, send, tryWithdraw, untilDelivered, written } from '../../support/contribution.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';

type Sent = { readonly number: number; readonly signed: string; readonly signed_answer: string };

const shuffled = <T>(of: readonly T[], seed: number): readonly T[] =>
  fc.sample(fc.shuffledSubarray([...of], { minLength: of.length }), { seed, numRuns: 1 })[0]!;

describe('a delivery that comes again', () => {
  let hub: TestHub;
  let review: TestReview;
  let sent: readonly Sent[];

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
    ]);
    const health: Acting = { hub, review, code: 'HOS', prefix: 'Health' };
    const police: Acting = { hub, review, code: 'NVP', prefix: 'Police' };
    await send(health, [anEntry(review, { sourceRecordId: 'one' }), anEntry(review)]);
    await send(police, [anEntry(review), anEntry(review)]);
    await send(health, [anEntry(review, { sourceRecordId: 'one', expectedVersion: 1, whatHappened: 'Corrected.' })]);
    await send(police, [anEntry(review)]);
    await written(tryWithdraw(health, ['HOS-2']));
    await untilDelivered(health);
    sent = await hub.sql<Sent>('reviews', 'SELECT number, signed, signed_answer FROM publication ORDER BY version');
  });
  afterAll(() => hub.close());

  const post = async (signed: string) => {
    const answer = await fetch(`${hub.addressOf('reviews')}/publications`, {
      method: 'POST',
      headers: { 'content-type': 'application/jose' },
      body: signed,
    });
    return { status: answer.status, text: await answer.text() };
  };
  const everything = async () =>
    Promise.all(
      ['review', 'review_version', 'publication', 'pointer', 'head'].map(async (table) => [
        table,
        await hub.sql('reviews', `SELECT to_jsonb(row) AS row FROM ${table} row ORDER BY to_jsonb(row)::text`),
      ]),
    );
  const forget = () =>
    hub.sql(
      'reviews',
      `BEGIN; DELETE FROM pointer; DELETE FROM publication; DELETE FROM review_version;
       UPDATE review SET version = 0, shown_version = 0; COMMIT;`,
    );

  it('gets the same answer byte for byte, in any order and as often as it comes', async () => {
    const before = await everything();
    expect(sent).toHaveLength(5);
    for (const { signed, signed_answer } of shuffled([...sent, ...sent, ...sent], 7)) {
      expect(await post(signed)).toEqual({ status: 200, text: signed_answer });
    }
    expect(await everything()).toEqual(before);
  });

  it('gets one answer when it comes five times at once', async () => {
    await forget();
    const [first] = sent;
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(first!.signed)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await hub.sql('reviews', 'SELECT version FROM review_version')).toEqual([{ version: 1 }]);
  });

  it.each([11, 12, 13])('leads to the same chronology in whatever order they come (seed %d)', async (seed) => {
    const page = () =>
      hub.sql(
        'reviews',
        `SELECT organisation_id, reference, revision_id, entry_id, sort_key, digest, withdrawn_reason
         FROM pointer WHERE to_version IS NULL ORDER BY sort_key`,
      );
    await forget();
    for (const { signed } of sent) {
      await post(signed);
    }
    const inOrder = await page();
    await forget();
    const outcomes: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (const { signed } of shuffled(sent, seed + round * 100)) {
        const { outcome, refusal } = JSON.parse(
          Buffer.from((await post(signed)).text.split('.')[1]!, 'base64url').toString('utf8'),
        ) as { outcome: string; refusal: string | null };
        outcomes.push(refusal ?? outcome);
      }
    }
    expect(new Set(outcomes)).toEqual(new Set(['ACCEPTED', 'OUT_OF_ORDER']));
    expect(outcomes.slice(-5)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    expect(await page()).toEqual(inOrder);
    expect(
      await hub.sql('reviews', 'SELECT count(*)::int AS publications, max(version) AS version FROM publication'),
    ).toEqual([{ publications: 5, version: 5 }]);
  });
});
