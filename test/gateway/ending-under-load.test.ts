import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'undici';
import { afterAll, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, startFederatedHouse } from '../support/federated-house.ts';

/** How many ask, each again as soon as they are answered. */
const ASKING = 20;
const DRAIN_MS = 500;
/** How long the police think, so that some questions are always under way. */
const THINKING_MS = 120;

/** Header by which the test knows a request again. */
const NAME = 'x-name';

/** Let go is who is told to ask on another connection. */
type Ending = 'answered and let go' | 'answered and kept' | 'answered with errors' | 'never taken' | 'dropped';

describe('a gateway that ends while twenty people ask without a pause', () => {
  const houses: FederatedHouse[] = [];
  afterAll(async () => void (await Promise.all(houses.map((house) => house.close()))));

  /** Starts a house whose police answer nobody until everybody has asked, and tells when that is. */
  const startHouse = async () => {
    let asked = 0;
    let tell = () => {};
    const everybodyAsked = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const policeForces = async () => {
      asked += 1;
      if (asked === ASKING) {
        tell();
      }
      await everybodyAsked;
      await new Promise((resolve) => setTimeout(resolve, THINKING_MS));
      return ['NVP'];
    };
    const thinking = { ...police, resolvers: { ...police.resolvers, Query: { policeForces } } };
    const house = await startFederatedHouse([reviews, health, thinking], { drainMs: DRAIN_MS });
    houses.push(house);
    return { house, everybodyAsked };
  };

  it.each([
    ['on a connection of its own each', () => new Agent({ pipelining: 0 })],
    ['on connections that are kept', () => new Agent({ connections: 20 })],
  ])('drops none that it took, %s', async (_, agentOf) => {
    const [{ house, everybodyAsked }, agent] = [await startHouse(), agentOf()];
    const authorization = `Bearer ${await house.token()}`;
    const taken = namesTakenBy(house.gateway.url);
    const endings: Ending[] = [];
    const askOn = async () => {
      let ending: Ending;
      do {
        ending = await endingOf(house.gateway.url, authorization, agent, taken.names);
        endings.push(ending);
      } while (ending !== 'never taken');
    };
    const asking = Promise.all(Array.from({ length: ASKING }, askOn));
    await everybodyAsked;

    await house.gateway.close();
    await asking;
    taken.stop();

    expect(count(endings, 'dropped')).toBe(0);
    expect(count(endings, 'answered with errors')).toBe(0);
    expect(count(endings, 'answered and kept')).toBe(0);
    expect(count(endings, 'answered and let go')).toBeGreaterThanOrEqual(ASKING);
    expect(count(endings, 'never taken')).toBe(ASKING);
    await agent.close();
  });
});

const count = (endings: readonly Ending[], wanted: Ending) => endings.filter((ending) => ending === wanted).length;

/** Names of the requests that a gateway has begun to take, seen from Node and not from the gateway. */
function namesTakenBy(url: string) {
  const { port } = new URL(url);
  const names = new Set<string>();
  const listener = (message: unknown) => {
    const { request } = message as { readonly request: IncomingMessage };
    if (request.socket.localPort === Number(port)) {
      names.add(String(request.headers[NAME]));
    }
  };
  subscribe('http.server.request.start', listener);
  return { names, stop: () => unsubscribe('http.server.request.start', listener) };
}

/** A request that the gateway never took may be sent to another one. What it took and did not answer is dropped. */
async function endingOf(
  url: string,
  authorization: string,
  dispatcher: Agent,
  taken: ReadonlySet<string>,
): Promise<Ending> {
  const name = randomUUID();
  try {
    const { body, headers } = await request(`${url}/graphql`, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, [NAME]: name },
      body: '{"query":"{ policeForces }"}',
    });
    const { data } = (await body.json()) as { readonly data?: unknown };
    if (JSON.stringify(data) !== '{"policeForces":["NVP"]}') {
      return 'answered with errors';
    }
    return headers['connection'] === 'close' ? 'answered and let go' : 'answered and kept';
  } catch {
    return taken.has(name) ? 'dropped' : 'never taken';
  }
}
