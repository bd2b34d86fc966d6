import { setTimeout as after } from 'node:timers/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import type { JWK } from 'jose';
import { type Logger, pino } from 'pino';
import type { Issuer } from '../subgraphs/kit/access/issuers.ts';
import type { AccessLog } from '../subgraphs/kit/access-log/access-log.ts';
import { nobody } from '../subgraphs/kit/access-log/asker.ts';
import { holdAnswers, type Trailed, trailPlugin } from '../subgraphs/kit/access-log/hold-answers.ts';
import type { VerifyingKey } from '../subgraphs/kit/service/public-keys.ts';
import type { Tls } from '../subgraphs/kit/service/tls.ts';
import { exchangeWithReviews } from './access-log/exchange-with-reviews.ts';
import { type AllowanceLimits, allowanceOf, usualAllowance } from './allowance.ts';
import { graphServer } from './apollo/graph-server.ts';
import { jsonStatus } from './apollo/json-status.ts';
import { federationEngine, type TimeLimits } from './federation/gateway-interface.ts';
import { httpServer } from './http-server.ts';
import type { IdentifiedCaller } from './identity/caller.ts';
import { developersAlone } from './identity/developers-alone.ts';
import { signInWith } from './identity/sign-in.ts';
import { requestMetrics } from './metrics/request-metrics.ts';
import { startMetrics } from './metrics/start-metrics.ts';
import { addHealth } from './readiness.ts';
import { LONGEST_CHANGE, refuseLongBody, requestCheck } from './request-limits.ts';
import { type GraphSource, graphReader } from './served-graph.ts';
import { type FreeQueries, type TrustedDocuments, withDocument } from './trusted-documents.ts';
import { type WatchTimes, watchFileFor } from './watch-file.ts';

/** What a gateway needs to start. */
export type GatewayOptions = GraphSource & {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly keys: GatewayKeys;
  /** What the gateway proves itself with to the services, and asks of them; unless given, they speak plain HTTP. */
  readonly tls?: Tls | null;
  /** Whose access tokens are taken. */
  readonly issuers: readonly Issuer[];
  /** Holds every answer until it is written down who got what. Closed by whoever opened it. */
  readonly accessLog: AccessLog;
  /** Where the supergraph comes from: when the file changes it is read again, and served unless it is refused. */
  readonly watched?: WatchedGraph;
  /** Who may ask the graph about itself; unless given, developers. */
  readonly introspection?: Introspection;
  readonly trustedDocuments?: TrustedDocuments;
  /** Who may ask what is in no trusted document; unless given, nobody. */
  readonly freeQueries?: FreeQueries;
  /** What one person may have of this process; unless given, the usual. */
  readonly allowance?: AllowanceLimits;
  /** How long requests are still taken when the gateway is told to end, not being ready any more; unless given, 0. */
  readonly drainMs?: number;
  /** The port of metrics, 0 for any free one; unless given, there are none. Never the port above. */
  readonly metricsPort?: number;
  /** True where callers come by HTTPS alone, and are told to go on so; unless given, false. */
  readonly httpsOnly?: boolean;
  readonly logger?: Logger;
  readonly limits?: TimeLimits;
};

/** Who may ask the graph about itself. */
export type Introspection = 'everybody' | 'developers' | 'nobody';

export type WatchedGraph = { readonly file: string; readonly read: () => GraphSource; readonly times?: WatchTimes };

export type GatewayKeys = {
  /** The gateway's private key, with which it signs passes and its own tokens. */
  readonly service: JWK;
  /** Finds the public key of the sealer of access logs; without it no seals are exchanged. */
  readonly sealer?: VerifyingKey;
};

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
  const trailOf = holdAnswers(app, options.accessLog, ({ id }) => id);
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
  const check = requestCheck();
  const allowance = allowanceOf(options.allowance ?? usualAllowance);
  const { trustedDocuments = new Map(), freeQueries = 'nobody' } = options;
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
      request.body = withDocument(request.body, trustedDocuments, freeQueries);
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

/** Serves each new graph that can be served. Of one that cannot, the log says why, and the last good one stays. */
function watchGraph(watched: WatchedGraph | undefined, logger: Logger, serve: (source: GraphSource) => Promise<void>) {
  if (watched === undefined) {
    return () => {};
  }
  const { file, read, times } = watched;
  const serveNew = async () => {
    try {
      await serve(read());
      logger.info({ file }, 'a new supergraph is served');
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      logger.error({ file, reason }, 'the new supergraph is refused, the last good one stays');
    }
  };
  let turn = Promise.resolve();
  const changed = () => {
    turn = turn.then(serveNew);
  };
  return watchFileFor(file, changed, times);
}
