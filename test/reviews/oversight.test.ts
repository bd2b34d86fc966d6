import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Acting,
  anEntry,
  refusal,
  tryPublishUnsigned,
  trySign,
  trySubmit,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { organisationId, startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

const COVERAGE = `query($review: ID!) { review(id: $review) { coverage {
  code overseenBy { id } author { role from { id } } signedOff { role from { id } }
} } }`;
const oversight = (name: string, days: string) =>
  `mutation($organisation: ID!, $overseer: ID!) { done: ${name}(organisation: $organisation, overseer: $overseer${days}) }`;
const NOT_FOR_IT = /^You do not act for this organisation|^There is no review/;

describe('people of a body that oversees an organisation', () => {
  let hub: TestHub;
  let review: TestReview;
  const school = organisationId('education');
  const council = organisationId('social-care');
  const administrator = () => hub.partnerships[0]!.administrator;
  const put = (days: string, person = administrator(), organisation = school, overseer = council) =>
    hub.ask(person, oversight('putOversight', `, ${days}`), { organisation, overseer });
  const end = () =>
    hub.ask(administrator(), oversight('endOversight', ''), { organisation: school, overseer: council });
  const own = (): Acting => ({ hub, review, code: 'SCH', prefix: 'Education' });
  /** Signs for the school as somebody who has asked nothing before: what a person may do is remembered for ten seconds. */
  const signAsNew = async (name: string) => {
    await appoint(name, council, 'SIGNATORY');
    return refusal(trySign(own(), { person: name, version: 1 }));
  };
  const appoint = (person: string, organisation: string, role: string) =>
    hub.data(
      administrator(),
      'mutation($person: String!, $organisation: ID!, $role: String!) { appoint(person: $person, organisation: $organisation, role: $role) }',
      { person, organisation, role },
    );
  const lineOf = async (code: string) => {
    type Read = { review: { coverage: readonly { readonly code: string }[] } };
    const { review: read } = await hub.data<Read>(review.person('chair'), COVERAGE, { review: review.id });
    return read.coverage.find((line) => line.code === code);
  };

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'education', code: 'SCH' },
      { service: 'social-care', code: 'CSC' },
    ]);
  });
  afterAll(() => hub.close());

  it('sign for none that has two people of its own', async () => {
    expect(await refusal(put('from: "2024-01-01"'))).toEqual({
      code: 'CONFLICT',
      message: `The organisation "${school}" has 3 people of its own: one of them signs what another writes.`,
    });
    for (const person of [review.signatory('SCH'), review.deputy('SCH')]) {
      await hub.data(
        administrator(),
        'mutation($person: String!, $organisation: ID!) { dismiss(person: $person, organisation: $organisation) }',
        { person, organisation: school },
      );
    }
  });

  it('sign only while an administrator of the partnership says so, from its first day to its last', async () => {
    await written(trySubmit(own(), [anEntry(review)]));
    expect(await signAsNew('before-anything')).toMatchObject({ message: expect.stringMatching(NOT_FOR_IT) });
    await put('from: "2999-01-01"');
    expect(await signAsNew('before-it-begins')).toMatchObject({ message: expect.stringMatching(NOT_FOR_IT) });
    await put('from: "2024-01-01", to: "2024-12-31"');
    expect(await signAsNew('after-its-last-day')).toMatchObject({ message: expect.stringMatching(NOT_FOR_IT) });
    await put('from: "2024-01-01"');
    await end();
    expect(await signAsNew('after-its-end')).toMatchObject({ message: expect.stringMatching(NOT_FOR_IT) });
    expect(await refusal(end())).toMatchObject({ code: 'NOT_FOUND' });
    expect(await lineOf('SCH')).toMatchObject({ overseenBy: [] });
  });

  it('sign for an organisation without a second person, and are shown as of the body that oversees it', async () => {
    expect((await put('from: "2024-01-01"')).errors).toBeUndefined();
    expect(await refusal(trySign(own(), { person: review.author('SCH'), version: 1 }))).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(await refusal(trySign(own(), { person: review.author('CSC'), version: 1 }))).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await written(trySign(own(), { person: review.signatory('CSC'), version: 1 }));
    await written(tryPublishUnsigned(own()));
    expect(await untilDelivered(own())).toMatchObject({ number: 1, outcome: 'ACCEPTED' });
    expect(await lineOf('SCH')).toEqual({
      code: 'SCH',
      overseenBy: [{ id: council }],
      author: null,
      signedOff: { role: 'Director', from: { id: council } },
    });
  });

  it('sign nothing of a review of another partnership', async () => {
    const other = await openReview(hub, [{ service: 'education', code: 'SCH' }], 1);
    await appoint('of-the-first-alone', council, 'SIGNATORY');
    const acting = { ...own(), review: other };
    expect(await refusal(trySign(acting, { person: 'of-the-first-alone', version: 1 }))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it.each(['manager', 'chair'] as const)('are not entered by the %s of a review', async (role) => {
    expect(await refusal(put('from: "2024-01-01"', review.person(role)))).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('are refused for an organisation that oversees itself, and for days in the wrong order', async () => {
    expect(await refusal(put('from: "2024-01-01"', administrator(), school, school))).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'An organisation does not oversee itself: name the body whose signatories sign for it.',
    });
    expect(await refusal(put('from: "2024-02-01", to: "2024-01-01"'))).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'The period ends on "2024-01-01", before it begins on "2024-02-01".',
    });
  });
});
