import { generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyPass } from '../../subgraphs/kit/access/pass.ts';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, now, postTo, startFederatedHouse, TEST_ISSUER } from '../support/federated-house.ts';

const query = '{ policeForces }';

describe('signing in', () => {
  let house: FederatedHouse;
  let memberships: unknown;

  const ask = (headers: Record<string, string>, body: unknown = { query }) => postTo(house.gateway.url, body, headers);
  const callsTo = (service: string) => house.subgraphs[service]!.calls;

  beforeAll(async () => {
    house = await startFederatedHouse([reviews, health, police], { memberships: () => memberships });
  });
  afterAll(() => house.close());
  beforeEach(() => {
    memberships = {
      organisation: 'NVP',
      administers: ['lscp'],
      reviews: [{ review: 'r1', reference: 'R-1', roles: ['CHAIR'] }],
    };
    for (const { calls, pages } of Object.values(house.subgraphs)) {
      calls.length = 0;
      pages.length = 0;
    }
  });

  describe('with a token that is not good', () => {
    const claims: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
      ['that has ended', { exp: now() - 31 }, 'at+jwt'],
      ['that never ends', { exp: undefined }, 'at+jwt'],
      ['for another hub', { aud: 'another' }, 'at+jwt'],
      ['of another issuer', { iss: 'http://localhost/elsewhere' }, 'at+jwt'],
      ['that begins later', { nbf: now() + 60 }, 'at+jwt'],
      ['that names nobody', { sub: undefined }, 'at+jwt'],
      ['that is no access token', {}, 'JWT'],
    ];

    it.each(claims)('refuses one %s', async (_, changed, typ) => {
      const { httpStatus, errors } = await ask({ authorization: `Bearer ${await house.token(changed, typ)}` });

      expect([httpStatus, errors?.[0]?.extensions]).toEqual([401, { code: 'UNAUTHENTICATED' }]);
      expect(callsTo('police')).toHaveLength(0);
    });

    const made: readonly (readonly [string, () => Promise<string>])[] = [
      ['none', async () => ''],
      ['of another scheme', async () => `Basic ${await house.token()}`],
      ['that is not a token', async () => 'Bearer nonsense'],
      [
        'without a signature',
        async () => {
          const [, payload] = (await house.token()).split('.');
          return `Bearer ${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`;
        },
      ],
      [
        'signed with another key',
        async () => {
          const { privateKey } = await generateKeyPair('ES256');
          const token = new SignJWT({ sub: 'ada', iss: TEST_ISSUER, aud: 'hub', exp: now() + 60 });
          return `Bearer ${await token.setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'test' }).sign(privateKey)}`;
        },
      ],
      [
        'signed with a shared secret',
        async () => {
          const token = new SignJWT({ sub: 'ada', iss: TEST_ISSUER, aud: 'hub', exp: now() + 60 });
          return `Bearer ${await token.setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'test' }).sign(new Uint8Array(32))}`;
        },
      ],
      [
        'whose claims were changed',
        async () => {
          const [head, , signature] = (await house.token()).split('.');
          const [, payload] = (await house.token({ sub: 'eve' })).split('.');
          return `Bearer ${head}.${payload}.${signature}`;
        },
      ],
    ];

    it.each(made)('refuses one %s', async (_, authorization) => {
      const { httpStatus, headers } = await ask({ authorization: await authorization() });

      expect([httpStatus, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    });

    it('does not read what they send', async () => {
      const { httpStatus } = await ask({}, '{ not even JSON');

      expect(httpStatus).toBe(401);
    });
  });

  it('accepts a clock that is half a minute off', async () => {
    const { data } = await ask({ authorization: `Bearer ${await house.token({ exp: now() - 25 })}` });

    expect(data).toEqual({ policeForces: ['NVP'] });
  });

  it('gives a service the caller, a pass for that service alone and nothing else that came in', async () => {
    const token = await house.token({ sub: 'grace' });
    const inbound = {
      'x-hub-pass': 'forged',
      'x-request-id': 'forged',
      'x-user': 'root',
      cookie: 'a=b',
      'x-forwarded-for': '::1',
    };

    await ask({ authorization: `Bearer ${token}`, 'hub-purpose': 'Panel meeting of 3 May', ...inbound });

    const headers = callsTo('police')[0]!.headers;
    const pass = headers['x-hub-pass'] as string;
    expect(Object.keys(headers).toSorted()).toEqual([
      'accept',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'traceparent',
      'x-hub-pass',
      'x-request-id',
    ]);
    expect(headers.authorization).toBe(`Bearer ${token}`);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(await verifyPass(pass, house.servicePublicKey, 'police')).toEqual({
      person: 'grace',
      organisation: 'NVP',
      administers: ['lscp'],
      reviews: new Map([['r1', { review: 'r1', reference: 'R-1', roles: ['CHAIR'] }]]),
      hasMore: false,
      purpose: 'Panel meeting of 3 May',
      requestId: headers['x-request-id'],
    });
    await expect(verifyPass(pass, house.servicePublicKey, 'health')).rejects.toThrow('not valid');
  });

  it('refuses a purpose that is too long', async () => {
    const { httpStatus, errors } = await house.ask(query, { headers: { 'hub-purpose': 'x'.repeat(201) } });

    expect([httpStatus, errors?.[0]?.message]).toEqual([
      400,
      'The header "hub-purpose" has 201 characters; it may have 200.',
    ]);
  });

  it('asks for memberships once in two seconds, proving who asks', async () => {
    const authorization = `Bearer ${await house.token({ sub: 'a/b&c' })}`;
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traced = { authorization, traceparent: `00-${traceId}-00f067aa0ba902b7-01` };

    await Promise.all([ask(traced), ask(traced)]);
    await ask({ authorization });

    const pages = house.subgraphs['reviews']!.pages;
    expect(pages.map(({ url }) => url)).toEqual(['/memberships?person=a%2Fb%26c']);
    const token = pages[0]!.headers.authorization!.replace('Bearer ', '');
    const { payload } = await jwtVerify(token, house.servicePublicKey);
    expect([payload.iss, payload.aud, payload.exp! - payload.iat!]).toEqual(['hub:gateway', 'service:reviews', 60]);
    expect(pages[0]!.headers['traceparent']).toMatch(new RegExp(`^00-${traceId}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`));
  });

  it('signs one pass for a person and service while it is fresh', async () => {
    const ofAda = { authorization: `Bearer ${await house.token({ sub: 'ada-2' })}` };
    const ofBen = { authorization: `Bearer ${await house.token({ sub: 'ben-2' })}` };

    await ask(ofAda);
    await ask(ofAda);
    await ask(ofBen);

    const [first, second, other] = callsTo('police').map(({ headers }) => headers['x-hub-pass']);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each([
    ['is not there', undefined],
    ['cannot be read', { reviews: 'all' }],
  ])('clears nobody when the answer about memberships %s', async (what, answer) => {
    memberships = answer;

    const authorization = `Bearer ${await house.token({ sub: `person ${what}` })}`;
    const { httpStatus, errors } = await ask({ authorization });

    expect(httpStatus).toBe(503);
    expect(errors).toEqual([
      {
        message: 'The reviews service did not say what you are cleared for.',
        extensions: { code: 'AGENCY_UNAVAILABLE', agency: 'reviews' },
      },
    ]);
    expect(callsTo('police')).toHaveLength(0);
  });

  describe('of somebody with more reviews than fit into a pass', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `review-${index + 100}`);
    const named = (count: number) => `${query} # ${ids.slice(0, count).join(' ')}`;

    beforeEach(() => {
      memberships = {
        organisation: null,
        administers: [],
        reviews: ids.map((review) => ({ review, reference: `reference of ${review}`, roles: ['CHAIR'] })),
      };
    });

    it('names the reviews that the query and its variables mention', async () => {
      const authorization = `Bearer ${await house.token({ sub: 'busy' })}`;

      await ask({ authorization }, { query: named(1), variables: { id: 'review-129' } });

      const viewer = await verifyPass(
        callsTo('police')[0]!.headers['x-hub-pass'] as string,
        house.servicePublicKey,
        'police',
      );
      expect([...viewer.reviews.keys()]).toEqual(['review-100', 'review-129']);
    });

    it('tells of the change that was made, and asks for the name of a review where another service needs it', async () => {
      const authorization = `Bearer ${await house.token({ sub: 'busy' })}`;

      const { data, errors } = await ask(
        { authorization },
        { query: 'mutation { rename(id: "r1", title: "New") { title } addPoliceEntry(text: "x") }' },
      );

      expect(data).toEqual({ rename: { title: 'New' }, addPoliceEntry: null });
      expect(errors).toEqual([
        {
          message: 'You have a part in 30 reviews. Name the one that the request is about, by its id or reference.',
          path: ['addPoliceEntry'],
          extensions: { code: 'LIMIT_EXCEEDED', agency: 'police' },
        },
      ]);
      expect(callsTo('police')).toHaveLength(0);
    });

    it('refuses a request that mentions too many', async () => {
      const authorization = `Bearer ${await house.token({ sub: 'busy' })}`;

      const { httpStatus, errors } = await ask({ authorization }, { query: named(21) });

      expect([httpStatus, errors?.[0]?.extensions['code']]).toEqual([400, 'LIMIT_EXCEEDED']);
    });
  });
});
