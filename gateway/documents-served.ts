import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { EngineMetrics } from './metrics/engine-metrics.ts';
import { type ServedDocuments, servedDocuments, type TrustedDocuments } from './trusted-documents.ts';

/** Holds trusted documents against the graph that is served from now on. Each that does not fit is logged and counted. */
export function documentsServed(
  trusted: TrustedDocuments,
  schema: GraphQLSchema,
  logger: Logger,
  metrics: Pick<EngineMetrics, 'documentsHeld'> | null,
): ServedDocuments {
  const served = servedDocuments(trusted, schema);
  metrics?.documentsHeld(served.fitting.size, served.unfit.size);
  for (const [document, reason] of served.unfit) {
    logger.error({ document, reason }, 'a trusted document does not fit the graph, and is not served');
  }
  return served;
}
