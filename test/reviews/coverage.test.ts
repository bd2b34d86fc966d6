import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Acting,
  anEntry,
  hiddenFromAllBut,
  refusal,
  send,
  tryPublish,
  trySubmit,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { type Asked, openReview, type TestReview } from '../support/review.ts';
import { COVERAGE, type CoverageLine, coverage, lineOf } from './coverage-line.ts';
import { said, signedBy } from './receiving/own-manifest.ts';

const names = {
  HOS: 'Organisation 00000000 of health',
  GPP1: 'Organisation 00000001 of health',
  NVP: 'Organisation 00000000 of police',
};

/** A line of an organisation that has said nothing, as `openReview` asks it. */
const silent = (code: 'HOS' | 'GPP1' | 'NVP') => ({
  code,
  organisation: { name: names[code] },
  state: 'AWAITED',
  askedOn: '2024-02-12',
  dueOn: '2024-02-23',
  periodFrom: null,
  periodTo: null,
  number: null,
  publishedAt: null,
  entries: null,
  notArrived: null,
  wordsLost: 0,
  refusal: null,
  withdrawnReason: null,
  nilReturn: null,
  reply: null,
  noContact: [],
  lastConfirmedAt: null,
});

const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const arrived = { number: 1, publishedAt: instant, lastConfirmedAt: instant };

