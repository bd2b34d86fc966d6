import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { PASS_HEADER, verifyPass } from '../access/pass.ts';
import type { VerifyCaller } from '../access/signed-in.ts';
import type { Viewer } from '../access/viewer.ts';
import type { AccessLog } from '../access-log/access-log.ts';
import { askerOf } from '../access-log/asker.ts';
import { holdAnswers, type Trailed, trailPlugin } from '../access-log/hold-answers.ts';
import type { Trail } from '../access-log/trail.ts';
import { CaseReviewError } from '../errors.ts';
import { LONGEST_PUBLICATION } from '../publishing/too-long.ts';
import { compiledQueries } from './compiled-queries.ts';
import { answerOnlyExpected, type ExpectedCallers } from './expected-callers.ts';
import { letGoWhenClosing } from './let-go.ts';
import { log } from './log.ts';
import type { VerifyingKey } from './public-keys.ts';
import { rememberedDocuments } from './remembered-documents.ts';
import { requestIdOf } from './request-id.ts';
import { serverSide, type Tls } from './tls.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once pass and token are verified. */
    viewer: Viewer | null;
  }
}

export type GraphServerOptions<Context extends Trailed> = {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Verifies passes. */
  readonly gatewayKey: VerifyingKey;
  /** Verifies the caller's own token, which every pass comes with. */
  readonly verifyCaller: VerifyCaller;
  /** Holds every answer until it is written down who got what. */
  readonly accessLog: AccessLog;
  /** What the resolvers of one request get. */
  readonly contextFor: (viewer: Viewer, trail: Trail) => Context | Promise<Context>;
  /** True when the service can answer. */
  readonly healthy: () => Promise<boolean>;
  /** The plain-HTTP surface for other services, in no schema. */
  readonly addRoutes?: (server: FastifyInstance) => void;
  /** Whom the routes of that surface are for, where callers have certificates. */
  readonly expected?: ExpectedCallers;
};

export type RunningServer = { readonly url: string; readonly close: () => Promise<void> };

/** Bodies of a delivery hold the manifest of a whole contribution. */
const BODY_LIMIT = LONGEST_PUBLICATION;
const HEADER_LIMIT = 64 * 1024;

/** Serves a subgraph: every request carries a verified pass and its caller's own token, or is answered with nothing. */
export async function startGraphServer<Context extends Trailed>(
  {
    name,
    schema,
    gatewayKey,
    verifyCaller,
    accessLog,
    contextFor,
    healthy,
    addRoutes,
    expected,
  }: GraphServerOptions<Context>,
  { host, port }: { readonly host: string; readonly port: number },
  tls: Tls | null,
): Promise<RunningServer> {
  const server = httpServer(tls);
  answerOnlyExpected(server, name, { '/graphql': ['gateway'], ...expected });
  const formatError = (formatted: GraphQLFormattedError, error: unknown) => masked(name, formatted, error);
  const apollo = new ApolloServer<Context>({
    schema,
    nodeEnv: 'production',
    introspection: false,
    persistedQueries: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    formatError,
    documentStore: rememberedDocuments(),
    stringifyResult: JSON.stringify,
    plugins: [
      // Left on, it wraps the resolver of every field.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(server),
      trailPlugin<Context>(),
      compiledQueries<Context>(schema, formatError),
    ],
  });
  await apollo.start();
  server.get('/health', async (_request, reply) => {
    const well = await healthy().catch(() => false);
    return reply.code(well ? 200 : 503).send({ status: well ? 'up' : 'down' });
  });
  addRoutes?.(server);
  const trailOf = holdAnswers(server, accessLog, requestIdOf);
  const viewerOf = viewerOfRequest(viewerOfPass(name, gatewayKey), verifyCaller);
  server.decorateRequest('viewer', null);
  server.addHook('onRequest', async (request, reply) => {
    if (request.trail === null) {
      return undefined;
    }
    try {
      request.viewer = await viewerOf(request);
      request.trail.by(askerOf(request.viewer));
      return undefined;
    } catch (error) {
      return refuse(reply, error as CaseReviewError);
    }
  });
  await server.register(fastifyApollo(apollo), {
    path: '/graphql',
    method: ['POST'],
    context: async (request) => contextFor(request.viewer as Viewer, trailOf(request)),
  });
  letGoWhenClosing(server);
  const url = await server.listen({ host, port });
  return { url, close: () => server.close().then(() => apollo.stop()) };
}

