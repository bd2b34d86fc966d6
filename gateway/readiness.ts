import type { FastifyInstance } from 'fastify';
import { failureFrom, type SubgraphClient } from './federation/subgraph-client.ts';

/** How each service is: `up`, or `down:` and why. */
export type Readiness = { readonly isReady: boolean; readonly services: Readonly<Record<string, string>> };

const PROBE_MS = 1_000;

/** Asks every service, side by side, whether it is alive. */
export async function readinessOf(clients: ReadonlyMap<string, SubgraphClient>): Promise<Readiness> {
  const states = await Promise.all([...clients].map(async ([name, client]) => [name, await stateOf(client)] as const));
  return { isReady: states.every(([, state]) => state === 'up'), services: Object.fromEntries(states) };
}

async function stateOf(client: SubgraphClient): Promise<string> {
  try {
    const { httpStatus } = await client.get('/health', {}, PROBE_MS);
    return httpStatus === 200 ? 'up' : 'down: not well';
  } catch (error) {
    return `down: ${failureFrom(error).toLowerCase()}`;
  }
}

/** Adds `/health` (this process is alive) and `/health/ready` (every service answers, and we are not closing). */
export function addHealth(
  app: Pick<FastifyInstance, 'get'>,
  clients: () => ReadonlyMap<string, SubgraphClient>,
  isClosing: () => boolean,
): void {
  app.get('/health', async () => ({ status: 'alive' }));
  app.get('/health/ready', async (_request, reply) => {
    const { isReady, services } = await readinessOf(clients());
    const ready = isReady && !isClosing();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', services });
  });
}
