import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, FormattedExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { leastRecentlyUsed } from '../../subgraphs/kit/least-recently-used.ts';
import { MOST_TOKENS } from '../document-limits.ts';
import type { IdentifiedCaller } from '../identity/caller.ts';
import { clientError } from './client-errors.ts';
import type { FederationEngine } from './gateway-interface.ts';
import { apolloLog, requestLog } from './request-log.ts';

const MOST_RECURSIVE_SELECTIONS = 10_000;
const MOST_VALIDATION_ERRORS = 5;

export type GraphServerOptions<Context extends IdentifiedCaller> = {
  readonly engine: FederationEngine;
  readonly introspection: boolean;
  readonly logger: Logger;
  readonly plugins: readonly ApolloServerPlugin<Context>[];
};

/** Documents that are parsed and validated once for as long as they are remembered. */
const REMEMBERED_DOCUMENTS = 200;

/**
 * Apollo Server's own store counts what a document is as JSON. In memory, with its tokens, it is some twenty times that:
 * 30 MB of it made a gateway of 800 MB.
 */
function rememberedDocuments() {
  const documents = leastRecentlyUsed<DocumentNode>(REMEMBERED_DOCUMENTS);
  return {
    get: async (key: string) => documents.get(key),
    set: async (key: string, document: DocumentNode) => documents.set(key, document),
    delete: async (key: string) => documents.delete(key),
  };
}

/**
 * Gives an answer as text and empties it. Apollo Server holds on to each request by an object with accessors of its own,
 * which V8 cannot let go of before a full collection: without this, the content of every answer grew old there, and
 * collecting it took a fifth of the gateway's time.
 */
function writtenOut(result: FormattedExecutionResult): string {
  const text = JSON.stringify(result);
  for (const key of Object.keys(result.data ?? {})) {
    result.data![key] = undefined;
  }
  return text;
}

/** Apollo Server around the engine, with everything off that a caller does not need. */
export const graphServer = <Context extends IdentifiedCaller>({
  engine,
  introspection,
  logger,
  plugins,
}: GraphServerOptions<Context>) =>
  new ApolloServer<Context>({
    gateway: engine,
    introspection,
    logger: apolloLog(logger),
    formatError: clientError,
    // Never 'development': Apollo Server must not change its manners by where it runs.
    nodeEnv: 'production',
    csrfPrevention: true,
    persistedQueries: false,
    documentStore: rememberedDocuments(),
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    maxRecursiveSelections: MOST_RECURSIVE_SELECTIONS,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS },
    stopOnTerminationSignals: false,
    stringifyResult: writtenOut,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      requestLog(logger),
      ...plugins,
    ],
  });
