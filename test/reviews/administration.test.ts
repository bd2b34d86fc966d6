import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { refusal } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { whileHeld } from '../support/while-held.ts';
import { type ActName, actNames, acts, aRequest, aReview, everything, OUTSIDE } from './administration-acts.ts';

let hub: TestHub;
let review: TestReview;

beforeAll(async () => {
  hub = await startTestHub();
  review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
  await acts.putOrganisation(hub, review, administrator(), {
    id: OUTSIDE,
    name: 'Housing',
    sector: 'HOUSING',
    service: null,
  });
  const system = { person: `system-${review.reference}`, organisation: review.organisationOf('HOS'), role: 'SYSTEM' };
  await acts.appoint(hub, review, administrator(), system);
});
afterAll(() => hub.close());

const administrator = (partnership = 0) => hub.partnerships[partnership]!.administrator;
const freshReview = () => openReview(hub, [{ service: 'health', code: 'HOS' }]);
const answer = async (act: ActName, person: string, given?: object, of = review) => {
  const { data, errors } = await acts[act](hub, of, person, given as Readonly<Record<string, unknown>>);
  return errors?.[0]?.extensions['code'] ?? (data as Readonly<Record<string, unknown>>)[act];
};
const refused = (act: ActName, given: object, of = review) =>
  refusal(acts[act](hub, of, administrator(), given as Readonly<Record<string, unknown>>));

