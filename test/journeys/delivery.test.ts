import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lineOf, untilCovered } from '../reviews/coverage-line.ts';
import {
  type Acting,
  anEntry,
  chronology,
  publications,
  references,
  send,
  tryPublish,
  trySubmit,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { type HubWithDoor, startHubWithDoor } from './door-to-the-hub.ts';

const manifestIn = (body: string) =>
  JSON.parse(Buffer.from(body.split('.')[1] ?? '', 'base64url').toString('utf8') || '{}') as { review?: string };

describe('delivery', () => {
  let house: HubWithDoor;
  const organisations = [
    { service: 'health', code: 'HOS' },
    { service: 'police', code: 'NVP' },
  ];
  const health = (review: TestReview): Acting => ({ hub: house.hub, review, code: 'HOS', prefix: 'Health' });
  const publishOne = async (acting: Acting, entry: Readonly<Record<string, unknown>> = {}) => {
    await written(trySubmit(acting, [anEntry(acting.review, entry)]));
    return written(tryPublish(acting));
  };

  beforeAll(async () => {
    house = await startHubWithDoor();
  });
  afterEach(() => house.treat(() => 'pass'));
  afterAll(() => house.close());

  it('goes on until the hub answers, and everybody sees meanwhile that it has not', async () => {
    const { hub, treat } = house;
    const review = await openReview(hub, organisations);
    const acting = health(review);

    treat((path) => (path === '/heads' || path === '/publications' ? 'refuse' : 'pass'));
    const receipt = await publishOne(acting);
    const { at } = receipt as unknown as { at: string };
    expect(await publications(acting)).toEqual([
      { number: 1, hash: receipt.hash, outcome: null, refusal: null, deliveringSince: expect.any(String) },
    ]);
    expect(Math.abs(Date.parse((await publications(acting))[0]!.deliveringSince!) - Date.parse(at))).toBeLessThan(
      1_000,
    );
    expect(await lineOf(hub, review, 'HOS')).toMatchObject({
      state: 'AWAITED',
      number: null,
      notArrived: null,
      lastConfirmedAt: null,
    });

    treat((path) => (path === '/publications' ? 'refuse' : 'pass'));
    expect(await untilCovered(hub, review, 'HOS', ({ state }) => state !== 'AWAITED')).toMatchObject({
      state: 'NOT_ARRIVED',
      number: null,
      entries: null,
      notArrived: 1,
      lastConfirmedAt: expect.any(String),
    });
    expect((await chronology(hub, review.person('chair'), review)).totalCount).toBe(0);

    treat(() => 'pass');
    expect(await untilDelivered(acting)).toEqual({
      number: 1,
      hash: receipt.hash,
      outcome: 'ACCEPTED',
      refusal: null,
      deliveringSince: null,
    });
    expect(await lineOf(hub, review, 'HOS')).toMatchObject({
      state: 'PUBLISHED',
      number: 1,
      entries: 1,
      notArrived: null,
    });
  });

  it('keeps the order of a contribution', async () => {
    const { hub, treat } = house;
    const review = await openReview(hub, organisations);
    const acting = health(review);
    const arrived: unknown[] = [];
    treat((path) => (path === '/publications' ? 'refuse' : 'pass'));
    for (const day of ['1 May 2023', '2 May 2023', '3 May 2023']) {
      await publishOne(acting, { occurred: day });
    }
    treat((path, body) => {
      if (path === '/publications') {
        arrived.push((manifestIn(body) as { number: number }).number);
      }
      return 'pass';
    });
    await untilDelivered(acting);
    expect(arrived).toEqual([1, 2, 3]);
    expect((await publications(acting)).map(({ outcome }) => outcome)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    expect(references(await chronology(hub, review.person('chair'), review))).toEqual(['HOS-1', 'HOS-2', 'HOS-3']);
  });

  it.each(['refuse', 'hang'] as const)(
    'of one contribution does not wait for another that the hub does not take (%s)',
    async (treatment) => {
      const { hub, treat } = house;
      const stuck = await openReview(hub, organisations);
      const free = await openReview(hub, organisations);
      treat((path, body) => (path === '/publications' && manifestIn(body).review === stuck.id ? treatment : 'pass'));
      await publishOne(health(stuck));
      const began = Date.now();
      expect(await send(health(free), [anEntry(free)])).toMatchObject({ number: 1, outcome: 'ACCEPTED' });
      expect(Date.now() - began).toBeLessThan(8_000);
      expect(await publications(health(stuck))).toMatchObject([{ number: 1, outcome: null }]);
    },
  );

  it('ends with a refusal that everybody sees, and the next publication takes its place', async () => {
    const { hub } = house;
    const review = await openReview(hub, organisations);
    const acting = health(review);
    await written(
      trySubmit(acting, [anEntry(review, { sourceRecordId: 'about-mother', subjects: [review.subjects.Mother] })]),
    );
    await hub.sql('reviews', 'DELETE FROM subject WHERE id = $1', [review.subjects.Mother]);
    await written(tryPublish(acting));

    expect(await untilDelivered(acting)).toMatchObject({
      number: 1,
      outcome: 'REFUSED',
      refusal: 'UNKNOWN_SUBJECT',
      deliveringSince: null,
    });
    expect(await lineOf(hub, review, 'HOS')).toMatchObject({
      state: 'REFUSED',
      refusal: 'UNKNOWN_SUBJECT',
      number: null,
      entries: null,
      notArrived: null,
    });

    await written(trySubmit(acting, [anEntry(review, { sourceRecordId: 'about-mother', expectedVersion: 1 })]));
    await written(tryPublish(acting));
    expect(await untilDelivered(acting)).toMatchObject({ number: 2, outcome: 'ACCEPTED', refusal: null });
    expect(await lineOf(hub, review, 'HOS')).toMatchObject({
      state: 'PUBLISHED',
      refusal: null,
      number: 2,
      entries: 1,
    });
    expect(references(await chronology(hub, review.person('chair'), review))).toEqual(['HOS-1']);
    const chain = await hub.sql<{
      number: number;
      hash: string;
      signed: string;
      outcome: string;
      version: number | null;
    }>(
      'reviews',
      'SELECT number, hash, signed, outcome, version FROM publication WHERE review_id = $1 ORDER BY number',
      [review.id],
    );
    expect(chain.map(({ number, outcome, version }) => ({ number, outcome, version }))).toEqual([
      { number: 1, outcome: 'REFUSED', version: null },
      { number: 2, outcome: 'ACCEPTED', version: 1 },
    ]);
    expect(manifestIn(chain[1]!.signed)).toMatchObject({ number: 2, previous: chain[0]!.hash });
  });

  it('of a publication that was refused can be tried again unchanged', async () => {
    const { hub } = house;
    const review = await openReview(hub, organisations);
    const acting = health(review);
    await written(trySubmit(acting, [anEntry(review, { subjects: [review.subjects.Mother] })]));
    await hub.sql('reviews', 'DELETE FROM subject WHERE id = $1', [review.subjects.Mother]);
    await written(tryPublish(acting));
    expect(await untilDelivered(acting)).toMatchObject({ number: 1, refusal: 'UNKNOWN_SUBJECT' });
    await hub.sql(
      'reviews',
      "INSERT INTO subject (id, review_id, pseudonym, role, at_the_centre) VALUES ($1, $2, 'Mother', 'mother', false)",
      [review.subjects.Mother, review.id],
    );
    await written(tryPublish(acting));
    expect(await untilDelivered(acting)).toMatchObject({ number: 2, outcome: 'ACCEPTED' });
  });
});
