import { generateKeyPairSync } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { PASS_HEADER } from '../../subgraphs/kit/access/pass.ts';
import { anEntry, chronology, refusal, send } from '../support/contribution.ts';
import { type Opened, openedBefore, type Promises } from './contract.ts';

const ENTITIES = 'query($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';

/** What the service itself answers, asked without the gateway. */
async function answerOf({ hub, agency }: Opened, query: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${hub.addressOf(agency.name)}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables: { representations: [] } }),
  });
  return { status: response.status, body: await response.json() };
}

/** A pass with everything in it, signed by nobody the service knows. */
async function forgedPass(service: string, review: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = await importPKCS8(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 'ES256');
  const claims = { organisation: null, reviews: [{ review, roles: ['CHAIR'] }], administers: [], purpose: null };
  return new SignJWT({ ...claims, requestId: 'forged' })
    .setProtectedHeader({ alg: 'ES256', typ: 'pass+jwt' })
    .setIssuer('hub:gateway')
    .setAudience(`subgraph:${service}`)
    .setSubject('anybody')
    .setIssuedAt()
    .setExpirationTime('8s')
    .sign(key);
}

export const keepsItsDoorClosed: Promises = (contract) => {
  describe('the service', () => {
    const opened = openedBefore(contract, async ({ review, own }) => {
      await send(own, [anEntry(review)]);
      return undefined;
    });

    it.each([
      ['its schema', '{ _service { sdl } }'],
      ['its introspection', '{ __schema { queryType { name } } }'],
      ['an entity', ENTITIES],
      ['nothing that can be read', 'not a query'],
    ])('asked without a pass for %s answers 401 and nothing else', async (_name, query) => {
      expect(await answerOf(opened(), query)).toEqual({
        status: 401,
        body: {
          errors: [
            {
              message: 'This service answers only requests that carry a pass.',
              extensions: { code: 'UNAUTHENTICATED' },
            },
          ],
        },
      });
    });

    it('asked at its address with a question mark answers 401 too', async () => {
      const { hub, agency } = opened();
      const response = await fetch(`${hub.addressOf(agency.name)}/graphql?operationName=any`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ _service { sdl } }' }),
      });
      expect(response.status).toBe(401);
    });

    it('asked with a pass the gateway has not signed answers 401', async () => {
      const pass = await forgedPass(opened().agency.name, opened().review.id);
      expect(await answerOf(opened(), '{ _service { sdl } }', { [PASS_HEADER]: pass })).toEqual({
        status: 401,
        body: {
          errors: [{ message: 'The pass of this request is not valid.', extensions: { code: 'UNAUTHENTICATED' } }],
        },
      });
    });

    it.each([
      ['entities', ENTITIES],
      ['its schema', '{ _service { sdl } }'],
    ])('cannot be asked for %s through the gateway', async (_name, query) => {
      const { hub, agency, review } = opened();
      const { edges } = await chronology(hub, review.author('OWN'), review);
      const representations = [{ __typename: `${agency.prefix}Entry`, id: edges[0]!.node.id }];
      const answer = await hub.ask(review.author('OWN'), query, { representations });
      expect(answer.data).toBeUndefined();
      expect(answer.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    });

    it('does not act for somebody who is not signed in', async () => {
      const { hub } = opened();
      const response = await fetch(`${hub.gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ reviews { id } }' }),
      });
      expect(response.status).toBe(401);
      expect(await refusal(response.json() as never)).toMatchObject({ code: 'UNAUTHENTICATED' });
    });
  });
};