/** A server without routes. With certificates it speaks with nobody who has none. */
function httpServer(tls: Tls | null): FastifyInstance {
  const limits = { bodyLimit: BODY_LIMIT, requestTimeout: 60_000, logger: false } as const;
  // A pass names up to twenty reviews, and for their authors the people of each.
  const http = { maxHeaderSize: HEADER_LIMIT };
  return tls === null
    ? fastify({ ...limits, http })
    : // Encrypted or not, its routes are the same.
      (fastify({ ...limits, https: { ...http, ...serverSide(tls) } }) as unknown as FastifyInstance);
}

/** Gives who asks: whoever the pass is for, if the caller's own token says so too. Neither alone answers anything. */
function viewerOfRequest(viewerOf: (pass: string | undefined) => Promise<Viewer>, verifyCaller: VerifyCaller) {
  return async ({ headers }: FastifyRequest): Promise<Viewer> => {
    const viewer = await viewerOf(headers[PASS_HEADER] as string | undefined);
    const { person } = await verifyCaller(headers.authorization);
    if (person !== viewer.person) {
      throw new CaseReviewError('UNAUTHENTICATED', 'The pass of this request is for somebody else than its token.');
    }
    return viewer;
  };
}

const refuse = (reply: FastifyReply, { message, extensions: { code } }: CaseReviewError) =>
  reply.code(code === 'SIGN_IN_UNAVAILABLE' ? 503 : 401).send({ errors: [{ message, extensions: { code } }] });

/** Verifies each pass once while it lives: a page asks with the same one several times. */
function viewerOfPass(name: string, key: VerifyingKey): (pass: string | undefined) => Promise<Viewer> {
  const verified = new Map<string, { readonly viewer: Promise<Viewer>; readonly until: number }>();
  return (pass) => {
    const held = pass === undefined ? undefined : verified.get(pass);
    if (held !== undefined && held.until > Date.now()) {
      return held.viewer;
    }
    const viewer = verifyPass(pass, key, name);
    if (pass !== undefined) {
      if (verified.size >= 1_000) {
        verified.clear();
      }
      verified.set(pass, { viewer, until: expiryOf(pass) });
    }
    return viewer;
  };
}

/** When the pass says that it ends, in milliseconds; nothing is believed of it but that. */
function expiryOf(pass: string): number {
  try {
    const { exp } = JSON.parse(Buffer.from(pass.split('.')[1] ?? '', 'base64url').toString()) as { exp: number };
    return exp * 1000;
  } catch {
    return 0;
  }
}

type Refusal = { readonly code?: string; readonly detail?: string };

/** Tells whether PostgreSQL refused a text, or one in jsonb, for a character that it cannot hold. */
function isUnstorableText(error: Refusal & { readonly driverError?: Refusal }): boolean {
  const { code = '', detail = '' } = error.driverError ?? error;
  return ['22021', '22P05'].includes(code) || (code === '22P02' && detail.includes('surrogate'));
}

/** Lets through what a caller can act on; anything else is a bug, logged here once and masked. */
function masked(name: string, formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  if (
    cause instanceof CaseReviewError ||
    (error as { extensions?: { code?: string } }).extensions?.code === 'GRAPHQL_VALIDATION_FAILED'
  ) {
    return formatted;
  }
  if (isUnstorableText(cause as Refusal)) {
    return {
      ...formatted,
      message: 'A text of this request holds the character U+0000 or half of a character.',
      extensions: { code: 'BAD_USER_INPUT' },
    };
  }
  const code = formatted.extensions?.['code'];
  if (code === 'BAD_USER_INPUT' || code === 'GRAPHQL_PARSE_FAILED') {
    return formatted;
  }
  log.error({ service: name, error: (cause as Error).name, at: stackOf(cause as Error) }, 'unexpected error');
  return {
    ...formatted,
    message: 'Something went wrong on our side. It has been recorded.',
    extensions: { code: 'INTERNAL' },
  };
}

/** Where it happened, without the message, which may hold what a record says. */
const stackOf = ({ stack }: Error) =>
  stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
