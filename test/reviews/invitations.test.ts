import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { anEntry, refusal, trySubmit, written } from '../support/contribution.ts';
import { organisationId, startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

type Invitation = { readonly id: string; readonly secret: string; readonly expiresAt: string };

describe('an invitation', () => {
  let hub: TestHub;
  let review: TestReview;
  let administrator: string;
  let somebody: string;
  let number = 0;

  beforeAll(async () => {
    hub = await startTestHub();
    administrator = hub.partnerships[0]!.administrator;
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    number += 1;
    somebody = `somebody-${number}`;
  });

  const place = () => ({ review: review.id, organisation: review.organisationOf('HOS') });
  const tryInvite = (person: string, more: Readonly<Record<string, unknown>> = {}) =>
    hub.ask(
      person,
      `mutation($review: ID!, $organisation: ID!, $role: String!, $days: Int! = 14) {
        invite(review: $review, organisation: $organisation, role: $role, days: $days) { id secret expiresAt }
      }`,
      { ...place(), role: 'AUTHOR', ...more },
    );
  const invited = async (more: Readonly<Record<string, unknown>> = {}) =>
    ((await tryInvite(administrator, more)).data as { invite: Invitation }).invite;
  const redeem = (person: string, secret: string) =>
    hub.ask(person, 'mutation($secret: String!) { redeemInvitation(secret: $secret) }', { secret });
  const ended = { code: 'NOT_FOUND', message: 'This invitation is unknown, was used, or has ended.' };
  const draftOf = (person: string) =>
    trySubmit({ hub, review: { ...review, author: () => person }, code: 'HOS', prefix: 'Health' }, [anEntry(review)]);
  /** What was known of somebody's memberships is believed for two seconds. */
  const felt = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 10_000, interval: 100 });

  it('makes whoever redeems it an author of its organisation in its review, and of no other', async () => {
    const other = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    const { secret } = await invited();
    expect((await redeem(somebody, secret)).data).toEqual({ redeemInvitation: review.id });
    expect((await felt(() => written(draftOf(somebody)))).entries).toHaveLength(1);
    const { reviews } = await hub.data<{ reviews: readonly object[] }>(somebody, '{ reviews { id } }');
    expect(reviews).toEqual([{ id: review.id }]);
    expect(other.id).not.toBe(review.id);
  });

  it('is used once, whoever comes second, and by one of two at the same moment', async () => {
    const { secret } = await invited();
    const answers = await Promise.all(['one', 'two', 'three'].map((name) => redeem(`${name}-${number}`, secret)));
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(await refusal(redeem(somebody, secret))).toEqual(ended);
  });

  it('keeps no secret, only its hash', async () => {
    const { id, secret } = await invited();
    const [row] = await hub.sql<Record<string, unknown>>('reviews', 'SELECT * FROM invitation WHERE id = $1', [id]);
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row?.['secret_hash']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('ends when it is too old, ended, of a closed review or unknown, which look the same', async () => {
    const old = await invited({ days: 1 });
    await hub.sql('reviews', 'UPDATE invitation SET expires_at = now() WHERE id = $1', [old.id]);
    const taken = await invited();
    const end = 'mutation($review: ID!, $id: ID!) { endInvitation(review: $review, id: $id) }';
    await hub.data(administrator, end, { review: review.id, id: taken.id });
    for (const secret of [old.secret, taken.secret, 'unknown', '']) {
      expect(await refusal(redeem(somebody, secret))).toEqual(ended);
    }
    const late = await invited();
    await hub.data(administrator, 'mutation($review: ID!) { closeReview(review: $review) }', { review: review.id });
    expect(await refusal(redeem(somebody, late.secret))).toEqual(ended);
  });

  it('ends when it is taken back, for whoever redeemed it', async () => {
    const { secret, id } = await invited();
    await redeem(somebody, secret);
    await felt(() => written(draftOf(somebody)));
    await hub.data(administrator, 'mutation($review: ID!, $id: ID!) { endInvitation(review: $review, id: $id) }', {
      review: review.id,
      id,
    });
    await felt(async () => expect(await refusal(draftOf(somebody))).toMatchObject({ code: 'NOT_FOUND' }));
  });

  it('ends with its review, for whoever redeemed it', async () => {
    const { secret } = await invited();
    await redeem(somebody, secret);
    await felt(() => written(draftOf(somebody)));
    await hub.data(administrator, 'mutation($review: ID!) { closeReview(review: $review) }', { review: review.id });
    await felt(async () => expect(await refusal(draftOf(somebody))).toMatchObject({ code: 'NOT_FOUND' }));
  });

  it('lets whoever was invited name one deputy, who names none', async () => {
    const deputy = 'mutation($review: ID!) { inviteDeputy(review: $review) { secret } }';
    const { secret } = await invited({ role: 'SIGNATORY' });
    await redeem(somebody, secret);
    const named = await hub.data<{ inviteDeputy: Invitation }>(somebody, deputy, { review: review.id });
    await redeem(`deputy-${number}`, named.inviteDeputy.secret);
    expect(await refusal(hub.ask(somebody, deputy, { review: review.id }))).toMatchObject({ code: 'CONFLICT' });
    expect(await refusal(hub.ask(`deputy-${number}`, deputy, { review: review.id }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const rows = await hub.sql(
      'reviews',
      'SELECT role, redeemed_by FROM invitation WHERE review_id = $1 ORDER BY made_at',
      [review.id],
    );
    expect(rows).toEqual([
      { role: 'SIGNATORY', redeemed_by: somebody },
      { role: 'SIGNATORY', redeemed_by: `deputy-${number}` },
    ]);
  });

  it('is refused to somebody who acts for another organisation, and stays good', async () => {
    const { secret } = await invited();
    const [elsewhere] = [organisationId('police')];
    await hub.data(
      administrator,
      'mutation($o: ID!) { putOrganisation(id: $o, name: "Police", sector: "POLICE", service: "police") }',
      { o: elsewhere },
    );
    await hub.data(
      administrator,
      'mutation($o: ID!, $p: String!) { appoint(person: $p, organisation: $o, role: "AUTHOR") }',
      { o: elsewhere, p: somebody },
    );
    expect(await refusal(redeem(somebody, secret))).toMatchObject({ code: 'CONFLICT' });
    expect((await redeem(`other-${number}`, secret)).errors).toBeUndefined();
  });

  it.each([
    [{ role: 'SYSTEM' }, 'BAD_USER_INPUT'],
    [{ role: 'CHAIR' }, 'BAD_USER_INPUT'],
    [{ days: 0 }, 'BAD_USER_INPUT'],
    [{ days: 31 }, 'BAD_USER_INPUT'],
    [{ organisation: organisationId('police', 1) }, 'NOT_FOUND'],
    [{ organisation: 'nowhere' }, 'NOT_FOUND'],
  ])('is not made for %j', async (more, code) => {
    expect(await refusal(tryInvite(administrator, more))).toMatchObject({ code });
  });
});
