import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type Acting,
  anEntry,
  chronology,
  refusal,
  send,
  trySign,
  trySubmit,
  written,
} from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { acts } from './administration-acts.ts';

const LET = `mutation($review: ID!, $organisation: ID!, $person: String!, $role: String!) {
  letStandIn(review: $review, organisation: $organisation, person: $person, role: $role)
}`;
const END = `mutation($review: ID!, $organisation: ID!, $person: String!) {
  endStandIn(review: $review, organisation: $organisation, person: $person)
}`;

describe('somebody of another organisation', () => {
  let hub: TestHub;
  let review: TestReview;
  const school = (): Acting => ({ hub, review, code: 'SPS', prefix: 'Education' });
  const council = () => review.organisationOf('CSC');
  const administrator = () => hub.partnerships[0]!.administrator;
  const standIn = (role = 'SIGNATORY', more: object = {}) =>
    hub.ask(administrator(), LET, {
      review: review.id,
      organisation: review.organisationOf('SPS'),
      person: review.signatory('CSC'),
      role,
      ...more,
    });

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'education', code: 'SPS' },
      { service: 'social-care', code: 'CSC' },
    ]);
    await send(school(), [anEntry(review)]);
  });
  afterAll(() => hub.close());

  type Row = {
    readonly person: string;
    readonly organisation_id: string | null;
    readonly acting_for: string | null;
    readonly roles: readonly string[];
  };
  const lastRow = async (service: string) =>
    (
      await hub.sql<Row>(
        service,
        'SELECT person, organisation_id, acting_for, roles FROM access_log ORDER BY number DESC LIMIT 1',
      )
    )[0];
  const codes = async (person: string) =>
    (await hub.ask(person, 'query($id: ID!) { review(id: $id) { title } }', { id: review.id })).errors?.map(
      ({ extensions }) => extensions['code'],
    );

  it('acts for their own in the log, and for nobody as a member of the panel', async () => {
    await written(trySubmit(school(), [anEntry(review)]));
    const own = review.organisationOf('SPS');
    expect(await lastRow('education')).toEqual({
      person: review.author('SPS'),
      organisation_id: own,
      acting_for: own,
      roles: ['AUTHOR'],
    });
    expect(await lastRow('gateway')).toMatchObject({ person: review.author('SPS'), acting_for: own });
    await chronology(hub, review.person('chair'), review);
    expect(await lastRow('education')).toMatchObject({ roles: ['CHAIR'], acting_for: null });
    expect(await lastRow('gateway')).toMatchObject({ roles: ['CHAIR'], acting_for: null });
  });

  it('is a system, and acts for the organisation that its token names', async () => {
    const organisation = review.organisationOf('SPS');
    await acts.appoint(hub, review, administrator(), { person: 'a-system', organisation, role: 'SYSTEM' });
    const SUBMIT = `mutation($review: ID!, $organisation: ID!, $entries: [EducationEntryInput!]!) {
      submitEducationEntries(review: $review, organisation: $organisation, key: "system", entries: $entries) { at } }`;
    const given = { review: review.id, organisation, entries: [anEntry(review)] };
    await hub.data({ id: 'a-system', organisation }, SUBMIT, given);
    expect(await lastRow('education')).toMatchObject({
      person: 'a-system',
      acting_for: organisation,
      roles: ['SYSTEM'],
    });
    expect(await lastRow('gateway')).toMatchObject({ person: 'a-system', acting_for: organisation, roles: ['SYSTEM'] });
  });

  it('may not sign for an organisation until they stand in for it', async () => {
    const before = await refusal(trySign(school(), { person: review.signatory('CSC'), version: 3 }));
    expect(before).toEqual({
      code: 'NOT_ALLOWED',
      message: 'You do not act for this organisation: that is for a signatory of its own.',
    });
    expect(await lastRow('education')).toMatchObject({ person: review.signatory('CSC'), acting_for: council() });
  });

  it('signs for it in this review, reads what is its own, and the log says for whom', async () => {
    expect((await standIn()).errors).toBeUndefined();
    const person = review.signatory('CSC');
    const version = Number(
      (await hub.sql<{ version: number }>('education', 'SELECT version FROM contribution'))[0]!.version,
    );
    await vi.waitFor(async () => void (await written(trySign(school(), { person, version }))), 10_000);
    const own = review.organisationOf('SPS');
    expect(await lastRow('education')).toEqual({
      person,
      organisation_id: council(),
      acting_for: own,
      roles: ['SIGNATORY'],
    });
    const page = await chronology(hub, person, review);
    expect(page.edges.map(({ node }) => node.reference)).toEqual(['SPS-1']);
    expect(await lastRow('education')).toMatchObject({ acting_for: `${council()} ${own}` });
    expect(await lastRow('gateway')).toMatchObject({ acting_for: `${council()} ${own}` });
  });

  it('is shown to those whose entries they read, with whom they acted for', async () => {
    const READ = `query($review: ID!, $organisation: ID!) { page: educationAccessToMyEntries(review: $review, organisation: $organisation, first: 1) {
      accesses { person organisation actingFor } } }`;
    const own = review.organisationOf('SPS');
    expect(await hub.data(review.author('SPS'), READ, { review: review.id, organisation: own })).toEqual({
      page: {
        accesses: [{ person: review.signatory('CSC'), organisation: council(), actingFor: [council(), own] }],
      },
    });
  });

  it.each([
    ['as a king', { role: 'KING' }, 'BAD_USER_INPUT', '"KING" is nothing to stand in as: it takes AUTHOR, SIGNATORY.'],
    [
      'being nobody',
      { person: 'nobody' },
      'NOT_FOUND',
      '"nobody" is appointed to no organisation of this partnership.',
    ],
    [
      'for what was not asked',
      { organisation: '00000009-0000-4000-8000-000000000009' },
      'NOT_FOUND',
      'There is no organisation asked in this review with id "00000009-0000-4000-8000-000000000009".',
    ],
  ])('does not stand in %s', async (_words, more, code, message) => {
    expect(await refusal(standIn('SIGNATORY', more))).toEqual({ code, message });
  });

  it('does not stand in for their own, nor by anybody but an administrator', async () => {
    const own = { person: review.signatory('SPS') };
    expect(await refusal(standIn('AUTHOR', own))).toEqual({
      code: 'CONFLICT',
      message: `"${own.person}" is of this organisation and need not stand in for it.`,
    });
    const given = { review: review.id, organisation: review.organisationOf('SPS'), person: review.author('CSC') };
    expect(await refusal(hub.ask(review.person('manager'), LET, { ...given, role: 'AUTHOR' }))).toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it('does so no longer once that is ended, within ten seconds', async () => {
    const person = review.signatory('CSC');
    const organisation = review.organisationOf('SPS');
    await hub.data(administrator(), END, { review: review.id, organisation, person });
    await vi.waitFor(
      async () =>
        expect(await refusal(trySign(school(), { person, version: 3 }))).toMatchObject({ code: 'NOT_ALLOWED' }),
      10_000,
    );
    expect(await refusal(hub.ask(administrator(), END, { review: review.id, organisation, person }))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it.each([
    ['a member of the panel', () => review.person('member')],
    ['an author', () => review.author('CSC')],
    ['somebody who stands in', () => review.signatory('CSC')],
    ['somebody who was invited', () => 'invited'],
  ])('who is shut out is nobody within ten seconds: %s', async (_words, of) => {
    const person = of();
    if (person === 'invited') {
      const INVITE =
        'mutation($review: ID!, $organisation: ID!) { invite(review: $review, organisation: $organisation, role: "AUTHOR") { secret } }';
      const { invite } = await hub.data<{ invite: object }>(administrator(), INVITE, {
        review: review.id,
        organisation: review.organisationOf('SPS'),
      });
      await hub.data(person, 'mutation($secret: String!) { redeemInvitation(secret: $secret) }', { ...invite });
    } else if (person === review.signatory('CSC')) {
      await standIn();
    }
    await vi.waitFor(async () => expect(await codes(person)).toBeUndefined(), 10_000);
    const { errors } = await acts.shutOut(hub, review, administrator(), { person });
    expect(errors).toBeUndefined();
    await vi.waitFor(async () => expect(await codes(person)).toEqual(['NOT_FOUND']), 10_000);
  });
});
