import { setTimeout as after } from 'node:timers/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { pino } from 'pino';
import { nobody } from '../subgraphs/kit/access-log/asker.ts';
import { holdAnswers, type Trailed, trailPlugin } from '../subgraphs/kit/access-log/hold-answers.ts';
import { exchangeWithReviews } from './access-log/exchange-with-reviews.ts';
import { allowanceOf, usualAllowance } from './allowance.ts';
import { graphServer } from './apollo/graph-server.ts';
import { jsonStatus } from './apollo/json-status.ts';
import { documentsServed } from './documents-served.ts';
import type { Graph } from './federation/answer.ts';
import { federationEngine } from './federation/gateway-interface.ts';
import { addFrontPage } from './front-page.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { addGraphiql } from './graphiql/add-graphiql.ts';
import { httpServer } from './http-server.ts';
import type { IdentifiedCaller } from './identity/caller.ts';
import { developersAlone } from './identity/developers-alone.ts';
import { signInWith } from './identity/sign-in.ts';
import { requestMetrics } from './metrics/request-metrics.ts';
import { startMetrics } from './metrics/start-metrics.ts';
import { addHealth } from './readiness.ts';
import { LONGEST_CHANGE, refuseLongBody, requestCheck } from './request-limits.ts';
import { graphReader } from './served-graph.ts';
import { withDocument } from './trusted-documents.ts';
import { watchGraph } from './watched-graph.ts';

type LoggedCaller = IdentifiedCaller & Trailed;

/** A gateway that listens. `close` lets requests under way end first. */
export type RunningGateway = {
  readonly url: string;
  /** Where its metrics are; null when there are none. */
  readonly metricsUrl: string | null;
  readonly close: () => Promise<void>;
};

/** Starts the gateway. Throws when the supergraph cannot be read or one of its services has no address. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { introspection = 'developers', logger = pino(), limits, drainMs = 0, issuers } = options;
  const metrics = options.metricsPort === undefined ? null : await startMetrics(options.metricsPort);
  const graphs = graphReader(metrics?.engine ?? null, options.tls ?? null);
  let graph = await graphs.read(options);
  const signIn = await signInWith({ ...options.keys, issuers }, graph.reviews);
  const engine = federationEngine({
    ...graph,
    ...(limits === undefined ? {} : { limits }),
    ...(metrics === null ? {} : { observer: metrics.engine }),
  });
  let isClosing = false;
  const app = httpServer(logger, () => isClosing, options.httpsOnly ?? false);
  const trailOf = holdAnswers(
    app,
    options.accessLog,
    ({ id }) => id,
    ([code]) => metrics?.engine.refusedNobody(code ?? 'INTERNAL'),
  );
  app.server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'ECONNRESET') {
      logger.info({ code }, 'unreadable');
      metrics?.engine.refusedNobody('UNREADABLE');
    }
  });
  app.addHook('onRequest', async (request) => {
    if (request.trail !== null && request.method !== 'POST') {
      // It is refused whoever asks; the log says who it was, where that can be known.
      await signIn.verify(request).then(
        ({ person }) => trailOf(request).by({ ...nobody, person }),
        () => undefined,
      );
    }
  });
  const plugins: ApolloServerPlugin<LoggedCaller>[] = [
    fastifyApolloDrainPlugin(app),
    jsonStatus,
    trailPlugin<LoggedCaller>(),
  ];
  if (introspection === 'developers') {
    plugins.push(developersAlone());
  }
  if (metrics !== null) {
    plugins.push(requestMetrics(metrics.engine));
    app.addHook('onResponse', async (_request, reply) => metrics.engine.responded(reply.statusCode));
  }
  const apollo = graphServer({ engine, introspection: introspection !== 'nobody', logger, plugins });
  await apollo.start();
  addHealth(
    app,
    () => graph.clients,
    () => isClosing,
  );
  if (introspection !== 'nobody') {
    addGraphiql(app, introspection === 'everybody' ? 'everybody' : signIn.isDeveloper);
  }
  if (introspection === 'everybody') {
    addFrontPage(app);
  }
  const check = requestCheck();
  const allowance = allowanceOf(options.allowance ?? usualAllowance);
  const { freeQueries = 'nobody' } = options;
  const documentsFor = ({ supergraph }: Graph) =>
    documentsServed(options.trustedDocuments ?? new Map(), supergraph.apiSchema, logger, metrics?.engine ?? null);
  let documents = documentsFor(graph);
  app.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: LONGEST_CHANGE,
    onRequest: async (request) => {
      const { person } = await signIn.verify(request);
      trailOf(request).by({ ...nobody, person });
      await allowance.take(person);
      await refuseLongBody(request, signIn.mayUpload);
    },
    preHandler: async (request) => {
      request.body = withDocument(request.body, documents, freeQueries);
      check(request);
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const trail = trailOf(request);
        const caller = await signIn.callerOf(request, reply);
        trail.by(caller.asker);
        trail.about(caller.reviewAsked);
        return { ...caller, trail, given: (rows) => allowance.given(caller.person, rows) };
      },
    }),
  });
  const stopWatching = watchGraph(options.watched, logger, async (source) => {
    graph = await graphs.read(source);
    documents = documentsFor(graph);
    engine.replace(graph);
  });
  const { service, sealer } = options.keys;
  const stopExchanging =
    sealer === undefined
      ? () => {}
      : await exchangeWithReviews(options.accessLog, { service, sealer }, () => graph.reviews);
  const url = await app.listen({ host: options.host, port: options.port });
  const close = async () => {
    isClosing = true;
    stopWatching();
    stopExchanging();
    await after(drainMs);
    await apollo.stop();
    await graphs.close();
    await metrics?.close();
  };
  return { url, metricsUrl: metrics?.url ?? null, close };
}