describe('coverage', () => {
  let hub: TestHub;
  let manager: (review: TestReview) => (query: string, variables: object) => Promise<unknown>;

  beforeAll(async () => {
    hub = await startTestHub();
    manager = (review) => (query, variables) =>
      hub.data(review.person('manager'), query, { review: review.id, ...variables });
  });
  afterAll(() => hub.close());

  const one = (...asked: Asked[]) => openReview(hub, asked);
  const hos: Asked = { service: 'health', code: 'HOS' };
  const gpp: Asked = { service: 'health', code: 'GPP1', index: 1 };
  const nvp: Asked = { service: 'police', code: 'NVP' };
  const healthOf = (review: TestReview): Acting => ({ hub, review, code: 'HOS', prefix: 'Health' });

  const declare = (acting: Acting, declared: object) =>
    written(
      hub.ask(
        acting.review.author(acting.code),
        `mutation Declare($review: ID!, $organisation: ID!, $key: String!, $nilReturn: HealthNilReturnInput, $noContact: [HealthNoContactInput!]) {
          written: declareHealthReturn(review: $review, organisation: $organisation, key: $key, nilReturn: $nilReturn, noContact: $noContact) {
            receipt at number hash draftVersion entries { sourceRecordId version outcome } } }`,
        {
          review: acting.review.id,
          organisation: acting.review.organisationOf(acting.code),
          key: 'declare',
          nilReturn: null,
          noContact: null,
          ...declared,
        },
      ),
    );
  const declareAndSend = async (acting: Acting, declared: object) => {
    await declare(acting, declared);
    await written(tryPublish(acting));
    await untilDelivered(acting);
  };
  const withdrawAll = async (acting: Acting) => {
    await written(
      hub.ask(
        acting.review.signatory(acting.code),
        `mutation Withdraw($review: ID!, $organisation: ID!) {
          written: withdrawHealthContribution(review: $review, organisation: $organisation, key: "all", reason: "WRONG_REVIEW") { receipt } }`,
        { review: acting.review.id, organisation: acting.review.organisationOf(acting.code) },
      ),
    );
    await untilDelivered(acting);
  };
  const RECORD =
    'mutation Record($review: ID!, $organisation: ID!, $reply: ReplyInput!) { recordReply(review: $review, organisation: $organisation, reply: $reply) }';
  const record = (review: TestReview, code: string, reply: object) =>
    manager(review)(RECORD, { organisation: review.organisationOf(code), reply });

  it('names every organisation that was asked: since when it is awaited, and when it is due', async () => {
    const review = await one(hos, nvp);
    expect(await coverage(hub, review.person('chair'), review)).toEqual([silent('HOS'), silent('NVP')]);
  });

  it('says about which period an organisation was asked', async () => {
    const review = await one();
    const { administrator } = hub.partnerships[0]!;
    const { putOrganisation: organisation } = await hub.data<{ putOrganisation: string }>(
      administrator,
      'mutation { putOrganisation(name: "Millbrook Surgery", sector: "HEALTH") }',
    );
    await manager(review)(
      'mutation Ask($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
      {
        request: {
          organisation,
          code: 'GPP2',
          askedOn: '2024-03-01',
          dueOn: '2024-03-15',
          periodFrom: '2023-03-01',
          periodTo: '2024-02-09',
        },
      },
    );
    expect(await coverage(hub, review.person('chair'), review)).toEqual([
      {
        ...silent('HOS'),
        code: 'GPP2',
        organisation: { name: 'Millbrook Surgery' },
        askedOn: '2024-03-01',
        dueOn: '2024-03-15',
        periodFrom: '2023-03-01',
        periodTo: '2024-02-09',
      },
    ]);
  });

  describe('of an organisation that published', () => {
    let review: TestReview;
    let lineFor: (person: string) => Promise<CoverageLine>;

    beforeAll(async () => {
      review = await one(hos);
      lineFor = async (person) => (await coverage(hub, person, review))[0]!;
      await send(healthOf(review), [
        anEntry(review),
        anEntry(review, { handling: 'LISTED', reasons: ['THIRD_PERSON'] }),
        anEntry(review, { handling: 'WITHHELD', reasons: ['LEGAL_ADVICE'] }),
        anEntry(review, hiddenFromAllBut(review.person('member'))),
      ]);
    });

    it('gives the number, when, and the entries that the viewer may know of: a hidden one does not count', async () => {
      expect(await lineFor(review.person('chair'))).toEqual({
        ...silent('HOS'),
        ...arrived,
        state: 'PUBLISHED',
        entries: 3,
      });
    });

    it.each([
      ['chair', 3],
      ['writer', 3],
      ['manager', 3],
      ['member', 4],
    ] as const)('counts for the %s %d entries', async (role, entries) => {
      expect((await lineFor(review.person(role))).entries).toBe(entries);
    });

    it('counts all entries for its own author', async () => {
      expect(await lineFor(review.author('HOS'))).toEqual({
        ...silent('HOS'),
        ...arrived,
        state: 'PUBLISHED',
        entries: 4,
      });
    });

    it('counts none for the administrator, who sees no entry', async () => {
      expect(await lineFor(hub.partnerships[0]!.administrator)).toMatchObject({
        state: 'PUBLISHED',
        number: 1,
        entries: 0,
      });
    });

    it('follows with each publication, and what was taken back no longer counts', async () => {
      await send(healthOf(review), [anEntry(review)]);
      expect(await lineFor(review.person('chair'))).toMatchObject({ number: 2, entries: 4 });
      await written(
        hub.ask(
          review.signatory('HOS'),
          `mutation W($review: ID!, $organisation: ID!) { written: withdrawHealthEntries(review: $review, organisation: $organisation,
            key: "w", references: ["HOS-1"], reason: "SENT_BY_MISTAKE") { receipt } }`,
          { review: review.id, organisation: review.organisationOf('HOS') },
        ),
      );
      await untilDelivered(healthOf(review));
      expect(await lineFor(review.person('chair'))).toMatchObject({ state: 'PUBLISHED', number: 3, entries: 3 });
    });
  });

  it('says when the whole contribution was taken back, and that it came again when it did', async () => {
    const review = await one(hos);
    await send(healthOf(review), [anEntry(review)]);
    await withdrawAll(healthOf(review));
    expect(await lineOf(hub, review, 'HOS')).toEqual({
      ...silent('HOS'),
      ...arrived,
      state: 'WITHDRAWN',
      number: 2,
      entries: 0,
      withdrawnReason: 'WRONG_REVIEW',
    });
    await send(healthOf(review), [anEntry(review)]);
    expect(await lineOf(hub, review, 'HOS')).toMatchObject({
      state: 'PUBLISHED',
      number: 3,
      entries: 1,
      withdrawnReason: null,
    });
  });

  it('says for which periods no contact was declared', async () => {
    const review = await one(hos);
    await written(trySubmit(healthOf(review), [anEntry(review)]));
    await declareAndSend(healthOf(review), {
      noContact: [{ from: '2023-04-01', to: '2023-06-30', reason: 'Not registered here.' }],
    });
    expect(await lineOf(hub, review, 'HOS')).toEqual({
      ...silent('HOS'),
      ...arrived,
      state: 'PUBLISHED',
      entries: 1,
      noContact: [{ from: '2023-04-01', to: '2023-06-30', reason: 'Not registered here.' }],
    });
  });

  it.each([
    [
      'NO_RECORD_FOUND',
      {
        forWhom: ['Wren'],
        searchedFor: ['Name', 'Date of birth'],
        systems: ['SystmOne', 'Paper'],
        words: 'Three people searched.',
      },
    ],
    ['NO_RELEVANT_RECORD', { forWhom: [], searchedFor: [], systems: [], words: 'One flu jab.' }],
    ['DECLINED', { forWhom: [], searchedFor: [], systems: [], words: null }],
  ])('says that an organisation answered %s, who said so and how it is known', async (declaration, how) => {
    const review = await one(hos);
    const nilReturn = { declaration, by: 'Records manager 1', on: '2024-02-19', ...how };
    await declareAndSend(healthOf(review), { nilReturn });
    expect(await lineOf(hub, review, 'HOS')).toEqual({
      ...silent('HOS'),
      ...arrived,
      state: declaration,
      entries: 0,
      nilReturn,
    });
  });

  it('shows the entries of an organisation that first found no record and then did', async () => {
    const review = await one(hos);
    const nilReturn = {
      declaration: 'NO_RECORD_FOUND',
      by: 'Records manager 1',
      on: '2024-02-19',
      forWhom: ['Wren'],
      systems: ['Paper'],
    };
    await declareAndSend(healthOf(review), { nilReturn });
    await send(healthOf(review), [anEntry(review)]);
    expect(await lineOf(hub, review, 'HOS')).toMatchObject({
      state: 'PUBLISHED',
      number: 2,
      entries: 1,
      nilReturn: null,
    });
  });

  it.each(['OUTSIDE_HUB', 'NO_RECORD_FOUND', 'NO_RELEVANT_RECORD', 'DECLINED'])(
    'shows an answer outside the hub (%s) with who gave it and where the paper is',
    async (kind) => {
      const review = await one(hos);
      const reply = { kind, on: '2024-02-20', by: 'Named nurse', words: 'By post.', whereHeld: 'Cabinet 4' };
      await record(review, 'HOS', reply);
      expect(await lineOf(hub, review, 'HOS')).toEqual({ ...silent('HOS'), state: kind, reply });
    },
  );

  it('goes on showing an answer outside the hub when entries come as well', async () => {
    const review = await one(hos);
    const reply = { kind: 'OUTSIDE_HUB', on: '2024-02-20', by: 'Named nurse', words: null, whereHeld: 'Cabinet 4' };
    await record(review, 'HOS', reply);
    await send(healthOf(review), [anEntry(review)]);
    expect(await lineOf(hub, review, 'HOS')).toEqual({
      ...silent('HOS'),
      ...arrived,
      state: 'PUBLISHED',
      entries: 1,
      reply,
    });
  });

  it.each([
    [{ kind: 'LOST', on: '2024-02-20', by: 'Named nurse' }, '"LOST" is not'],
    [{ kind: 'DECLINED', on: '2024-02-30', by: 'Named nurse' }, '2024-02-30'],
    [{ kind: 'DECLINED', on: 'yesterday', by: 'Named nurse' }, 'yesterday'],
  ])('takes no answer outside the hub that it could not show: %j', async (reply, named) => {
    const review = await one(hos);
    const { errors } = await hub.ask(review.person('manager'), RECORD, {
      review: review.id,
      organisation: review.organisationOf('HOS'),
      reply,
    });
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(named);
    expect(await coverage(hub, review.person('chair'), review)).toEqual([silent('HOS')]);
  });

  describe('of what was published and is not here', () => {
    const stateHeads = async (review: TestReview, number: number, hash = 'a'.repeat(64), at = new Date()) => {
      const heads = [{ review: review.id, number, hash }];
      const stated = { organisation: review.organisationOf('HOS'), at: at.toISOString(), heads };
      await fetch(`${hub.addressOf('reviews')}/heads`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([await signedBy(hub, 'health', stated, { type: 'heads' })]),
      });
    };

    it('says so of a first publication', async () => {
      const review = await one(hos, nvp);
      await stateHeads(review, 1);
      expect(await coverage(hub, review.person('chair'), review)).toEqual([
        { ...silent('HOS'), state: 'NOT_ARRIVED', notArrived: 1, lastConfirmedAt: instant },
        silent('NVP'),
      ]);
    });

    it('believes no statement from the future, which nothing later could take back', async () => {
      const review = await one(hos);
      await stateHeads(review, 7, 'a'.repeat(64), new Date(Date.now() + 6 * 60_000));
      expect(await coverage(hub, review.person('chair'), review)).toEqual([silent('HOS')]);
      await stateHeads(review, 1);
      expect(await lineOf(hub, review, 'HOS')).toMatchObject({ state: 'NOT_ARRIVED', notArrived: 1 });
    });

    it('says so of a later one, and still what is here', async () => {
      const review = await one(hos);
      await send(healthOf(review), [anEntry(review)]);
      await stateHeads(review, 3);
      expect(await lineOf(hub, review, 'HOS')).toEqual({
        ...silent('HOS'),
        ...arrived,
        state: 'NOT_ARRIVED',
        entries: 1,
        notArrived: 3,
      });
    });

    it('says so when what is here under that number is another publication', async () => {
      const review = await one(hos);
      await send(healthOf(review), [anEntry(review)]);
      await stateHeads(review, 1, 'b'.repeat(64));
      expect(await lineOf(hub, review, 'HOS')).toMatchObject({ state: 'NOT_ARRIVED', number: 1, notArrived: 1 });
    });
  });

  it('says why the hub could not take the latest publication, and still what is here', async () => {
    const review = await one(hos);
    await send(healthOf(review), [anEntry(review)]);
    await written(trySubmit(healthOf(review), [anEntry(review, { subjects: [review.subjects.Mother] })]));
    await hub.sql('reviews', 'DELETE FROM subject WHERE id = $1', [review.subjects.Mother]);
    await written(tryPublish(healthOf(review)));
    await untilDelivered(healthOf(review));
    expect(await lineOf(hub, review, 'HOS')).toEqual({
      ...silent('HOS'),
      ...arrived,
      state: 'REFUSED',
      entries: 1,
      refusal: 'UNKNOWN_SUBJECT',
    });
  });

  it('is confirmed by the service that published, at the moment it says so', async () => {
    const review = await one(hos);
    const began = Date.now();
    await send(healthOf(review), [anEntry(review)]);
    const { lastConfirmedAt } = await lineOf(hub, review, 'HOS');
    expect(Date.parse(lastConfirmedAt!)).toBeGreaterThanOrEqual(began);
    const [sent] = await hub.sql<{ signed: string }>('reviews', 'SELECT signed FROM publication WHERE review_id = $1', [
      review.id,
    ]);
    expect((await lineOf(hub, review, 'HOS')).publishedAt).toBe(
      said<{ publishedAt: string }>(sent!.signed).publishedAt,
    );
  });

  describe('shows', () => {
    it('an author the line of their own organisation only', async () => {
      const review = await one(hos, gpp, nvp);
      expect(await coverage(hub, review.author('GPP1'), review)).toEqual([silent('GPP1')]);
      expect(await coverage(hub, review.signatory('NVP'), review)).toEqual([silent('NVP')]);
    });

    it('every line to each of the panel and to the administrator', async () => {
      const review = await one(hos, gpp);
      const people = [
        ...(['chair', 'member', 'writer', 'manager'] as const).map(review.person),
        hub.partnerships[0]!.administrator,
      ];
      for (const person of people) {
        expect((await coverage(hub, person, review)).map(({ code }) => code)).toEqual(['GPP1', 'HOS']);
      }
    });

    it.each(['another partnership', 'no review at all'])('nothing to somebody of %s', async (whose) => {
      const review = await one(hos);
      const other = await openReview(hub, [nvp], 1);
      const person = whose === 'another partnership' ? other.person('chair') : 'nobody';
      const absent = '11111111-1111-4111-8111-111111111111';
      expect(await refusal(hub.ask(person, COVERAGE, { review: review.id }))).toEqual({
        code: 'NOT_FOUND',
        message: `There is no review with id "${review.id}".`,
      });
      expect(await refusal(hub.ask(person, COVERAGE, { review: absent }))).toEqual({
        code: 'NOT_FOUND',
        message: `There is no review with id "${absent}".`,
      });
    });
  });
});
