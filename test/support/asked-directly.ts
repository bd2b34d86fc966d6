import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import type { Memberships } from '../../gateway/identity/memberships.ts';
import { PASS_HEADER, signPass } from '../../subgraphs/kit/access/pass.ts';
import { serviceToken, signingKeyOf } from '../../subgraphs/kit/service/keys.ts';
import type { Answer } from './federated-house.ts';
import type { TestHub } from './hub.ts';

/** What a gateway sends for a person: their own token, and the pass made from what the reviews say of them. */
export async function headersFor(hub: TestHub, person: string, service: string): Promise<Record<string, string>> {
  const { service: own } = JSON.parse(readFileSync(hub.keys.privateFile('gateway'), 'utf8')) as { service: JWK };
  const key = await signingKeyOf(own);
  const asked = await fetch(`${hub.addressOf('reviews')}/memberships?person=${encodeURIComponent(person)}`, {
    headers: { authorization: `Bearer ${await serviceToken(key, 'gateway', 'reviews')}` },
  });
  const memberships = (await asked.json()) as Memberships;
  const pass = await signPass(key, person, service, {
    ...memberships,
    hasMore: false,
    purpose: null,
    requestId: 'test',
  });
  return { authorization: `Bearer ${await hub.token(person)}`, [PASS_HEADER]: pass };
}

/** Asks a service past the gateway, with the headers a gateway would send. */
export async function askService(
  hub: TestHub,
  service: string,
  headers: Readonly<Record<string, string>>,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Pick<Answer, 'data' | 'errors' | 'text'>> {
  const response = await fetch(`${hub.addressOf(service)}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { ...(JSON.parse(text) as Answer), text };
}
