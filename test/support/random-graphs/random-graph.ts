import type { GraphQLSchema } from 'graphql';
import { composers, type InProcessEngine, inProcessEngine } from '../federation-suites/in-process-engine.ts';
import type { GraphChoices } from './choices.ts';
import { graphFrom } from './graph.ts';
import { servedSchema, servicesOf } from './services.ts';
import { resolveWhole } from './whole.ts';

/** A graph of several services, as the engine answers for it and as one who knows everything does. */
export type RandomGraph = {
  /** What each service says of it, to be read where the two differ. */
  readonly text: string;
  readonly engine: InProcessEngine;
  readonly whole: GraphQLSchema;
  readonly close: () => void;
};

/** Makes a graph; null for choices that do not compose, and for a graph that the planner cannot read. */
export async function randomGraph(choices: GraphChoices, explainsNulls: boolean): Promise<RandomGraph | null> {
  const model = graphFrom(choices);
  const services = servicesOf(model);
  const sdl = composed(services);
  if (sdl === null) {
    return null;
  }
  const schemas = Object.fromEntries(services.map((service) => [service.name, servedSchema(model, service)]));
  const engine = await inProcessEngine(sdl, schemas, explainsNulls).catch(() => null);
  if (engine === null) {
    return null;
  }
  resolveWhole(model, engine, explainsNulls);
  return {
    text: services.map(({ name, typeDefs }) => `# ${name}\n${typeDefs}`).join('\n'),
    engine,
    whole: engine.apiSchema,
    close: engine.close,
  };
}

function composed(services: ReturnType<typeof servicesOf>): string | null {
  try {
    return composers.apollo(services);
  } catch {
    return null;
  }
}
