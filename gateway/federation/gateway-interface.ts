import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { type ExecutionResult, GraphQLError, getVariableValues } from 'graphql';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import type { Execution } from './ask.ts';
import type { Data } from './data.ts';
import { carryOut } from './execute.ts';
import { introspect } from './introspection.ts';
import { newOutcome, type Outcome } from './outcome.ts';
import { operationPlanner, type PreparedOperation, type ValidRequest } from './plan.ts';
import { project } from './project.ts';
import type { SubgraphClient } from './subgraph-client.ts';
import type { Supergraph } from './supergraph.ts';

/** What the engine must know of a caller: the headers that tell one service who asks. */
export type Caller = { readonly headersFor: (service: string) => Promise<Readonly<Record<string, string>>> };

/** The longest a service may take for its whole answer. */
export type TimeLimits = { readonly queryMs: number; readonly mutationMs: number };
export const timeLimits: TimeLimits = { queryMs: 2_000, mutationMs: 30_000 };

export type EngineOptions = {
  readonly supergraph: Supergraph;
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly limits?: TimeLimits;
};

const MOST_VARIABLE_ERRORS = 5;

/** The engine as Apollo Server takes it. Its context must be a `Caller`. */
export function federationEngine(options: EngineOptions): ApolloServerOptionsWithGateway<Caller>['gateway'] {
  const { apiSchema, sdl } = options.supergraph;
  const prepare = operationPlanner(options.supergraph);
  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema, coreSupergraphSdl: sdl });
      return () => {};
    },
    load: async () => ({
      executor: async (request) => {
        const { operation, operationName, request: asked, context } = request;
        if (operation === undefined || operation === null) {
          return { errors: [unknownOperation(asked.operationName)] };
        }
        try {
          const prepared = await prepare({ ...validRequest(request), operation, operationName });
          return await answer(options, prepared, asked.variables ?? {}, context as Caller);
        } catch (error) {
          if (error instanceof CaseReviewError) {
            return { errors: [error] };
          }
          throw error;
        }
      },
    }),
    stop: async () => {},
  };
}

const validRequest = ({ source, queryHash, document }: Omit<ValidRequest, 'operation' | 'operationName'>) => ({
  source,
  queryHash,
  document,
});

const unknownOperation = (name: string | undefined) =>
  new GraphQLError(name === undefined ? 'Must provide operation name.' : `Unknown operation named "${name}".`);

async function answer(
  options: EngineOptions,
  prepared: PreparedOperation,
  given: Readonly<Record<string, unknown>>,
  caller: Caller,
): Promise<ExecutionResult<Data, Data>> {
  const { apiSchema } = options.supergraph;
  const declared = prepared.operation.variableDefinitions ?? [];
  const { coerced, errors: wrong } = getVariableValues(apiSchema, declared, given, { maxErrors: MOST_VARIABLE_ERRORS });
  if (coerced === undefined) {
    return { errors: wrong };
  }
  const outcome = newOutcome();
  const gathered: Data = {};
  if (prepared.step !== null) {
    const send = sender(options, caller);
    await carryOut(
      { supergraph: options.supergraph, variables: coerced, data: gathered, outcome, send },
      prepared.step,
    );
  }
  const selections = prepared.selections(coerced);
  const data = project({ schema: apiSchema, selections, outcome }, prepared.rootType, gathered);
  if (data !== null && prepared.introspection !== null) {
    Object.assign(data, introspect(apiSchema, prepared.introspection, coerced));
  }
  return { data, ...reported(outcome) };
}

function sender({ clients, limits = timeLimits }: EngineOptions, caller: Caller): Execution['send'] {
  return async (call, body) => {
    const client = clients.get(call.service);
    if (client === undefined) {
      return { status: 'failed', failure: 'REFUSED', neverSent: true };
    }
    const headers = await caller.headersFor(call.service);
    return client.ask(body, headers, call.isMutation ? limits.mutationMs : limits.queryMs);
  };
}

/** Says what went wrong and, for every service that was asked, whether it answered. */
function reported(outcome: Outcome) {
  const errors = outcome.errors();
  const coverage = outcome.coverage();
  return {
    ...(errors.length === 0 ? {} : { errors }),
    ...(coverage.length === 0 ? {} : { extensions: { coverage } }),
  };
}
