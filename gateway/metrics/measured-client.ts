import type { SubgraphClient } from '../federation/subgraph-client.ts';
import type { EngineMetrics } from './engine-metrics.ts';

const MS = 1_000;

/** The same way to a service, with every call counted and timed. */
export const measured = (service: string, client: SubgraphClient, metrics: EngineMetrics): SubgraphClient => ({
  ...client,
  ask: async (...asked) => {
    const started = performance.now();
    const reply = await client.ask(...asked);
    const result = reply.status === 'answered' ? 'ANSWERED' : reply.failure;
    metrics.serviceAsked(service, result, (performance.now() - started) / MS);
    return reply;
  },
});
