import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import { errorPlace } from '../error-place.ts';
import type { IdentifiedCaller } from '../identity/caller.ts';
import { coverageIn } from '../metrics/request-metrics.ts';
import { isUnexpected } from './client-errors.ts';

/** A name with a digit or a mark in it may be somebody's number. */
const plainWord = /^[A-Za-z]{1,40}$/;

/** Logs each request once: who was asked, who failed and how long it took. Never what was asked with, or what came back. */
export function requestLog(logger: Logger): ApolloServerPlugin<IdentifiedCaller> {
  return {
    requestDidStart: async () => {
      const started = performance.now();
      return {
        didEncounterErrors: async ({ errors, contextValue: { requestId, traceId } }) => {
          for (const { extensions, originalError } of errors) {
            if (isUnexpected(extensions['code']) && originalError !== undefined) {
              logger.error({ requestId, traceId, ...errorPlace(originalError) }, 'unexpected error');
            }
          }
        },
        willSendResponse: async ({ operationName: name, contextValue, response, errors }) => {
          const { requestId, traceId, presence } = contextValue;
          const hasLeft = presence.hasLeft();
          const coverage = hasLeft ? [] : coverageIn(response);
          const line = {
            requestId,
            traceId,
            ...(name !== null && plainWord.test(name ?? '') ? { operationName: name } : {}),
            durationMs: Math.round(performance.now() - started),
            agencies: coverage.map(({ agency }) => agency),
            failures: coverage.filter(({ answered }) => !answered),
            codes: [...new Set(errors?.map(({ extensions: { code } }) => (isUnexpected(code) ? 'INTERNAL' : code)))],
          };
          logger.info(line, hasLeft ? 'caller left' : 'answered');
        },
      };
    },
  };
}

/** The log as Apollo Server has it: that something happened there, and nothing of what it says, which may be a caller's. */
export const apolloLog = (logger: Logger) => ({
  debug: () => {},
  info: () => {},
  warn: () => logger.warn('Apollo Server warns'),
  error: () => logger.error('Apollo Server met an error'),
});
