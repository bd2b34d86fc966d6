import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEntry, send } from '../../support/contribution.ts';
import type { Answer } from '../../support/federated-house.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';

const SEVERAL = `query($id: ID!) {
  reviewsDue { title } organisationsToAsk(review: $id) { name } review(id: $id) { title identitySheet { dateOfBirth } }
  reviews { title } another: review(id: "x") { title } healthKinds(code: "OTHER") { code }
  healthDraft(review: $id, organisation: "x") { hasMore } }`;

/** Each is asked of services by the gateway in documents of its own. */
const queries = {
  'a page of the chronology': `query($id: ID!) { review(id: $id) { title chronology(first: 3) {
    totalCount undatedCount notice pageInfo { endCursor } edges { cursor node {
      __typename id reference kind significance handling onwardUse occurred { text earliest time precision }
      organisation { id name } subjects { pseudonym } record { __typename reference
        ... on EntryRecord { dateAsRecorded people whatHappened recordedOn sharedWith { organisation on } }
        ... on Withheld { reason gist } ... on Withdrawn { reason at } } } } } } }`,
  'what an alias, a fragment and a condition ask for': `query($id: ID!, $no: Boolean = false) { review(id: $id) {
    again: chronology(first: 1) { edges { node { ...Place } } } title @include(if: $no) } }
    fragment Place on ChronologyEntry { ref: reference ... on HealthEntry { id } record @skip(if: $no) { reference } }`,
  'the coverage': `query($id: ID!) { review(id: $id) { coverage { organisation { name } state published } kinds { code entries } } }`,
  'a review that is not there': `{ review(id: "00000000-0000-4000-8000-000000000000") { title } }`,
  'a page that is too long': 'query($id: ID!) { review(id: $id) { title chronology(first: 1000) { totalCount } } }',
  'a variable that does not fit':
    'query($id: ID!, $first: Int!) { review(id: $id) { chronology(first: $first) { version } } }',
  'several things, some of which are refused': SEVERAL,
  'the kinds of an agency': '{ healthKinds { code traits fields { name type values } } }',
};

describe('a query that services are asked again', () => {
  let hub: TestHub;
  let review: TestReview;
  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await send({ hub, review, code: 'HOS', prefix: 'Health' }, [
      anEntry(review, { occurred: '11/01/2024 21:40', sharedWith: [{ organisation: 'NVP', on: '2024-01-12' }] }),
      anEntry(review, { occurred: 'not known', handling: 'WITHHELD', reasons: ['THIRD_PERSON'], gist: 'A call.' }),
      anEntry(review, {
        occurred: 'January 2024',
        handling: 'HIDDEN',
        reasons: ['THIRD_PERSON'],
        heldBackBy: 'Named doctor',
        reviewOn: '2027-01-01',
        named: ['nobody'],
      }),
    ]);
  });
  afterAll(() => hub.close());

  it.each(Object.entries(queries))('is answered as the first time: %s', async (_name, query) => {
    const variables = { id: review.id, ...(query.includes('$first') ? { first: 'many' } : {}) };
    const ask = () => hub.ask(review.person('chair'), query, variables);
    const [first, second, third] = [await ask(), await ask(), await ask()];
    expect(first.data ?? first.errors).toBeTruthy();
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(JSON.stringify(third)).toBe(JSON.stringify(first));
  });

  it('gives all that is not refused, and says of the rest what and why, in one order', async () => {
    const answers = [];
    for (let time = 0; time < 5; time++) {
      answers.push((await hub.ask(review.person('chair'), SEVERAL, { id: review.id })).text);
    }
    const [{ data, errors }] = answers.map((text) => JSON.parse(text) as Answer) as [Answer];
    expect(data).toEqual({
      reviewsDue: null,
      organisationsToAsk: null,
      review: { title: 'Wren', identitySheet: null },
      reviews: [{ title: 'Wren' }],
      another: null,
      healthKinds: [{ code: 'OTHER' }],
      healthDraft: null,
    });
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions['code']])).toEqual([
      ['healthDraft', 'NOT_ALLOWED'],
      ['another', 'NOT_FOUND'],
      ['organisationsToAsk', 'NOT_ALLOWED'],
      ['review.identitySheet', 'NOT_ALLOWED'],
      ['reviewsDue', 'NOT_ALLOWED'],
    ]);
    expect(new Set(answers).size).toBe(1);
  });
});
