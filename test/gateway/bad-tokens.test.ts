import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, now, postTo, startFederatedHouse } from '../support/federated-house.ts';
import { startIssuer, type TestIssuer } from '../support/issuer.ts';

const query = '{ policeForces }';
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token that is not good', () => {
  let council: TestIssuer;
  let trust: TestIssuer;
  let house: FederatedHouse;
  const organisations = { OWN: '00000000-0000-4000-8000-000000000001' };

  beforeAll(async () => {
    [council, trust] = await Promise.all([startIssuer('ES256'), startIssuer('RS256')]);
    house = await startFederatedHouse([reviews, health, police], {
      issuers: [council.described({ organisations }), trust.described({ people: 'trust' })],
    });
  });
  afterAll(() => Promise.all([house.close(), council.close(), trust.close()]));

  const ask = (authorization: string | undefined) =>
    postTo(house.gateway.url, { query }, authorization === undefined ? {} : { authorization });
  const bearer = async (token: Promise<string>) => `Bearer ${await token}`;
  const claims = () => ({ sub: 'ada', iss: council.address, aud: 'hub', exp: now() + 60 });
  const signed = (header: object, secret: Uint8Array) =>
    new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header }).sign(secret);
  const parts = async () => (await council.token()).split('.') as [string, string, string];

  const bad: readonly (readonly [string, () => Promise<string | undefined>])[] = [
    ['none at all', async () => undefined],
    ['an empty one', async () => 'Bearer '],
    ['another scheme', async () => `Basic ${await council.token()}`],
    ['no token', async () => 'Bearer nonsense'],
    ['two tokens', async () => `Bearer ${await council.token()}, Bearer ${await council.token()}`],
    ['a shared secret', () => bearer(signed({ kid: 'key-1' }, new Uint8Array(32)))],
    [
      'the public key as a shared secret',
      () => bearer(signed({ kid: 'key-1' }, Buffer.from(JSON.stringify(council.publicKey())))),
    ],
    ['another audience', () => bearer(council.token({ aud: 'another' }))],
    ['no audience', () => bearer(council.token({ aud: undefined }))],
    ['an end more than half a minute ago', () => bearer(council.token({ exp: now() - 31 }))],
    ['no end', () => bearer(council.token({ exp: undefined }))],
    ['a beginning to come', () => bearer(council.token({ nbf: now() + 60 }))],
    ['an issuer nobody knows', () => bearer(council.token({ iss: 'https://elsewhere.example' }))],
    ['no issuer', () => bearer(council.token({ iss: undefined }))],
    ["one issuer's name and another's key", () => bearer(trust.token({ iss: council.address }))],
    [
      "one issuer's name and algorithm and a key nobody knows",
      async () => {
        const { privateKey } = await generateKeyPair('ES256');
        const token = new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'key-1' });
        return `Bearer ${await token.sign(privateKey)}`;
      },
    ],
    ['no kid', () => bearer(council.token({}, { kid: undefined }))],
    ['a path for a kid', () => bearer(council.token({}, { kid: '../../../../etc/passwd' }))],
    ['a kid that is no text', () => bearer(council.token({}, { kid: { $ne: '' } }))],
    [
      'a key of its own',
      async () => {
        const other = await startIssuer();
        await other.close();
        const token = new SignJWT(claims()).setProtectedHeader({
          ...{ alg: 'ES256', typ: 'at+jwt', kid: 'mine', jwk: other.publicKey() },
        });
        return `Bearer ${await token.sign(other.privateKey())}`;
      },
    ],
    ["an address of its keys' own", () => bearer(council.token({}, { kid: 'mine', jku: `${trust.address}/keys` }))],
    ['an address of certificates', () => bearer(council.token({}, { kid: 'mine', x5u: `${trust.address}/keys` }))],
    [
      'no signature',
      async () => `Bearer ${encoded({ alg: 'none', typ: 'at+jwt', kid: 'key-1' })}.${(await parts())[1]}.`,
    ],
    [
      'no algorithm and a signature',
      async () => `Bearer ${encoded({ alg: 'none', typ: 'at+jwt' })}.${(await parts())[1]}.AAAA`,
    ],
    ['an end that is cut off', async () => `Bearer ${(await council.token()).slice(0, -10)}`],
    ['two parts', async () => `Bearer ${(await parts()).slice(0, 2).join('.')}`],
    ['claims that were changed', async () => `Bearer ${(await parts())[0]}.${encoded(claims())}.${(await parts())[2]}`],
    ['claims that are no JSON', async () => `Bearer ${(await parts())[0]}.bm9uc2Vuc2U.${(await parts())[2]}`],
    ['an id token', () => bearer(council.token({ nonce: 'n' }, { typ: 'JWT' }))],
    ['no type', () => bearer(council.token({}, { typ: undefined }))],
    ['nobody', () => bearer(council.token({ sub: undefined }))],
    ['an empty name', () => bearer(council.token({ sub: '' }))],
    ["a name of another issuer's people", () => bearer(council.token({ sub: 'trust:ada' }))],
    ['an organisation the issuer may not speak for', () => bearer(council.token({ organisation: 'OTHER' }))],
    ['an organisation by a name of JavaScript', () => bearer(council.token({ organisation: 'constructor' }))],
    ['an organisation that is no text', () => bearer(council.token({ organisation: ['OWN'] }))],
    ['ten thousand letters', async () => `Bearer ${(await parts()).join('.')}${'A'.repeat(10_000)}`],
  ];

  beforeEach(() => {
    house.subgraphs['police']!.calls.length = 0;
  });

  it.each(bad)('is answered with 401: %s', async (_what, authorization) => {
    const { httpStatus, headers, errors } = await ask(await authorization());

    expect([httpStatus, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHENTICATED']);
    expect(house.subgraphs['police']!.calls).toHaveLength(0);
  });

  it('differs from a good one in nothing but that', async () => {
    for (const token of [await council.token({ organisation: 'OWN' }), await trust.token()]) {
      expect((await ask(`Bearer ${token}`)).data).toEqual({ policeForces: ['NVP'] });
    }
  });

  it('is not helped by a good one in a second header', async () => {
    const { request } = await import('undici');
    const token = await council.token();
    const answer = await request(`${house.gateway.url}/graphql`, {
      method: 'POST',
      headers: ['content-type', 'application/json', 'authorization', `Bearer ${token}`, 'authorization', 'Bearer x'],
      body: JSON.stringify({ query }),
    });
    await answer.body.dump();
    expect(answer.statusCode).toBe(401);
  });
});

