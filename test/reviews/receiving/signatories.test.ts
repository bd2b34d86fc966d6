import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../../subgraphs/kit/publishing/manifest.ts';
import {
  type Acting,
  anEntry,
  chronology,
  send,
  tryPublishUnsigned,
  trySign,
  trySubmit,
  untilDelivered,
  written,
} from '../../support/contribution.ts';
import { organisationId, startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';
import { manifestOf, said, signedBy } from './own-manifest.ts';

const GIVE = `mutation($review: ID!, $organisation: ID!, $until: DateTime!) {
  giveEducationStandingSignOff(review: $review, organisation: $organisation, role: "Head", until: $until) { until } }`;
const SUBMIT = `mutation($review: ID!, $organisation: ID!, $entries: [EducationEntryInput!]!) {
  submitEducationEntries(review: $review, organisation: $organisation, key: "night", entries: $entries) { at } }`;

describe('whoever signs a publication off', () => {
  let hub: TestHub;
  const school = organisationId('education');
  const council = organisationId('social-care');
  const change = <T = unknown>(query: string, variables: object): Promise<T> =>
    hub.data<T>(hub.partnerships[0]!.administrator, query, { ...variables });
  const appoint = (person: string, organisation: string, role: string) =>
    change('mutation($p: String!, $o: ID!, $r: String!) { appoint(person: $p, organisation: $o, role: $r) }', {
      p: person,
      o: organisation,
      r: role,
    });
  const shutOut = (person: string) => change('mutation($p: String!) { shutOut(person: $p) }', { p: person });
  const newReview = () => openReview(hub, [{ service: 'education', code: 'SCH' }]);
  const acting = (review: TestReview): Acting => ({ hub, review, code: 'SCH', prefix: 'Education' });
  const references = async (review: TestReview) =>
    (await chronology(hub, review.person('chair'), review)).edges.map(({ node }) => node.reference);

  beforeAll(async () => {
    hub = await startTestHub();
    await openReview(hub, [{ service: 'social-care', code: 'CSC' }]);
  });
  afterAll(() => hub.close());

  it('and is shut out before it is published has signed nothing: somebody else signs it anew', async () => {
    const review = await newReview();
    await written(trySubmit(acting(review), [anEntry(review)]));
    await written(trySign(acting(review)));
    await shutOut(review.signatory('SCH'));
    await written(tryPublishUnsigned(acting(review)));
    expect(await untilDelivered(acting(review))).toMatchObject({
      number: 1,
      outcome: 'REFUSED',
      refusal: 'NOT_SIGNED_OFF',
    });
    expect(await references(review)).toEqual([]);

    await written(trySign(acting(review), { person: review.deputy('SCH'), version: 1 }));
    await written(tryPublishUnsigned(acting(review)));
    expect(await untilDelivered(acting(review))).toMatchObject({ number: 2, outcome: 'ACCEPTED' });
    expect(await references(review)).toEqual(['SCH-1']);
  });

  it('and is shut out after it stands for what was published, and for what is taken back of it', async () => {
    const review = await newReview();
    await send(acting(review), [anEntry(review), anEntry(review)]);
    await shutOut(review.signatory('SCH'));
    expect(await references(review)).toEqual(['SCH-1', 'SCH-2']);
    await written(hub.ask(review.author('SCH'), ...withdrawal(review)));
    expect(await untilDelivered(acting(review))).toMatchObject({ number: 2, outcome: 'ACCEPTED' });
  });

  it('beforehand, and is shut out, does so no more', async () => {
    const review = await newReview();
    const place = { review: review.id, organisation: school };
    await appoint(`system-${review.reference}`, school, 'SYSTEM');
    const system = { id: `system-${review.reference}`, organisation: school };
    await hub.data(review.signatory('SCH'), GIVE, { ...place, until: new Date(Date.now() + 86_400_000).toISOString() });
    await hub.data(system, SUBMIT, { ...place, entries: [anEntry(review)] });
    await shutOut(review.signatory('SCH'));
    await written(tryPublishUnsigned(acting(review)));
    expect(await untilDelivered(acting(review))).toMatchObject({ outcome: 'REFUSED', refusal: 'NOT_SIGNED_OFF' });
  });

  type Becomes = (review: TestReview, person: string) => Promise<unknown>;
  const ways: readonly (readonly [string, Becomes])[] = [
    ['was appointed', (_review, person) => appoint(person, school, 'SIGNATORY')],
    [
      'was invited',
      async (review, person) => {
        const { invite } = await change<{ invite: { secret: string } }>(
          'mutation($r: ID!, $o: ID!) { invite(review: $r, organisation: $o, role: "SIGNATORY") { secret } }',
          { r: review.id, o: school },
        );
        await hub.data(person, 'mutation($s: String!) { redeemInvitation(secret: $s) }', { s: invite.secret });
      },
    ],
    [
      'stands in',
      async (review, person) => {
        await appoint(person, council, 'AUTHOR');
        await change(
          'mutation($r: ID!, $o: ID!, $p: String!) { letStandIn(review: $r, organisation: $o, person: $p, role: "SIGNATORY") }',
          { r: review.id, o: school, p: person },
        );
      },
    ],
    [
      'comes from a body that oversees it',
      async (review, person) => {
        await appoint(person, council, 'SIGNATORY');
        await hub.sql(
          'reviews',
          `INSERT INTO oversight (id, partnership_id, organisation_id, overseer_id, from_day, entered_by)
           SELECT $1, partnership_id, $2, $3, '2024-01-01', 'administrator' FROM review WHERE id = $4`,
          [randomUUID(), school, council, review.id],
        );
      },
    ],
  ];

  it.each(ways)('may do so from when they became one until they are shut out: who %s', async (_way, becomes) => {
    const person = `somebody-${randomUUID()}`;
    const [review, another] = [await newReview(), await newReview()];
    const deliver = async (of: TestReview, publishedAt: string): Promise<unknown> => {
      const { signedOff, ...manifest } = manifestOf(of, 'SCH', { publishedAt });
      const signed = await signedBy(hub, 'education', {
        ...manifest,
        signedOff: { ...signedOff!, person },
      } satisfies Manifest);
      const answer = await fetch(`${hub.addressOf('reviews')}/publications`, {
        method: 'POST',
        headers: { 'content-type': 'application/jose' },
        body: signed,
      });
      const { outcome, refusal } = said(await answer.text());
      return refusal ?? outcome;
    };
    expect(await deliver(await newReview(), new Date().toISOString())).toBe('NOT_SIGNED_OFF');
    await becomes(review, person);
    await becomes(another, person);
    const before = new Date().toISOString();
    await shutOut(person);
    const after = new Date(Date.now() + 1).toISOString();
    expect([await deliver(review, before), await deliver(another, after)]).toEqual(['ACCEPTED', 'NOT_SIGNED_OFF']);
    await hub.sql('reviews', 'UPDATE oversight SET ended_at = from_day WHERE ended_at IS NULL');
  });

  const withdrawal = (review: TestReview) =>
    [
      `mutation($review: ID!, $organisation: ID!) { written: withdrawEducationEntries(review: $review, organisation: $organisation,
        key: "away", references: ["SCH-1"], reason: "SENT_BY_MISTAKE") { receipt } }`,
      { review: review.id, organisation: school },
    ] as const;
});
