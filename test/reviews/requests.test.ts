import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { londonDay } from '../../subgraphs/reviews/london-day.ts';
import {
  anEntry,
  refusal,
  send,
  tryPublish,
  trySign,
  trySubmit,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

const SECURE = `mutation($review: ID!, $organisation: ID!, $on: Date!, $by: String!) {
  secureRecords(review: $review, organisation: $organisation, on: $on, by: $by)
}`;
const LINES = `query($review: ID!) { review(id: $review) { coverage {
  code state late draft { since signedOn } recordsSecured { on by words answeredAt onBehalf } legalPower legalPowerSource { code source verified }
} } }`;

type Line = Readonly<Record<'code' | 'state' | 'legalPower', string>> & {
  readonly late: boolean;
  readonly draft: Readonly<Record<string, string | null>> | null;
  readonly recordsSecured: Readonly<Record<string, string | boolean | null>> | null;
  readonly legalPowerSource: Readonly<Record<string, unknown>> | null;
};

describe('a request', () => {
  let hub: TestHub;
  let review: TestReview;

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
    ]);
  });
  afterAll(() => hub.close());

  const lineOf = async (code: string, person = review.person('chair')) => {
    const data = await hub.data<{ review: { coverage: readonly Line[] } }>(person, LINES, { review: review.id });
    return data.review.coverage.find((line) => line.code === code);
  };
  const secure = (person: string, on = '2024-02-13', by = 'Records manager') =>
    hub.ask(person, SECURE, { review: review.id, organisation: review.organisationOf('HOS'), on, by });
  const due = (day: string) =>
    hub.sql('reviews', 'UPDATE contribution_request SET due_on = $2 WHERE review_id = $1', [review.id, day]);

  it('is answered first by whether the records are secured, since when and by whom', async () => {
    expect((await lineOf('HOS'))?.recordsSecured).toBeNull();
    expect((await secure(review.author('HOS'))).errors).toBeUndefined();
    expect((await lineOf('HOS'))?.recordsSecured).toEqual({
      on: '2024-02-13',
      by: 'Records manager',
      words: null,
      onBehalf: false,
      answeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect((await lineOf('NVP'))?.recordsSecured).toBeNull();
  });

  it.each(['manager', 'chair'] as const)('is not answered by the %s in the place of the organisation', async (role) => {
    expect(await refusal(secure(review.person(role)))).toEqual({
      code: 'NOT_ALLOWED',
      message: 'Your role does not carry answering for this organisation.',
    });
  });

  it('is answered for an organisation outside the hub by its author, or by the business manager from its paper', async () => {
    const administrator = hub.partnerships[0]!.administrator;
    const { putOrganisation: organisation } = await hub.data<{ putOrganisation: string }>(
      administrator,
      'mutation { putOrganisation(name: "A refuge", sector: "VOLUNTARY") }',
    );
    await hub.data(
      review.person('manager'),
      'mutation($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
      { review: review.id, request: { organisation, code: 'REF', askedOn: '2024-02-12', dueOn: '2024-02-23' } },
    );
    await hub.data(
      administrator,
      'mutation($organisation: ID!) { appoint(person: "of-the-refuge", organisation: $organisation, role: "AUTHOR") }',
      { organisation },
    );
    const answer = (person: string, by: string) =>
      hub.ask(person, SECURE, { review: review.id, organisation, on: '2024-02-14', by });
    expect((await answer('of-the-refuge', 'Manager')).errors).toBeUndefined();
    expect((await lineOf('REF'))?.recordsSecured).toMatchObject({ by: 'Manager', onBehalf: false });
    expect((await answer(review.person('manager'), 'Service manager')).errors).toBeUndefined();
    expect((await lineOf('REF'))?.recordsSecured).toMatchObject({ by: 'Service manager', onBehalf: true });
    expect(await refusal(answer(review.person('chair'), 'Chair'))).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('is not answered by another organisation, nor for a day still to come, nor by nobody', async () => {
    expect((await refusal(secure(review.author('NVP')))).code).toBe('NOT_ALLOWED');
    expect(await refusal(secure(review.author('HOS'), '2999-01-01'))).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'Records cannot have been secured on "2999-01-01": that day is still to come.',
    });
    expect((await refusal(secure(review.author('HOS'), '2024-02-13', ' '))).code).toBe('BAD_USER_INPUT');
  });

  it('is late from the day after it was due until something comes', async () => {
    await due(londonDay(new Date()));
    expect(await lineOf('NVP')).toMatchObject({ state: 'AWAITED', late: false });
    await due('2024-02-23');
    expect(await lineOf('NVP')).toMatchObject({ state: 'AWAITED', late: true });
    await send({ hub, review, code: 'NVP', prefix: 'Police' }, [anEntry(review)]);
    expect(await lineOf('NVP')).toMatchObject({ state: 'PUBLISHED', late: false });
  });

  describe('to an organisation that has a draft', () => {
    const acting = (asked: TestReview) => ({ hub, review: asked, code: 'HOS', prefix: 'Health' });
    const linesFor = async (asked: TestReview, people: readonly string[]) => {
      const answers = people.map(async (person) => {
        const data = await hub.data<{ review: { coverage: readonly Line[] } }>(person, LINES, { review: asked.id });
        const { state, late, draft } = data.review.coverage[0]!;
        return { state, late, draft };
      });
      return Promise.all(answers);
    };
    /** A service states all it has when it starts. */
    const untilStated = async (asked: TestReview, state: string) => {
      await hub.stop('health');
      await hub.start('health');
      const chair = [asked.person('chair')];
      await vi.waitFor(async () => expect(await linesFor(asked, chair)).toMatchObject([{ state }]), 10_000);
    };
    const awaited = { state: 'AWAITED', late: true, draft: null };
    const today = londonDay(new Date());

    it('tells those who chase since when, and when it was signed off, and the rest of the panel nothing', async () => {
      const asked = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
      const own = acting(asked);
      const people = [asked.person('manager'), asked.author('HOS'), asked.person('member'), asked.person('writer')];
      await written(trySubmit(own, [anEntry(asked)]));
      expect(await linesFor(asked, people)).toEqual([awaited, awaited, awaited, awaited]);

      await untilStated(asked, 'IN_DRAFT');
      const drafted = { state: 'IN_DRAFT', late: true, draft: { since: today, signedOn: null } };
      expect(await linesFor(asked, people)).toEqual([drafted, drafted, awaited, awaited]);

      await written(trySign(own));
      await untilStated(asked, 'SIGNED');
      const signed = { state: 'SIGNED', late: true, draft: { since: today, signedOn: today } };
      expect(await linesFor(asked, people)).toEqual([signed, signed, awaited, awaited]);

      await written(trySubmit(own, [anEntry(asked)]));
      await untilStated(asked, 'IN_DRAFT');
      await written(tryPublish(own));
      await untilDelivered(own);
      const published = { state: 'PUBLISHED', late: false, draft: null };
      expect(await linesFor(asked, people)).toEqual([published, published, published, published]);

      await written(trySubmit(own, [anEntry(asked)]));
      await hub.stop('health');
      await hub.start('health');
      const stated = () => hub.sql('reviews', 'SELECT since FROM stated_draft WHERE review_id = $1', [asked.id]);
      await vi.waitFor(async () => expect(await stated()).toEqual([{ since: null }]), 10_000);
    });

    it('is awaited again once all of the draft is discarded', async () => {
      const asked = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
      await written(trySubmit(acting(asked), [anEntry(asked, { sourceRecordId: 'the-only-one' })]));
      await untilStated(asked, 'IN_DRAFT');
      await hub.data(
        asked.author('HOS'),
        `mutation($review: ID!, $organisation: ID!) {
          discardHealthEntries(review: $review, organisation: $organisation, key: "none", sourceRecordIds: ["the-only-one"]) { receipt }
        }`,
        { review: asked.id, organisation: asked.organisationOf('HOS') },
      );
      await untilStated(asked, 'AWAITED');
      expect(await linesFor(asked, [asked.person('manager')])).toEqual([awaited]);
    });
  });

  describe('that is changed', () => {
    const HISTORY = `query($review: ID!) { review(id: $review) { coverage {
      state dueOn formOfAnswer requestWithdrawn { reason } requestChanges { by reason parts { part was is } }
    } } }`;
    const act = (name: 'changeRequest' | 'withdrawRequest', asked: TestReview, person: string, change?: object) =>
      hub.ask(
        person,
        `mutation($review: ID!, $organisation: ID!${change === undefined ? '' : ', $change: RequestChangeInput!'}) {
          done: ${name}(review: $review, organisation: $organisation, reason: "Half-term."${change === undefined ? '' : ', change: $change'})
        }`,
        { review: asked.id, organisation: asked.organisationOf('HOS'), ...(change === undefined ? {} : { change }) },
      );
    const lineFor = async (asked: TestReview) => {
      type Read = { review: { coverage: readonly object[] } };
      return (await hub.data<Read>(asked.person('member'), HISTORY, { review: asked.id })).review.coverage[0];
    };
    const one = () => openReview(hub, [{ service: 'health', code: 'HOS' }]);

    it('keeps what it was, who changed it and why, and no address', async () => {
      const asked = await one();
      const change = { dueOn: '2024-04-12', formOfAnswer: 'KEY_EVENTS', remindersTo: 'school@example.org' };
      expect((await act('changeRequest', asked, asked.person('manager'), change)).errors).toBeUndefined();
      expect(await lineFor(asked)).toEqual({
        state: 'AWAITED',
        dueOn: '2024-04-12',
        formOfAnswer: 'KEY_EVENTS',
        requestWithdrawn: null,
        requestChanges: [
          {
            by: asked.person('manager'),
            reason: 'Half-term.',
            parts: [
              { part: 'dueOn', was: '2024-02-23', is: '2024-04-12' },
              { part: 'formOfAnswer', was: 'CHRONOLOGY', is: 'KEY_EVENTS' },
              { part: 'remindersTo', was: null, is: null },
            ],
          },
        ],
      });
      expect(await refusal(act('changeRequest', asked, asked.person('manager'), change))).toEqual({
        code: 'CONFLICT',
        message: 'The request asks for that already.',
      });
    });

    it.each([
      [{ dueOn: '2024-02-11' }, 'It cannot be due on "2024-02-11", before it is asked on "2024-02-12".'],
      [
        { formOfAnswer: 'A_LETTER' },
        '"A_LETTER" is not a form of answer: it takes SUMMARY_OF_INVOLVEMENT, CHRONOLOGY, KEY_EVENTS, INDIVIDUAL_MANAGEMENT_REVIEW, INFORMATION_REPORT, ADDENDUM.',
      ],
      [{ questions: [' '] }, 'The question " " has 1 characters; it takes 1 to 2,000.'],
    ])('is refused for what is wrong in it: %o', async (change, message) => {
      expect(await refusal(act('changeRequest', review, review.person('manager'), change))).toEqual({
        code: 'BAD_USER_INPUT',
        message,
      });
    });

    it('is not changed by chair or author', async () => {
      for (const person of [review.person('chair'), review.author('HOS')]) {
        expect(await refusal(act('changeRequest', review, person, { dueOn: '2024-04-12' }))).toMatchObject({
          code: 'NOT_ALLOWED',
        });
      }
    });

    it('is withdrawn only while nothing has come; what is sent then is refused, and it can be asked again', async () => {
      const asked = await one();
      const manager = asked.person('manager');
      const own = { hub, review: asked, code: 'HOS', prefix: 'Health' };
      await written(trySubmit(own, [anEntry(asked)]));
      await written(trySign(own));
      await act('withdrawRequest', asked, manager);
      expect(await lineFor(asked)).toMatchObject({
        state: 'REQUEST_WITHDRAWN',
        requestWithdrawn: { reason: 'Half-term.' },
      });
      const fresh = { ...own, review: { ...asked, signatory: asked.deputy } };
      expect(await refusal(trySign(fresh, { version: 1 }))).toMatchObject({ code: 'NOT_FOUND' });
      await hub.data(
        manager,
        'mutation($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
        {
          review: asked.id,
          request: {
            organisation: asked.organisationOf('HOS'),
            code: 'HOS',
            askedOn: '2024-03-01',
            dueOn: '2024-03-20',
          },
        },
      );
      expect(await lineFor(asked)).toMatchObject({
        state: 'AWAITED',
        dueOn: '2024-03-20',
        requestChanges: [{ reason: 'Half-term.' }, { reason: 'Asked again.' }],
      });
      await vi.waitFor(async () => written(tryPublish(own)), 12_000);
      await untilDelivered(own);
      expect(await refusal(act('withdrawRequest', asked, manager))).toEqual({
        code: 'CONFLICT',
        message: 'This organisation has sent its return. Only it can take that back, so the request stays.',
      });
    });

    it('is not withdrawn once an answer on paper is recorded', async () => {
      const asked = await one();
      await hub.data(
        asked.person('manager'),
        'mutation($review: ID!, $organisation: ID!) { recordReply(review: $review, organisation: $organisation, reply: { kind: "OUTSIDE_HUB", on: "2024-02-20", by: "Records manager" }) }',
        { review: asked.id, organisation: asked.organisationOf('HOS') },
      );
      expect(await refusal(act('withdrawRequest', asked, asked.person('manager')))).toEqual({
        code: 'CONFLICT',
        message:
          'This organisation has answered outside the hub, on 2024-02-20 (OUTSIDE_HUB). What has come is part of the review, so the request stays.',
      });
      expect(await lineFor(asked)).toMatchObject({ state: 'OUTSIDE_HUB', requestWithdrawn: null });
    });
  });

  it('shows a legal power of the list with its source, and one in other words as it was stated', async () => {
    const asked = async (code: string, legalPower: string) => {
      const other = await openReview(hub, []);
      await hub.data(
        other.person('manager'),
        'mutation($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
        {
          review: other.id,
          request: {
            organisation: review.organisationOf(code),
            code,
            askedOn: '2024-02-12',
            dueOn: '2024-02-23',
            legalPower,
          },
        },
      );
      const data = await hub.data<{ review: { coverage: readonly Line[] } }>(other.person('chair'), LINES, {
        review: other.id,
      });
      return data.review.coverage[0];
    };
    expect(await asked('HOS', 'CARE_ACT_2014_S45')).toMatchObject({
      legalPower: 'Care Act 2014, section 45',
      legalPowerSource: {
        code: 'CARE_ACT_2014_S45',
        source: 'https://www.legislation.gov.uk/ukpga/2014/23/section/45',
        verified: true,
      },
    });
    expect(await asked('NVP', 'By agreement')).toMatchObject({
      legalPower: 'By agreement',
      legalPowerSource: null,
    });
  });
});
