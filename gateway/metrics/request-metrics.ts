import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import type { Coverage } from '../federation/carrying-out/outcome.ts';
import { isData } from '../federation/data.ts';
import type { IdentifiedCaller } from '../identity/caller.ts';
import type { EngineMetrics, RequestOutcome } from './engine-metrics.ts';

const MS = 1_000;

/** What the answer says of each service that was asked. */
export function coverageIn({ body }: GraphQLResponse): readonly Coverage[] {
  const coverage = body.kind === 'single' ? body.singleResult.extensions?.['coverage'] : undefined;
  return Array.isArray(coverage) ? coverage.filter(isData).map((each) => each as Coverage) : [];
}

/** Counts each request once, by how it ended, and each agency that failed it. */
export function requestMetrics(metrics: EngineMetrics): ApolloServerPlugin<IdentifiedCaller> {
  return {
    requestDidStart: async () => {
      const started = performance.now();
      return {
        willSendResponse: async ({ response, contextValue: { presence } }) => {
          const outcome = presence.hasLeft() ? 'caller_left' : outcomeOf(response);
          metrics.requestEnded(outcome, (performance.now() - started) / MS);
          for (const { agency, failure } of outcome === 'caller_left' ? [] : coverageIn(response)) {
            if (failure !== undefined) {
              metrics.agencyFailed(agency, failure);
            }
          }
        },
      };
    },
  };
}

function outcomeOf(response: GraphQLResponse): RequestOutcome {
  const { data = undefined, errors = [] } = response.body.kind === 'single' ? response.body.singleResult : {};
  if (data === undefined) {
    return (response.http.status ?? 200) >= 500 ? 'failed' : 'refused';
  }
  const isInternal = errors.some(({ extensions }) => extensions?.['code'] === 'INTERNAL');
  if (data === null || isInternal) {
    return 'failed';
  }
  return coverageIn(response).some(({ answered }) => !answered) ? 'partial' : 'whole';
}