describe('a good token of somebody who was appointed to an organisation', () => {
  const [own, second, other] = [1, 2, 3].map((each) => `00000000-0000-4000-8000-00000000000${each}`);
  let council: TestIssuer;
  let house: FederatedHouse;
  let memberships: unknown;

  beforeAll(async () => {
    council = await startIssuer('ES256');
    house = await startFederatedHouse([reviews, health, police], {
      issuers: [council.described({ organisations: { OWN: own!, SECOND: second! } })],
      memberships: () => memberships,
    });
  });
  afterAll(() => Promise.all([house.close(), council.close()]));

  const OTHERS = `Your sign-in service may not speak for the organisation "${other}", for which you act here.`;
  const NAMES_ANOTHER = `You act here for the organisation "${second}", and your token names another.`;
  const NAMES_NONE = `The token of a system names its organisation, here "${own}".`;

  it.each([
    ['is taken from an issuer that may speak for it', own, 'AUTHOR', {}, null],
    ['is taken where it names that organisation', own, 'AUTHOR', { organisation: 'OWN' }, null],
    ['is taken from a system that names it', own, 'SYSTEM', { organisation: 'OWN' }, null],
    ['is not taken from an issuer that may not, whatever an administrator entered', other, 'AUTHOR', {}, OTHERS],
    ['is not taken where it names another', second, 'AUTHOR', { organisation: 'OWN' }, NAMES_ANOTHER],
    ['is not taken from a system that names none', own, 'SYSTEM', {}, NAMES_NONE],
  ])('%s', async (what, organisation, role, claims, refused) => {
    memberships = { organisation, administers: [], reviews: [{ review: 'r1', reference: 'R-1', roles: [role] }] };
    house.subgraphs['police']!.calls.length = 0;
    const authorization = `Bearer ${await council.token({ sub: what, ...claims })}`;
    const { errors = [] } = await postTo(house.gateway.url, { query }, { authorization });
    const told = errors.map(({ message, extensions }) => [extensions['code'], message]);
    expect(told).toEqual(refused === null ? [] : [['NOT_ALLOWED', refused]]);
    expect(house.subgraphs['police']!.calls).toHaveLength(refused === null ? 1 : 0);
  });
});
