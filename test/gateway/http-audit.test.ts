import { type Audit, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, startFederatedHouse } from '../support/federated-house.ts';

const place = 'http://gateway.invalid';

/** What GraphQL over HTTP leaves open and this gateway does not do, and why. */
const notDone: Readonly<Record<string, string>> = {
  '5A70': 'GET is not routed: a query in an address would stand in logs and histories, and a link could send it.',
  D6D5: 'GET is not routed: variables in an address would stand in logs and histories.',
  '6A70': 'GET is not routed: variables in an address would stand in logs and histories.',
};

describe('GraphQL over HTTP', () => {
  let house: FederatedHouse;

  beforeAll(async () => {
    house = await startFederatedHouse([reviews, health, police], { introspection: 'everybody' });
  });
  afterAll(() => house.close());

  const signedIn: typeof fetch = async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${await house.token()}`);
    return fetch(String(url).replace(place, house.gateway.url), { ...init, headers });
  };
  const audits: readonly Audit[] = serverAudits({ url: `${place}/graphql`, fetchFn: signedIn });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (id, name, audit) => {
    const result = await audit.fn();

    if (notDone[id] === undefined) {
      expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
    } else {
      expect([name.split(' ')[0], result.status]).toEqual(['MAY', 'notice']);
    }
  });

  it.each([
    ['application/json', 200],
    ['application/graphql-response+json', 400],
    ['application/graphql-response+json, application/json;q=0.9', 400],
    ['*/*', 400],
  ])('gives a query that is not valid its status when "%s" is asked for', async (accept, httpStatus) => {
    expect((await house.ask('{ nothing }', { headers: { accept } })).httpStatus).toBe(httpStatus);
  });
});
