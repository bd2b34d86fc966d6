import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { IdentifiedCaller } from '../identity/caller.ts';
import { isUnexpected } from './client-errors.ts';
import { isData } from './data.ts';

/** Logs each request once: who failed and how long it took. Never what was asked with, or what came back. */
export function requestLog(logger: Logger): ApolloServerPlugin<IdentifiedCaller> {
  return {
    requestDidStart: async () => {
      const started = performance.now();
      return {
        didEncounterErrors: async ({ errors, contextValue: { requestId } }) => {
          for (const { extensions, originalError } of errors) {
            if (isUnexpected(extensions['code']) && originalError !== undefined) {
              logger.error({ requestId, stack: originalError.stack }, 'unexpected error');
            }
          }
        },
        willSendResponse: async ({ operationName, contextValue: { requestId, left }, response: { body }, errors }) => {
          const coverage = body.kind === 'single' ? body.singleResult.extensions?.['coverage'] : undefined;
          const failures =
            Array.isArray(coverage) && !left.aborted
              ? coverage.filter((each) => isData(each) && each['answered'] !== true)
              : [];
          const durationMs = Math.round(performance.now() - started);
          const codes = [...new Set(errors?.map(({ extensions }) => extensions['code'] ?? 'INTERNAL'))];
          logger.info(
            { requestId, operationName, durationMs, failures, codes },
            left.aborted ? 'caller left' : 'answered',
          );
        },
      };
    },
  };
}