describe('an administrator of the partnership', () => {
  it.each(
    actNames.filter(
      (name) => !['putOrganisation', 'putSigningKey', 'openReview', 'dismissAdministrator'].includes(name),
    ),
  )('may %s', async (name) => {
    expect(await answer(name, administrator(), {}, await freshReview())).toBe(true);
  });

  it('may open a review, enter an organisation and a key, and gets the id of each', async () => {
    const id = randomUUID();
    const { kid } = hub.keys.publicKeyOf('health', review.organisationOf('HOS'));
    expect(await answer('openReview', administrator(), { review: aReview(hub, { id }) })).toBe(id);
    expect(await answer('putOrganisation', administrator(), { id })).toBe(id);
    expect(await answer('putSigningKey', administrator(), { organisation: OUTSIDE })).toBe(kid);
    expect(await answer('openReview', administrator())).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('sees no entry', async () => {
    const { data } = await hub.ask(
      administrator(),
      'query($id: ID!) { review(id: $id) { chronology { totalCount edges { cursor } } kinds { code } } }',
      { id: review.id },
    );
    expect(data).toEqual({ review: { chronology: { totalCount: 0, edges: [] }, kinds: [] } });
  });
});

describe('a business manager of the review', () => {
  it.each(['requestContribution', 'recordReply'] as const)('may %s', async (name) => {
    const of = await freshReview();
    expect(await answer(name, of.person('manager'), {}, of)).toBe(true);
  });
});

describe('nobody else', () => {
  const others = async (act: ActName) => {
    const people: Readonly<Record<string, string>> = {
      'administrator elsewhere': administrator(1),
      chair: review.person('chair'),
      member: review.person('member'),
      writer: review.person('writer'),
      manager: review.person('manager'),
      author: review.author('HOS'),
      signatory: review.signatory('HOS'),
      system: `system-${review.reference}`,
      stranger: 'a-stranger',
    };
    const codes = [];
    for (const [name, person] of Object.entries(people)) {
      codes.push([name, await answer(act, person)] as const);
    }
    return Object.fromEntries(codes);
  };
  const all = (code: string) => ({
    chair: code,
    member: code,
    writer: code,
    manager: code,
    author: code,
    signatory: code,
    system: code,
  });

  it.each(['putOrganisation', 'putSigningKey', 'revokeSigningKey', 'appoint', 'dismiss'] as const)(
    'may %s but administrators, and nothing is written',
    async (act) => {
      const before = await everything(hub);
      const { 'administrator elsewhere': _, ...codes } = await othersButAdministrators(act);
      expect(codes).toEqual({ ...all('NOT_ALLOWED'), stranger: 'NOT_ALLOWED' });
      expect(await everything(hub)).toEqual(before);
    },
  );

  const othersButAdministrators = async (act: ActName) => {
    const codes = await Promise.all(
      (['chair', 'member', 'writer', 'manager'] as const).map(async (role) => [
        role,
        await answer(act, review.person(role)),
      ]),
    );
    return {
      ...Object.fromEntries(codes),
      author: await answer(act, review.author('HOS')),
      signatory: await answer(act, review.signatory('HOS')),
      system: await answer(act, `system-${review.reference}`),
      stranger: await answer(act, 'a-stranger'),
    };
  };

  it('may open a review of a partnership but its own administrator, and nothing is written', async () => {
    const before = await everything(hub);
    expect(await others('openReview')).toEqual({
      ...all('NOT_ALLOWED'),
      'administrator elsewhere': 'NOT_ALLOWED',
      stranger: 'NOT_ALLOWED',
    });
    expect(await everything(hub)).toEqual(before);
  });

  it.each(['closeReview', 'keepReview', 'addMember', 'endMembership'] as const)(
    'may %s, those who may not know of the review do not learn of it, and nothing is written',
    async (act) => {
      const before = await everything(hub);
      expect(await others(act)).toEqual({
        ...all('NOT_ALLOWED'),
        'administrator elsewhere': 'NOT_FOUND',
        stranger: 'NOT_FOUND',
      });
      expect(await everything(hub)).toEqual(before);
    },
  );

  it.each(['requestContribution', 'recordReply'] as const)(
    'may %s but the administrator and the business manager, and nothing is written',
    async (act) => {
      const before = await everything(hub);
      const of = await freshReview();
      const codes = {
        chair: await answer(act, of.person('chair'), {}, of),
        member: await answer(act, of.person('member'), {}, of),
        writer: await answer(act, of.person('writer'), {}, of),
        author: await answer(act, of.author('HOS'), {}, of),
        signatory: await answer(act, of.signatory('HOS'), {}, of),
        'administrator elsewhere': await answer(act, administrator(1), {}, of),
        'manager of another review': await answer(act, review.person('manager'), {}, of),
        stranger: await answer(act, 'a-stranger', {}, of),
      };
      expect(codes).toEqual({
        chair: 'NOT_ALLOWED',
        member: 'NOT_ALLOWED',
        writer: 'NOT_ALLOWED',
        author: 'NOT_ALLOWED',
        signatory: 'NOT_ALLOWED',
        'administrator elsewhere': 'NOT_FOUND',
        'manager of another review': 'NOT_FOUND',
        stranger: 'NOT_FOUND',
      });
      const after = await everything(hub);
      expect(after.filter((row) => row.startsWith('contribution_request') && !row.includes(of.id))).toEqual(
        before.filter((row) => row.startsWith('contribution_request')),
      );
      expect(after.filter((row) => row.startsWith('contribution_request') && row.includes(of.id))).toHaveLength(1);
    },
  );
});

describe('what is there already', () => {
  it('is told for the reference of a review, and nothing of the second is kept', async () => {
    const given = aReview(hub, { subjects: [{ pseudonym: 'Robin', role: 'brother', atTheCentre: true }] });
    expect(await answer('openReview', administrator(), { review: given })).toMatch(/-/);
    const before = await everything(hub);
    expect(await refused('openReview', { review: given })).toEqual({
      code: 'CONFLICT',
      message: `There is a review "${given.reference}" already.`,
    });
    expect(await everything(hub)).toEqual(before);
  });

  it('is told for the id of a review and for that of a person', async () => {
    const id = randomUUID();
    const person = { id, pseudonym: 'Robin', role: 'brother', atTheCentre: true };
    await answer('openReview', administrator(), { review: aReview(hub, { id, subjects: [person] }) });
    expect(await refused('openReview', { review: aReview(hub, { id, reference: 'Again' }) })).toEqual({
      code: 'CONFLICT',
      message: 'There is a review "Again" already.',
    });
    const again = aReview(hub, { reference: 'Anew', subjects: [person] });
    expect(await refused('openReview', { review: again })).toEqual({
      code: 'CONFLICT',
      message: 'Two people of the review "Anew" have the same name or id, or one is of another review.',
    });
  });

  it('is told for two people of one name, and the review is not there', async () => {
    const robin = { pseudonym: 'Robin', role: 'brother', atTheCentre: true };
    const given = aReview(hub, { reference: 'Twins', subjects: [robin, robin] });
    expect(await refused('openReview', { review: given })).toEqual({
      code: 'CONFLICT',
      message: 'Two people of the review "Twins" have the same name or id, or one is of another review.',
    });
    expect(await hub.sql('reviews', "SELECT 1 FROM review WHERE reference = 'Twins'")).toEqual([]);
  });

  it('is no matter for a reference of another partnership', async () => {
    const [, elsewhere] = hub.partnerships;
    const given = aReview(hub, { partnership: elsewhere!.id, reference: review.reference });
    expect(await answer('openReview', administrator(1), { review: given })).toMatch(/-/);
  });

  it('is told for an organisation that was asked, and for a code', async () => {
    const of = await freshReview();
    const organisation = of.organisationOf('HOS');
    expect(await refused('requestContribution', { request: aRequest({ organisation, code: 'NEW' }) }, of)).toEqual({
      code: 'CONFLICT',
      message: 'This organisation is asked already, as "HOS": change what it is asked instead.',
    });
    expect(await refused('requestContribution', { request: aRequest({ code: 'HOS' }) }, of)).toEqual({
      code: 'CONFLICT',
      message: 'The code "HOS" is taken in this review: another organisation is asked under it.',
    });
  });
});

const elsewhere = () => administrator(1);

describe('what one partnership does with an organisation that several ask', () => {
  it('does not rename it, nor move it to another service', async () => {
    const name = { id: OUTSIDE, name: 'Renamed', sector: 'HOUSING', service: null };
    const moved = { id: OUTSIDE, name: 'Housing', sector: 'HOUSING', service: 'health' };
    const refusals = await Promise.all(
      [name, moved].map((given) => refusal(acts.putOrganisation(hub, review, elsewhere(), given))),
    );
    const told = { code: 'CONFLICT', message: `The organisation "${OUTSIDE}" is entered already, as "Housing".` };
    expect(refusals).toEqual([told, told]);
  });

  it('enters it as it is and is told nothing else', async () => {
    const same = { id: OUTSIDE, name: 'Housing', sector: 'HOUSING', service: null };
    expect(await answer('putOrganisation', elsewhere(), same)).toBe(OUTSIDE);
  });

  it('ends no key and no appointment of the other', async () => {
    const organisation = review.organisationOf('HOS');
    expect(await answer('revokeSigningKey', elsewhere())).toBe('NOT_FOUND');
    expect(await answer('dismiss', elsewhere(), { person: review.author('HOS'), organisation })).toBe('NOT_FOUND');
  });

  it('appoints nobody who acts for another organisation', async () => {
    expect(await refused('appoint', { person: review.author('HOS') })).toEqual({
      code: 'CONFLICT',
      message: `"${review.author('HOS')}" acts for another organisation.`,
    });
  });
});

describe('an administrator who was let in', () => {
  const another = () => `another-${review.reference}`;
  const may = async (person: string) => (await hub.ask(person, '{ administrators { person } }')).errors === undefined;
  const listed = async () => {
    const { administrators } = await hub.data<{ administrators: readonly { person: string }[] }>(
      administrator(),
      '{ administrators { person appointedBy endedBy endedAt } }',
    );
    return administrators.filter(({ person }) => [administrator(), another()].includes(person));
  };

  it('administers the partnership, and no other, until they are dismissed: felt within ten seconds', async () => {
    expect(await may(another())).toBe(false);
    expect(await answer('appointAdministrator', administrator(), { person: another() })).toBe(true);
    await vi.waitFor(async () => expect(await may(another())).toBe(true), 10_000);
    expect(await hub.data(another(), '{ administrators { person } reviews { id } }')).toMatchObject({
      reviews: expect.arrayContaining([{ id: review.id }]),
    });
    expect(await answer('appointAdministrator', elsewhere(), { person: another() })).toBe(true);
    expect(await answer('dismissAdministrator', elsewhere(), { person: another() })).toBe(true);
    expect(await may(another())).toBe(true);

    expect(await answer('dismissAdministrator', administrator(), { person: another() })).toBe(true);
    await vi.waitFor(async () => expect(await may(another())).toBe(false), 10_000);
    expect(await answer('dismissAdministrator', administrator(), { person: another() })).toBe('NOT_FOUND');
  });

  it('is listed with who let them in and who ended them', async () => {
    const own = { person: administrator(), appointedBy: null, endedBy: null, endedAt: null };
    const ended = { person: another(), appointedBy: administrator(), endedBy: administrator() };
    expect(await listed()).toEqual([own, { ...ended, endedAt: expect.any(String) }]);
  });

  it('may end the one who let them in, and the last one is ended by nobody', async () => {
    const [first, second] = [elsewhere(), `second-${review.reference}`];
    expect(await refusal(acts.dismissAdministrator(hub, review, first, { person: first }))).toEqual({
      code: 'CONFLICT',
      message: `"${first}" alone administers this partnership: appoint somebody else first.`,
    });
    expect((await refusal(acts.shutOut(hub, review, first, { person: first }))).code).toBe('CONFLICT');
    await answer('appointAdministrator', first, { person: second });
    await vi.waitFor(async () => expect(await answer('shutOut', second, { person: first })).toBe(true), 10_000);
    await hub.stop('reviews');
    await hub.start('reviews');
    expect(
      await hub.sql('reviews', 'SELECT person FROM administrator WHERE partnership_id = $1', [hub.partnerships[1]!.id]),
    ).toEqual([{ person: second }]);
    await answer('appointAdministrator', second, { person: first });
    await vi.waitFor(
      async () => expect(await answer('dismissAdministrator', first, { person: second })).toBe(true),
      10_000,
    );
  });

  it('leaves one where two end each other at the same moment', async () => {
    const both = [`one-${review.reference}`, `two-${review.reference}`] as const;
    const partnership = randomUUID();
    await hub.sql('reviews', "INSERT INTO partnership (id, name) VALUES ($1, 'Two')", [partnership]);
    await hub.sql('reviews', 'INSERT INTO administrator (person, partnership_id) SELECT unnest($1::text[]), $2', [
      both,
      partnership,
    ]);
    const ends: Promise<unknown>[] = [];
    await whileHeld(hub.configOf('reviews').ownerDatabaseUrl, 'partnership', async () => {
      ends.push(...both.map((person, index) => answer('dismissAdministrator', person, { person: both[1 - index] })));
      await vi.waitFor(
        async () =>
          expect(
            await hub.sql(
              'reviews',
              "SELECT FROM pg_locks WHERE NOT granted AND relation = 'partnership'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            ),
          ).toHaveLength(2),
        10_000,
      );
    });
    expect((await Promise.all(ends)).toSorted()).toEqual(['CONFLICT', true]);
  });

  it.each([
    ['a member of the panel', () => review.person('member')],
    ['an author', () => review.author('HOS')],
  ])('is nobody who has a part that shows entries: %s', async (_what, of) => {
    expect(await refused('appointAdministrator', { person: of() })).toEqual({
      code: 'CONFLICT',
      message: `"${of()}" has a part in a review or an organisation of this partnership, and an administrator sees no entry. End that first.`,
    });
  });

  it('is nobody whom no sign-in service knows', async () => {
    expect(await refused('appointAdministrator', { person: 'council:ada' })).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'Nobody signs in as "council:ada" here.',
    });
  });

  it('is given no part that shows entries: in a panel, in an organisation, by an invitation', async () => {
    const told = {
      code: 'CONFLICT',
      message: `"${administrator()}" administers this partnership, and an administrator sees no entry.`,
    };
    expect(await refused('addMember', { person: administrator() })).toEqual(told);
    expect(await refused('appoint', { person: administrator() })).toEqual(told);
    const { invite } = await hub.data<{ invite: { secret: string } }>(
      administrator(),
      'mutation($review: ID!, $organisation: ID!) { invite(review: $review, organisation: $organisation, role: "AUTHOR") { secret } }',
      { review: review.id, organisation: review.organisationOf('HOS') },
    );
    const redeem = 'mutation($secret: String!) { redeemInvitation(secret: $secret) }';
    expect(await refusal(hub.ask(administrator(), redeem, invite))).toEqual(told);
  });
});

it('an office that is ended is felt within ten seconds', async () => {
  const reader = `reader-${review.reference}`;
  const given = { person: reader, role: 'ACCESS_LOG_READER' };
  const act = (name: string) =>
    hub.data(
      administrator(),
      `mutation($person: String!, $role: String!) { ${name}(person: $person, role: $role) }`,
      given,
    );
  const told = async () =>
    (await refusal(hub.ask(reader, '{ partnershipAccessLog(first: 1) { accesses { id } } }'))).code ?? 'answered';
  await act('giveOffice');
  await vi.waitFor(async () => expect(await told()).toBe('answered'), 10_000);
  await act('endOffice');
  await vi.waitFor(async () => expect(await told()).toBe('NOT_ALLOWED'), 10_000);
  await expect(act('endOffice')).rejects.toThrow('NOT_FOUND');
});

describe('a signing key', () => {
  const keyRows = (kid: string) =>
    hub.sql<{ jwk: object; valid_until: Date | null }>(
      'reviews',
      'SELECT jwk, valid_until FROM signing_key WHERE organisation_id = $1 AND kid = $2',
      [OUTSIDE, kid],
    );
  const aKey = async (kid: string, algorithm = 'ES256') => {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    return {
      open: { ...(await exportJWK(publicKey)), kid },
      secret: { ...(await exportJWK(privateKey)), kid, use: 'sig' },
    };
  };
  const put = (jwk: object) => refusal(acts.putSigningKey(hub, review, administrator(), { jwk: JSON.stringify(jwk) }));
  const taken = { code: undefined, message: undefined };

  it.each(['ES256', 'EdDSA'])('of %s handed in with its private half is kept without it', async (algorithm) => {
    const kid = `by-mistake-${algorithm}`;
    const { open, secret } = await aKey(kid, algorithm);
    expect(secret).toHaveProperty('d');
    expect(await put(secret)).toEqual(taken);
    expect((await keyRows(kid)).map(({ jwk }) => jwk)).toEqual([open]);
    expect((await everything(hub)).filter((row) => row.includes(secret.d!))).toEqual([]);
  });

  it('entered again changes nothing, and another under its name is told', async () => {
    const [first, other] = [await aKey('twice'), await aKey('twice')];
    expect([await put(first.open), await put(first.open)]).toEqual([taken, taken]);
    expect(await put(other.open)).toEqual({
      code: 'CONFLICT',
      message: 'This organisation has another key with the kid "twice".',
    });
    expect((await keyRows('twice')).map(({ jwk }) => jwk)).toEqual([first.open]);
  });

  it('that was revoked stays revoked as of then, when it is revoked or entered again', async () => {
    const { open } = await aKey('revoked');
    await put(open);
    const revoke = () => answer('revokeSigningKey', administrator(), { organisation: OUTSIDE, kid: 'revoked' });
    expect(await revoke()).toBe(true);
    const [first] = await keyRows('revoked');
    expect(first!.valid_until).toBeInstanceOf(Date);
    expect(await revoke()).toBe(true);
    await put(open);
    expect(await keyRows('revoked')).toEqual([first]);
  });

  it.each([
    ['no JSON', 'PEM'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['a secret', '{"kty":"oct","k":"c2VjcmV0","kid":"s"}'],
    ['a key of RSA', '{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"r"}'],
    ['a point that is on no curve', '{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"p"}'],
  ])('that is %s is refused', async (_, jwk) => {
    expect(await refused('putSigningKey', { jwk })).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'This is not a public key as a JWK with a "kid".',
    });
  });

  it('without a name is refused', async () => {
    const { kid: _, ...nameless } = (await aKey('x')).open;
    expect((await put(nameless)).code).toBe('BAD_USER_INPUT');
    expect((await put({ ...nameless, kid: '' })).code).toBe('BAD_USER_INPUT');
    expect((await put({ ...nameless, kid: 5 })).code).toBe('BAD_USER_INPUT');
  });
});

