import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FormattedExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { rememberedDocuments } from '../../subgraphs/kit/service/remembered-documents.ts';
import { MOST_TOKENS } from '../document-limits.ts';
import type { FederationEngine } from '../federation/gateway-interface.ts';
import type { IdentifiedCaller } from '../identity/caller.ts';
import { clientError } from './client-errors.ts';
import { apolloLog, requestLog } from './request-log.ts';

const MOST_RECURSIVE_SELECTIONS = 10_000;
const MOST_VALIDATION_ERRORS = 5;

export type GraphServerOptions<Context extends IdentifiedCaller> = {
  readonly engine: FederationEngine;
  readonly introspection: boolean;
  readonly logger: Logger;
  readonly plugins: readonly ApolloServerPlugin<Context>[];
};

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
