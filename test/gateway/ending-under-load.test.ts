import { Agent, request } from 'undici';
import { afterAll, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, startFederatedHouse } from '../support/federated-house.ts';

const EVERY_MS = 20;
const DRAIN_MS = 500;
/** How long the police think: longer than it takes to ask five times, so that some are always under way. */
const THINKING_MS = 120;

type Ending = 'answered' | 'answered with errors' | 'never taken' | 'dropped';

describe('a gateway that ends while fifty requests a second come in', () => {
  const houses: FederatedHouse[] = [];
  const policeForces = async () => {
    await new Promise((resolve) => setTimeout(resolve, THINKING_MS));
    return ['NVP'];
  };

  afterAll(async () => void (await Promise.all(houses.map((house) => house.close()))));

  const startHouse = async () => {
    const thinking = { ...police, resolvers: { ...police.resolvers, Query: { policeForces } } };
    const house = await startFederatedHouse([reviews, health, thinking], { drainMs: DRAIN_MS });
    houses.push(house);
    return house;
  };

  it.each([
    ['on a connection of its own each', () => new Agent({ pipelining: 0 })],
    ['on connections that are kept', () => new Agent({ connections: 20 })],
  ])('drops none that it took, %s', async (_, agentOf) => {
    const [house, agent] = [await startHouse(), agentOf()];
    const authorization = `Bearer ${await house.token()}`;
    const asked: Promise<Ending>[] = [];
    const ask = () => void asked.push(endingOf(house.gateway.url, authorization, agent));
    const asking = setInterval(ask, EVERY_MS);
    await until(() => asked.length >= 25);

    await house.gateway.close();
    const askedBefore = asked.length;
    await until(() => asked.length >= askedBefore + 3);
    clearInterval(asking);
    const endings = await Promise.all(asked);

    expect(askedBefore).toBeGreaterThan(40);
    expect(count(endings, 'dropped')).toBe(0);
    expect(count(endings, 'answered with errors')).toBe(0);
    expect(count(endings, 'answered')).toBeGreaterThan(40);
    expect(count(endings, 'never taken')).toBeGreaterThanOrEqual(3);
    await agent.close();
  });
});

const count = (endings: readonly Ending[], wanted: Ending) => endings.filter((ending) => ending === wanted).length;

/** A request whose connection could not be made was never taken: whoever asks may ask another gateway. All else is dropped. */
async function endingOf(url: string, authorization: string, dispatcher: Agent): Promise<Ending> {
  try {
    const { body } = await request(`${url}/graphql`, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: '{"query":"{ policeForces }"}',
    });
    const { data } = (await body.json()) as { readonly data?: unknown };
    return JSON.stringify(data) === '{"policeForces":["NVP"]}' ? 'answered' : 'answered with errors';
  } catch (error) {
    return (error as { syscall?: string }).syscall === 'connect' ? 'never taken' : 'dropped';
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
