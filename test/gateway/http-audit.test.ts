import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, startFederatedHouse } from '../support/federated-house.ts';

const audits = serverAudits({ url: 'http://replaced.invalid/graphql' });

describe('GraphQL over HTTP', () => {
  let house: FederatedHouse;

  beforeAll(async () => {
    house = await startFederatedHouse([reviews, health, police], { introspection: true });
  });
  afterAll(() => house.close());

  const asSomebody: typeof fetch = async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${await house.token()}`);
    return fetch(String(url).replace('http://replaced.invalid', house.gateway.url), { ...init, headers });
  };

  it.each(audits.map(({ id, name }) => [id, name] as const))('%s %s', async (id) => {
    const audit = serverAudits({ url: 'http://replaced.invalid/graphql', fetchFn: asSomebody }).find((each) => each.id === id)!;
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason} ${(result as any).response?.status}`).toBe('ok');
  });
});
