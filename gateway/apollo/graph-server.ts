import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { rememberedDocuments } from '../../subgraphs/kit/service/remembered-documents.ts';
import { MOST_TOKENS } from '../document-limits.ts';
import type { FederationEngine } from '../federation/gateway-interface.ts';
import type { IdentifiedCaller } from '../identity/caller.ts';
import { atOnce, textOf } from './at-once.ts';
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

/** Apollo Server around the engine, with everything off that a caller does not need. */
export const graphServer = <Context extends IdentifiedCaller>({
  engine,
  introspection,
  logger,
  plugins,
}: GraphServerOptions<Context>) => {
  const answering = atOnce(engine);
  return new ApolloServer<Context>({
    gateway: answering.engine,
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
    stringifyResult: textOf,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      requestLog(logger),
      ...plugins,
      answering.plugin,
    ],
  });
};
