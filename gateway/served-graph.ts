import { clientSide, type Tls } from '../subgraphs/kit/service/tls.ts';
import type { Graph } from './federation/answer.ts';
import { guarded } from './federation/breaker.ts';
import type { Planner } from './federation/planning/planner.ts';
import { startPlanner } from './federation/planning/planner-process.ts';
import { type SubgraphClient, subgraphClient } from './federation/subgraph-client.ts';
import { readSupergraph, serviceNamesIn } from './federation/supergraph.ts';
import type { EngineMetrics } from './metrics/engine-metrics.ts';
import { measured } from './metrics/measured-client.ts';

/** What a graph is made from: the composed schema, and where its services are. */
export type GraphSource = {
  readonly supergraphSdl: string;
  /** Base address of each service, by its name in the supergraph. `/graphql` and `/health` are below it. */
  readonly services: Readonly<Record<string, string>>;
};

/** A graph whose services include the one that knows who may read what. */
export type ServableGraph = Graph & { readonly reviews: SubgraphClient };

/** Reads graphs, one after the other, over the same connections. */
export type GraphReader = {
  /** Throws when the supergraph cannot be read or planned with, or one of its services has no address. */
  readonly read: (source: GraphSource) => Promise<ServableGraph>;
  readonly close: () => Promise<void>;
};

/** Starts with no connections: one is opened to a service when a graph first has it, and stays for requests under way. */
export function graphReader(metrics: EngineMetrics | null = null, tls: Tls | null = null): GraphReader {
  const opened = new Map<string, SubgraphClient>();
  let planner: Planner | null = null;
  return {
    read: async ({ supergraphSdl, services }) => {
      const addresses = serviceNamesIn(supergraphSdl).map((name) => [name, addressOf(name, services)] as const);
      const clients = new Map(
        addresses.map(([name, address]) => {
          const client = opened.get(name) ?? open(name, address, metrics, tls);
          opened.set(name, client);
          return [name, client];
        }),
      );
      const reviews = clients.get('reviews');
      if (reviews === undefined) {
        throw new Error('The supergraph has no service "reviews", which knows who may read what.');
      }
      const next = await startPlanner(supergraphSdl, metrics ?? undefined);
      try {
        const supergraph = readSupergraph(supergraphSdl, next);
        planner?.retire();
        planner = next;
        return { supergraph, clients, reviews, explainsNulls: true };
      } catch (error) {
        next.retire();
        throw error;
      }
    },
    close: async () => {
      planner?.retire();
      await Promise.all([...opened.values()].map((client) => client.close()));
    },
  };
}

function open(name: string, address: string, metrics: EngineMetrics | null, tls: Tls | null): SubgraphClient {
  const client = subgraphClient(address, tls === null ? {} : clientSide(tls, name));
  if (metrics === null) {
    return guarded(client);
  }
  metrics.breakerChanged(name, false);
  return guarded(measured(name, client, metrics), undefined, (isOpen) => metrics.breakerChanged(name, isOpen));
}

function addressOf(name: string, services: GraphSource['services']): string {
  const address = services[name];
  if (address === undefined) {
    throw new Error(`The service "${name}" of the supergraph has no address.`);
  }
  return address;
}
