import { EventEmitter, once } from 'node:events';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../../gateway/server.ts';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, postTo, startFederatedHouse } from '../support/federated-house.ts';
import { logInMemory } from '../support/log-in-memory.ts';

const logged: string[] = [];

describe('the door of the gateway', () => {
  let house: FederatedHouse;

  beforeAll(async () => {
    const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
    house = await startFederatedHouse([reviews, health, police], { introspection: 'nobody', logger });
  });
  afterAll(() => house.close());

  const signedIn = async () => ({ authorization: `Bearer ${await house.token()}` });
  const send = async (body: unknown, headers: Record<string, string> = {}) =>
    postTo(house.gateway.url, body, { ...(await signedIn()), ...headers });

  it('is alive and ready', async () => {
    const alive = await fetch(`${house.gateway.url}/health`);
    const ready = await fetch(`${house.gateway.url}/health/ready`);

    expect(await alive.json()).toEqual({ status: 'alive' });
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', services: { health: 'up', police: 'up', reviews: 'up' } },
    ]);
  });

  it('is asked with POST only', async () => {
    const response = await fetch(`${house.gateway.url}/graphql?query={policeForces}`, { headers: await signedIn() });

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'query={policeForces}'],
    ['plain text', 'text/plain', '{"query":"{ policeForces }"}'],
    ['broken JSON', 'application/json', '{"query":'],
    ['a batch', 'application/json', '[{"query":"{ policeForces }"}]'],
    ['a poisoned prototype', 'application/json', '{"query":"{ policeForces }","variables":{"__proto__":{"a":1}}}'],
  ])('refuses %s', async (_, type, body) => {
    const { httpStatus, errors } = await send(body, { 'content-type': type });

    expect(httpStatus).toBeGreaterThanOrEqual(400);
    expect(httpStatus).toBeLessThan(500);
    expect(errors?.length).toBeGreaterThan(0);
  });

  it('keeps no queries for callers', async () => {
    const { errors } = await send({ extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } } });

    expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
  });

  it('refuses a request of more than sixteen megabytes', async () => {
    const { httpStatus, errors } = await send({ query: '{ policeForces }', variables: { a: 'x'.repeat(16_000_000) } });

    expect([httpStatus, errors?.[0]?.extensions['code']]).toEqual([413, 'LIMIT_EXCEEDED']);
  });

  it('refuses a query of too many words', async () => {
    const { httpStatus, errors } = await send({ query: `{ ${'policeForces '.repeat(10_001)} }` });

    expect([httpStatus, errors?.[0]?.message, errors?.[0]?.extensions['code']]).toEqual([
      ...[400, 'The query has too many words; one request may have 10000.', 'LIMIT_EXCEEDED'],
    ]);
  });

  it.each([
    ['a field that is not there', '{ policeForcez }', {}],
    ['an argument that is not there', '{ review(idd: "r1") { title } }', {}],
    ['a value of the wrong type', 'query($id: ID!) { review(id: $id) { title } }', { id: { a: 1 } }],
    ['an unknown operation', 'query A { policeForces }', {}],
  ])('says what is wrong, and suggests nothing: %s', async (_, query, variables) => {
    const { httpStatus, text, errors } = await send({
      query,
      variables,
      operationName: query.startsWith('query A') ? 'B' : undefined,
    });

    expect(httpStatus).toBe(400);
    expect(errors).toHaveLength(text.includes('idd') ? 2 : 1);
    expect(text).not.toContain('Did you mean');
  });

  it('does not tell about its schema unless allowed to', async () => {
    const { httpStatus, data } = await send({ query: '{ __schema { types { name } } }' });

    expect([httpStatus, data]).toEqual([400, undefined]);
  });

  it('forbids keeping and guessing', async () => {
    const { headers } = await send({ query: '{ policeForces }' });

    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['no-store', 'nosniff']);
    expect([
      headers.get('content-security-policy'),
      headers.get('x-frame-options'),
      headers.get('referrer-policy'),
    ]).toEqual([
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'DENY',
      'no-referrer',
    ]);
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('logs a request without what was asked or who asked with what', async () => {
    logged.length = 0;
    const query = 'query Secret($id: ID!) { review(id: $id) { title } }';

    await send({ query, variables: { id: 'canary-1' } }, { 'hub-purpose': 'canary-2' });

    const line = JSON.parse(logged.find((text) => text.includes('Secret')) ?? '{}');
    expect(line).toMatchObject({ operationName: 'Secret', failures: [], msg: 'answered' });
    expect(line.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(logged.join('')).not.toMatch(/canary|Bearer|eyJ|title/);
  });
});

describe('a gateway that ends', () => {
  it('lets a request under way end first', async () => {
    const events = new EventEmitter();
    const arrived = once(events, 'arrived');
    const policeForces = async () => {
      events.emit('arrived');
      await once(events, 'released');
      return ['NVP'];
    };
    const waiting = { ...police, resolvers: { ...police.resolvers, Query: { policeForces } } };
    const house = await startFederatedHouse([reviews, health, waiting]);

    const answer = house.ask('{ policeForces }');
    await arrived;
    const closed = house.gateway.close();
    events.emit('released');

    expect((await answer).data).toEqual({ policeForces: ['NVP'] });
    await closed;
    await house.close();
  });

  it('is not ready any more, and takes requests while others learn of it', async () => {
    const house = await startFederatedHouse([reviews, health, police], { drainMs: 300 });
    const closed = house.gateway.close();

    const ready = await fetch(`${house.gateway.url}/health/ready`);
    const answer = await house.ask('{ policeForces }');

    expect(ready.status).toBe(503);
    expect([answer.data, answer.headers.get('connection')]).toEqual([{ policeForces: ['NVP'] }, 'close']);
    await closed;
    await house.close();
  });

  it('does not start without the address of a service', async () => {
    const house = await startFederatedHouse([reviews, health, police]);
    const { supergraphSdl } = house;
    await house.close();

    const accessLog = logInMemory();
    const options = { host: '127.0.0.1', port: 0, supergraphSdl, keys: { service: {} }, issuers: [], accessLog };
    await expect(startGateway({ ...options, services: { reviews: 'http://127.0.0.1:1' } })).rejects.toThrow(
      'The service "health" of the supergraph has no address.',
    );
  });
});
