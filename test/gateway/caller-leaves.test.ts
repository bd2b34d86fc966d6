import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, startFederatedHouse } from '../support/federated-house.ts';
import { bodyOf } from '../support/tiny-subgraph.ts';

/** A police service that answers nothing until it is told to. */
const events = new EventEmitter();
const held = createServer(async (request, response) => {
  await bodyOf(request);
  response.once('close', () => events.emit(response.writableFinished ? 'answered' : 'aborted'));
  events.emit('arrived', response);
});

describe('a caller who leaves', () => {
  let house: FederatedHouse;

  beforeAll(async () => {
    await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve));
    const { port } = held.address() as AddressInfo;
    house = await startFederatedHouse([reviews, health, police], {
      between: { police: async () => `http://127.0.0.1:${port}` },
    });
  });
  afterAll(async () => {
    await house.close();
    held.closeAllConnections();
    held.close();
  });

  /** Asks, and gives what the police got, and how to leave. */
  async function asked(query: string): Promise<{ readonly response: ServerResponse; readonly leave: () => void }> {
    const left = new AbortController();
    const arrived = once(events, 'arrived');
    fetch(`${house.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await house.token()}` },
      body: JSON.stringify({ query }),
      signal: left.signal,
    }).catch(() => {});
    const [response] = (await arrived) as [ServerResponse];
    return { response, leave: () => left.abort() };
  }

  it.each([
    ['at the root', '{ policeForces }'],
    ['for entities', '{ review(id: "r1") { chronology { record { reference } } } }'],
  ])('is not read for any longer: %s', async (_, query) => {
    const { leave } = await asked(query);
    const aborted = once(events, 'aborted');

    leave();

    await aborted;
  });

  it('has their changes made to the end', async () => {
    const change = await asked('mutation { addPoliceEntry(text: "x") rename(id: "r1", title: "New") { title } }');
    const calls = house.subgraphs['reviews']!.calls;
    calls.length = 0;
    change.leave();
    // The gateway has seen that the first caller left once it has seen it of a later one.
    const query = await asked('{ policeForces }');
    const aborted = once(events, 'aborted');
    query.leave();
    await aborted;

    const answered = once(events, 'answered');
    change.response.setHeader('content-type', 'application/json').end('{"data":{"addPoliceEntry":"x"}}');
    await answered;
    await house.ask('mutation { rename(id: "r1", title: "Other") { title } }');

    expect(calls.map(({ query: text }) => text.includes('"New"'))).toEqual([true, false]);
  });
});
