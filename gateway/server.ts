import { randomUUID } from 'node:crypto';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import type { JWK } from 'jose';
import { type Logger, pino } from 'pino';
import { graphServer } from './federation/apollo.ts';
import { type TimeLimits, timeLimits } from './federation/gateway-interface.ts';
import { addHealth } from './federation/readiness.ts';
import { type SubgraphClient, subgraphClient } from './federation/subgraph-client.ts';
import { readSupergraph, serviceNamesIn } from './federation/supergraph.ts';
import { signInWith } from './identity/sign-in.ts';
import { nothingHere, refusalFrom, refuse, wrongMethod } from './refusals.ts';

/** What a gateway needs to start. */
export type GatewayOptions = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly supergraphSdl: string;
  /** Base address of each service, by its name in the supergraph. `/graphql` and `/health` are below it. */
  readonly services: Readonly<Record<string, string>>;
  readonly keys: GatewayKeys;
  readonly production: boolean;
  /** Whether callers may ask the graph about itself; unless given, only outside production. */
  readonly introspection?: boolean;
  readonly logger?: Logger;
  readonly limits?: TimeLimits;
};

export type GatewayKeys = {
  /** The gateway's private key, with which it signs passes and its own tokens. */
  readonly service: JWK;
  /** The public key of the development issuer of tokens. */
  readonly issuer: JWK;
};

/** A gateway that listens. `close` lets requests under way end first. */
export type RunningGateway = { readonly url: string; readonly close: () => Promise<void> };

/** Longest request of somebody who is signed in, in bytes. Nobody else's body is read at all. */
const LONGEST_BODY = 16_000_000;
const REQUEST_MS = 30_000;

/** Starts the gateway. Throws when the supergraph cannot be read or one of its services has no address. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { production, introspection = !production, logger = pino(), limits = timeLimits } = options;
  const supergraph = readSupergraph(options.supergraphSdl);
  const clients = clientsOf(options);
  const signIn = await signInWith({ ...options.keys, production }, clients.get('reviews'));
  let isClosing = false;
  const app = httpServer(logger, () => isClosing);
  const graph = graphServer({
    supergraph,
    clients,
    limits,
    introspection,
    logger,
    plugins: [fastifyApolloDrainPlugin(app)],
  });
  await graph.start();
  addHealth(app, clients, () => isClosing);
  const answer = fastifyApolloHandler(graph, { context: (request) => signIn.callerOf(request) });
  app.route({ method: 'POST', url: '/graphql', onRequest: signIn.verify, bodyLimit: LONGEST_BODY, handler: answer });
  const url = await app.listen({ host: options.host, port: options.port });
  const close = async () => {
    isClosing = true;
    await graph.stop();
    await Promise.all([...clients.values()].map((client) => client.close()));
  };
  return { url, close };
}

function clientsOf({ services, supergraphSdl }: GatewayOptions): ReadonlyMap<string, SubgraphClient> {
  return new Map(
    serviceNamesIn(supergraphSdl).map((name) => {
      const address = services[name];
      if (address === undefined) {
        throw new Error(`The service "${name}" of the supergraph has no address.`);
      }
      return [name, subgraphClient(address)];
    }),
  );
}

function httpServer(logger: Logger, isClosing: () => boolean) {
  const app = fastify({
    // No header a caller sends may name a request in our log.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_MS,
    return503OnClosing: false,
  });
  app.setErrorHandler((error, { id: requestId }, reply) => {
    const refusal = refusalFrom(error);
    const { httpStatus, code } = refusal;
    const stack = code === 'INTERNAL' && error instanceof Error ? { stack: error.stack } : {};
    logger.info({ requestId, httpStatus, code, ...stack }, 'refused');
    return refuse(reply, refusal);
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, request.url.split('?')[0] === '/graphql' ? wrongMethod : nothingHere),
  );
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    if (isClosing()) {
      reply.header('connection', 'close');
    }
  });
  return app;
}
