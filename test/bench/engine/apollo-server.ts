import { ApolloServer, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import { announce } from '../measure/contender.ts';

/** Serves an Apollo Server as the hub's own is served, with what costs time and is not needed off. */
export async function serveApollo(options: ApolloServerOptions<BaseContext>): Promise<void> {
  const apollo = new ApolloServer({
    introspection: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: JSON.stringify,
    ...options,
  } as ApolloServerOptions<BaseContext>);
  await apollo.start();
  const app = fastify({ keepAliveTimeout: 60_000 });
  app.route({ method: 'POST', url: '/graphql', handler: fastifyApolloHandler(apollo) });
  announce(await app.listen({ host: '127.0.0.1', port: 0 }));
}
