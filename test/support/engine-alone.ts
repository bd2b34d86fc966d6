import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { Caller } from '../../gateway/federation/answer.ts';
import { federationEngine } from '../../gateway/federation/gateway-interface.ts';
import { startPlanner } from '../../gateway/federation/planning/planner-process.ts';
import { subgraphClient } from '../../gateway/federation/subgraph-client.ts';
import { readSupergraph, serviceNamesIn } from '../../gateway/federation/supergraph.ts';

/** Serves any supergraph with the engine and nothing else: nobody signs in, nothing is logged. */
export async function serveAlone(
  sdl: string,
  /** Where each service is, by its name in the supergraph: `/graphql` is below it. */
  addresses: Readonly<Record<string, string>>,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const planner = await startPlanner(sdl);
  const clients = new Map(serviceNamesIn(sdl).map((name) => [name, subgraphClient(addresses[name]!)]));
  const server = new ApolloServer<Caller>({
    gateway: federationEngine({ supergraph: readSupergraph(sdl, planner), clients }),
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: async () => ({ headersFor: async () => ({}) }),
  });
  return {
    url,
    close: async () => {
      await server.stop();
      planner.retire();
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
