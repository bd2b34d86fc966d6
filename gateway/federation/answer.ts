import { GraphQLError, getVariableValues } from 'graphql';
import { CaseReviewError, errorCodes } from '../../subgraphs/kit/errors.ts';
import type { Execution, Unasked } from './carrying-out/ask.ts';
import { carryOut } from './carrying-out/execute.ts';
import { newOutcome, type Outcome } from './carrying-out/outcome.ts';
import { WrittenData, write } from './carrying-out/write.ts';
import type { Data } from './data.ts';
import { introspect } from './operation/introspection.ts';
import type { PreparedOperation } from './planning/plan.ts';
import type { Presence, SubgraphClient } from './subgraph-client.ts';
import type { Supergraph } from './supergraph.ts';

/** A composed graph with the ways to its services. */
export type Graph = {
  readonly supergraph: Supergraph;
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  /**
   * Whether no null stands without an error: an object that its service does not know, a key that is null, a value that
   * callers may not know of. Federation itself has these be null and says no more.
   */
  readonly explainsNulls?: boolean;
};

/** What the engine must know of a caller. */
export type Caller = {
  /**
   * The headers that tell one service who asks. Throws CaseReviewError where they may not ask it: they get its sentence,
   * and others are asked all the same. Whatever else it throws is a fault of ours.
   */
  readonly headersFor: (service: string) => Promise<Readonly<Record<string, string>>>;
  /** Who it is: so that one caller alone cannot have a service taken for dead. */
  readonly person?: string;
  /** Whether they still wait for the answer. */
  readonly presence?: Presence;
  /** Is told how many rows the answer holds, once it is known. */
  readonly given?: (rows: number) => void;
};

/** An answer whose data is written already. */
export type Answer = {
  /** Left out when nothing was asked. */
  readonly data?: WrittenData | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Data;
};

/** The longest a service may take for its whole answer. */
export type TimeLimits = { readonly queryMs: number; readonly mutationMs: number };
export const timeLimits: TimeLimits = { queryMs: 2_000, mutationMs: 30_000 };

const MOST_VARIABLE_ERRORS = 5;

/** Answers one request of one caller. Throws LIMIT_EXCEEDED, before anything is asked, for more rows than may be. */
export async function answer(
  graph: Graph,
  limits: TimeLimits,
  prepared: PreparedOperation,
  given: Readonly<Record<string, unknown>>,
  caller: Caller,
): Promise<Answer> {
  const { apiSchema } = graph.supergraph;
  const declared = prepared.operation.variableDefinitions ?? [];
  const { coerced, errors: wrong } = getVariableValues(apiSchema, declared, given, { maxErrors: MOST_VARIABLE_ERRORS });
  if (coerced === undefined) {
    return { errors: wrong as readonly GraphQLError[] };
  }
  prepared.rows.check(coerced);
  const outcome = newOutcome(graph.explainsNulls ?? false);
  const gathered: Data = {};
  const { step, selected } = await prepared.settled(coerced);
  if (step !== null) {
    const send = sender(graph, limits, caller);
    await carryOut({ supergraph: graph.supergraph, variables: coerced, data: gathered, outcome, send }, step);
  }
  const json = write(selected, outcome, prepared.rootType, gathered);
  caller.given?.(json === null ? 0 : prepared.rows.count(gathered));
  const { introspection } = prepared;
  const data =
    json === null || introspection === null ? json : withData(json, introspect(apiSchema, introspection, coerced));
  return { data: data === null ? null : new WrittenData(data), ...reported(outcome) };
}

const withData = (json: string, data: Data) => JSON.stringify({ ...JSON.parse(json), ...data });

/** A caller who leaves takes all reading along. A change goes on: whoever asked for it must find it made. */
function sender({ clients }: Graph, limits: TimeLimits, caller: Caller): Execution['send'] {
  return async ({ service, kind }, body, read) => {
    const client = clients.get(service);
    const presence = kind === 'mutation' ? null : (caller.presence ?? null);
    if (client === undefined || presence?.hasLeft()) {
      return { status: 'failed', failure: 'REFUSED', neverSent: true };
    }
    let headers: Awaited<ReturnType<Caller['headersFor']>>;
    try {
      headers = await caller.headersFor(service);
    } catch (error) {
      return unasked(error, service);
    }
    const timeoutMs = kind === 'mutation' ? limits.mutationMs : limits.queryMs;
    return client.ask(body, headers, timeoutMs, { kind, person: caller.person ?? '', presence, read });
  };
}

/** A service that cannot be asked fails by itself: what another one has changed by then is made, and its answer arrives. */
function unasked(error: unknown, agency: string): Unasked {
  if (error instanceof CaseReviewError) {
    return {
      status: 'unasked',
      error: new GraphQLError(error.message, { extensions: { ...error.extensions, agency } }),
    };
  }
  // A fault of ours, and nobody else's. It is logged where errors are written down.
  const originalError = error instanceof Error ? error : null;
  return {
    status: 'unasked',
    error: new GraphQLError(errorCodes.INTERNAL, { extensions: { code: 'INTERNAL' }, originalError }),
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
