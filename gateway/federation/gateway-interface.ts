import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { type ExecutionResult, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { type Answer, answer, type Caller, type Graph, type TimeLimits, timeLimits } from './answer.ts';
import type { Data } from './data.ts';
import { operationPlanner, type PlanObserver, type ValidRequest } from './planning/plan.ts';

export type { TimeLimits } from './answer.ts';
export { WrittenData } from './carrying-out/write.ts';

export type EngineOptions = Graph & { readonly limits?: TimeLimits; readonly observer?: PlanObserver };

type ApolloGateway = NonNullable<ApolloServerOptionsWithGateway<Caller>['gateway']>;
type SchemaListener = Parameters<NonNullable<ApolloGateway['onSchemaLoadOrUpdate']>>[0];

/** One request, validated by Apollo Server. */
export type EngineRequest = Omit<ValidRequest, 'operation'> & {
  readonly operation: OperationDefinitionNode | null | undefined;
  readonly request: { readonly operationName?: string | undefined; readonly variables?: VariableValues | undefined };
  readonly schema: GraphQLSchema;
};

type VariableValues = Readonly<Record<string, unknown>>;

/** The engine as Apollo Server takes it, whose graph can be replaced while requests are under way. */
export type FederationEngine = ApolloGateway & {
  /** Answers one request. What its caller can act on is an error in the answer. */
  readonly answer: (request: EngineRequest, caller: Caller) => Promise<Answer>;
  readonly replace: (graph: Graph) => void;
};

/** A graph being served, with its plans: they go when it goes. */
type Served = Graph & { readonly prepare: ReturnType<typeof operationPlanner> };

const served = (graph: Graph, observer: PlanObserver | undefined): Served => ({
  ...graph,
  prepare: operationPlanner(graph.supergraph, observer),
});

/** Makes the engine. The context of its requests must be a `Caller`. */
export function federationEngine({ limits = timeLimits, observer, ...graph }: EngineOptions): FederationEngine {
  let current = served(graph, observer);
  // A request is carried out on the graph it was validated with, though another may have come in between.
  const bySchema = new WeakMap<GraphQLSchema, Served>([[graph.supergraph.apiSchema, current]]);
  const listeners = new Set<SchemaListener>();
  const answerTo: FederationEngine['answer'] = async (request, caller) => {
    const { operation, request: asked, schema } = request;
    if (operation === undefined || operation === null) {
      return { errors: [unknownOperation(asked.operationName)] };
    }
    const of = bySchema.get(schema) ?? current;
    try {
      const prepared = of.prepare({ ...validRequest(request), operation });
      return await answer(of, limits, prepared, asked.variables ?? {}, caller);
    } catch (error) {
      if (error instanceof CaseReviewError) {
        return { errors: [error] };
      }
      throw error;
    }
  };
  return {
    answer: answerTo,
    onSchemaLoadOrUpdate: (listener) => {
      listeners.add(listener);
      tell(listener, current);
      return () => listeners.delete(listener);
    },
    load: async () => ({ executor: (request) => parsedAnswer(answerTo(request, request.context as Caller)) }),
    stop: async () => {},
    replace: (next) => {
      current = served(next, observer);
      bySchema.set(next.supergraph.apiSchema, current);
      for (const listener of listeners) {
        tell(listener, current);
      }
    },
  };
}

/** An answer as graphql-js gives it: with its data as an object. */
export async function parsedAnswer(answered: Promise<Answer>): Promise<ExecutionResult<Data, Data>> {
  const { data, ...rest } = await answered;
  return { ...(data === undefined ? {} : { data: data && JSON.parse(data.json) }), ...rest };
}

const tell = (listener: SchemaListener, { supergraph: { apiSchema, sdl } }: Graph) =>
  listener({ apiSchema, coreSupergraphSdl: sdl });

const validRequest = ({ source, queryHash, document, operationName }: EngineRequest) => ({
  source,
  queryHash,
  document,
  operationName,
});

const unknownOperation = (name: string | undefined) =>
  new GraphQLError(name === undefined ? 'Must provide operation name.' : `Unknown operation named "${name}".`);