describe('a wrong value is named', () => {
  const NOBODY = '00000000-0000-4000-8000-000000000000';
  const roles = 'CHAIR, PANEL_MEMBER, REPORT_WRITER, BUSINESS_MANAGER';
  const reply = { kind: 'DECLINED', on: '2024-02-20', by: 'Designated doctor' };

  it.each([
    [
      'appoint',
      { role: 'CHAIR' },
      'BAD_USER_INPUT',
      '"CHAIR" is not a role in an organisation: it takes AUTHOR, SIGNATORY, SYSTEM.',
    ],
    [
      'appoint',
      { role: 'author' },
      'BAD_USER_INPUT',
      '"author" is not a role in an organisation: it takes AUTHOR, SIGNATORY, SYSTEM.',
    ],
    ['appoint', { organisation: NOBODY }, 'NOT_FOUND', `There is no organisation with id "${NOBODY}".`],
    ['addMember', { role: 'KING' }, 'BAD_USER_INPUT', `"KING" is not a role in a review's panel: it takes ${roles}.`],
    ['addMember', { organisation: NOBODY }, 'NOT_FOUND', `There is no organisation with id "${NOBODY}".`],
    ['addMember', { review: NOBODY }, 'NOT_FOUND', `There is no review with id "${NOBODY}".`],
    ['shutOut', { person: 'nobody' }, 'NOT_FOUND', 'There is no person of this partnership with id "nobody".'],
    ['endMembership', { person: 'nobody' }, 'NOT_FOUND', 'There is no member of this review with id "nobody".'],
    [
      'putOrganisation',
      { service: 'astrology' },
      'BAD_USER_INPUT',
      '"astrology" is not a service of this hub: it has health, social-care, police, education.',
    ],
    [
      'putOrganisation',
      { service: 'reviews' },
      'BAD_USER_INPUT',
      '"reviews" is not a service of this hub: it has health, social-care, police, education.',
    ],
    [
      'putOrganisation',
      { sector: 'ALCHEMY' },
      'BAD_USER_INPUT',
      '"ALCHEMY" is not a sector: it takes HEALTH, SOCIAL_CARE, POLICE, EDUCATION, HOUSING, PROBATION, VOLUNTARY, OTHER.',
    ],
    [
      'putOrganisation',
      { id: 'x' },
      'BAD_USER_INPUT',
      '"x" is not an id for an organisation: it takes a UUID in lower case, or none.',
    ],
    ['putSigningKey', { organisation: NOBODY }, 'NOT_FOUND', `There is no organisation with id "${NOBODY}".`],
    ['revokeSigningKey', { kid: 'none' }, 'NOT_FOUND', 'There is no signing key with id "none".'],
    ['revokeSigningKey', { organisation: NOBODY, kid: 'k' }, 'NOT_FOUND', 'There is no signing key with id "k".'],
    [
      'recordReply',
      { organisation: OUTSIDE },
      'NOT_FOUND',
      `The organisation "${OUTSIDE}" was not asked to contribute to this review.`,
    ],
    [
      'recordReply',
      { reply: { ...reply, kind: 'SHRUG' } },
      'BAD_USER_INPUT',
      '"SHRUG" is not an answer: it takes OUTSIDE_HUB, NO_RECORD_FOUND, NO_RELEVANT_RECORD, DECLINED.',
    ],
    [
      'requestContribution',
      { request: aRequest({ organisation: NOBODY }) },
      'NOT_FOUND',
      `There is no organisation with id "${NOBODY}".`,
    ],
    [
      'requestContribution',
      { request: aRequest({ dueOn: '2024-02' }) },
      'BAD_USER_INPUT',
      '"2024-02" is not a day such as 2024-02-13.',
    ],
    [
      'requestContribution',
      { request: aRequest({ askedOn: '2024' }) },
      'BAD_USER_INPUT',
      '"2024" is not a day such as 2024-02-13.',
    ],
    [
      'requestContribution',
      { request: aRequest({ periodFrom: '2024-02-02', periodTo: '2024-02-01' }) },
      'BAD_USER_INPUT',
      'The period ends on "2024-02-01", before it begins on "2024-02-02".',
    ],
  ] as const)('by %s with %j: %s, %s', async (act, given, code, message) => {
    const before = await everything(hub);
    expect(await refused(act, given)).toEqual({ code, message });
    expect(await everything(hub)).toEqual(before);
  });

  it.each(['', 'h', 'hos', 'HOS 1', 'HÖS', '1HOS', 'A', 'ABCDEFGHIJKLM', 'HOS-1', 'HOS\n'])(
    'where "%s" is to be a short code',
    async (code) => {
      expect(await refused('requestContribution', { request: aRequest({ code }) })).toEqual({
        code: 'BAD_USER_INPUT',
        message: `"${code}" is not a short code: it takes 2 to 12 capital letters and digits, such as HOS or GPP1.`,
      });
    },
  );

  it.each([
    [{ id: 'x' }, '"x" is not an id for a review: it takes a UUID in lower case, or none.'],
    [
      { subjects: [{ id: 'x', pseudonym: 'R', role: 'r', atTheCentre: true }] },
      '"x" is not an id for a person: it takes a UUID in lower case, or none.',
    ],
    [{ incidentOn: '2024-02' }, '"2024-02" is not a day such as 2024-02-13.'],
    [{ scopingFrom: '2024' }, '"2024" is not a day such as 2024-02-13.'],
    [{ retainUntil: '2034' }, '"2034" is not a day such as 2024-02-13.'],
    [
      { scopingFrom: '2024-02-02', scopingTo: '2024-02-01' },
      'The period ends on "2024-02-01", before it begins on "2024-02-02".',
    ],
  ])('in a review with %j: %s', async (given, message) => {
    const before = await everything(hub);
    expect(await refused('openReview', { review: aReview(hub, given) })).toEqual({ code: 'BAD_USER_INPUT', message });
    expect(await everything(hub)).toEqual(before);
  });
});
