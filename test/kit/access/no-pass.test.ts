import { readFileSync } from 'node:fs';
import { importJWK, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signPass } from '../../../subgraphs/kit/access/pass.ts';
import type { ServiceKeys } from '../../../subgraphs/kit/service/keys.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';

const anything = [
  '{ __typename }',
  '{ _service { sdl } }',
  '{ __schema { queryType { name } } }',
  '{ healthKinds { code } }',
  'query($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
  'mutation { publishHealthContribution(review: "r", organisation: "o", key: "k") { receipt } }',
  '{ nothing of the kind',
];

describe('a service asked without a pass', () => {
  let hub: TestHub;

  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.close());

  const post = (service: string, query: string, headers: Readonly<Record<string, string>> = {}, path = '/graphql') =>
    fetch(`${hub.addressOf(service)}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables: { representations: [] } }),
    });
  const passFor = async (audience: string) => {
    const { service } = JSON.parse(readFileSync(hub.keys.privateFile('gateway'), 'utf8')) as { service: JWK };
    const key = (await importJWK(service, 'ES256')) as ServiceKeys['service']['key'];
    const claims = { organisation: null, reviews: [], hasMore: false, administers: [], purpose: null, requestId: 'r' };
    return signPass({ key, kid: service.kid ?? '' }, 'ada', audience, claims);
  };

  it.each(anything)('answers %s with nothing', async (query) => {
    for (const service of ['reviews', 'health']) {
      const response = await post(service, query);
      expect([response.status, await response.json()]).toEqual([
        401,
        {
          errors: [
            {
              message: 'This service answers only requests that carry a pass.',
              extensions: { code: 'UNAUTHENTICATED' },
            },
          ],
        },
      ]);
    }
  });

  it.each(['/graphql?query=%7B__typename%7D', '/graphql?', '/graphql/', '/GRAPHQL', '//graphql', '/graphql%3F'])(
    'answers with nothing at %s',
    async (path) => {
      for (const service of ['reviews', 'health']) {
        const response = await post(service, '{ __typename }', {}, path);
        expect([401, 404]).toContain(response.status);
        expect(await response.text()).not.toContain('"data"');
      }
    },
  );

  it.each(['GET', 'PUT', 'OPTIONS', 'HEAD'])('answers %s with nothing', async (method) => {
    const response = await fetch(`${hub.addressOf('health')}/graphql?query=%7B__typename%7D`, { method });
    expect([401, 404]).toContain(response.status);
  });

  it('answers with nothing for a pass that has ended, though it has answered for the same one before', async () => {
    const { service } = JSON.parse(readFileSync(hub.keys.privateFile('gateway'), 'utf8')) as { service: JWK };
    const now = Math.floor(Date.now() / 1_000);
    const claims = { organisation: null, reviews: [], hasMore: false, administers: [], purpose: null, requestId: 'r' };
    const pass = await new SignJWT({ ...claims, iss: 'hub:gateway', aud: 'subgraph:health', sub: 'ada' })
      .setProtectedHeader({ alg: 'ES256', typ: 'pass+jwt', kid: service.kid ?? '' })
      .setIssuedAt(now)
      .setExpirationTime(now + 2)
      .sign(await importJWK(service, 'ES256'));
    const headers = { authorization: `Bearer ${await hub.token('ada')}`, 'x-hub-pass': pass };
    const status = async () => (await post('health', '{ __typename }', headers)).status;
    expect(await status()).toBe(200);
    await vi.waitFor(async () => expect(await status()).toBe(401), 5_000);
    expect(Date.now()).toBeGreaterThanOrEqual((now + 2) * 1_000);
  });

  it('answers with nothing for a pass to another service, and for one of which a letter was changed', async () => {
    const pass = await passFor('health');
    const authorization = `Bearer ${await hub.token('ada')}`;
    const changed = pass.replace(/.(?=.{8}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    const statuses = await Promise.all([
      post('health', '{ __typename }', { 'x-hub-pass': pass, authorization }),
      post('reviews', '{ __typename }', { 'x-hub-pass': pass, authorization }),
      post('health', '{ __typename }', { 'x-hub-pass': changed, authorization }),
      post('health', '{ __typename }', { authorization: `Bearer ${pass}` }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 401, 401, 401]);
  });

  it("answers with nothing for a pass without its caller's own token, or with somebody else's", async () => {
    const headers = { 'x-hub-pass': await passFor('health') };
    const answers = await Promise.all([
      post('health', '{ __typename }', headers),
      post('health', '{ __typename }', { ...headers, authorization: `Bearer ${await hub.token('eve')}` }),
      post('health', '{ __typename }', { ...headers, authorization: 'Bearer a.b.c' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(await answers[1]!.json()).toMatchObject({
      errors: [{ message: 'The pass of this request is for somebody else than its token.' }],
    });
  });

  it('answers a service with nothing on the way between services, too', async () => {
    const reviews = hub.addressOf('reviews');
    const json = { 'content-type': 'application/json' };
    const answers = await Promise.all([
      fetch(`${reviews}/memberships?person=ada`),
      fetch(`${reviews}/memberships?person=ada`, { headers: { authorization: `Bearer ${await passFor('reviews')}` } }),
      fetch(`${reviews}/identity-matches`, { method: 'POST', headers: json, body: '{}' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['', '', '']);
  });
});
