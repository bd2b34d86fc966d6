import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import { badInput } from '../../subgraphs/kit/errors.ts';
import type { Data } from './data.ts';
import { hasReservedRoot, type RootParts, splitRoot } from './introspection.ts';
import { leastRecentlyUsed } from './least-recently-used.ts';
import { type Selections, selectionsOf } from './selections.ts';
import { fragmentsIn, readPlan, type Step } from './steps.ts';
import type { Supergraph } from './supergraph.ts';

/** One operation, understood and planned. It holds nothing of any caller, so all callers share it. */
export type PreparedOperation = {
  readonly operation: OperationDefinitionNode;
  readonly rootType: string;
  /** Null when nothing needs to be fetched (`{ __typename }`). */
  readonly step: Step | null;
  readonly selections: (variables: Data) => Selections;
  readonly introspection: DocumentNode | null;
};

/** What Apollo Server has parsed and validated. */
export type ValidRequest = {
  readonly source: string;
  readonly queryHash: string;
  readonly operationName: string | null;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
};

/** Characters of query text whose plans are kept. */
const REMEMBERED_CHARACTERS = 4_000_000;
const SMALLEST_WEIGHT = 4_000;
const PLANNING_MS = 2_000;

/** Plans operations, each once for as long as it is remembered. */
export function operationPlanner(supergraph: Supergraph): (request: ValidRequest) => Promise<PreparedOperation> {
  const remembered = leastRecentlyUsed<Promise<PreparedOperation>>(REMEMBERED_CHARACTERS);
  return (request) => {
    const key = `${request.queryHash} ${request.operationName ?? ''}`;
    const known = remembered.get(key);
    if (known !== undefined) {
      return known;
    }
    const prepared = prepare(request, supergraph);
    remembered.set(key, prepared, Math.max(request.source.length, SMALLEST_WEIGHT));
    prepared.catch(() => remembered.delete(key));
    return prepared;
  };
}

async function prepare(request: ValidRequest, supergraph: Supergraph): Promise<PreparedOperation> {
  const { document, operation } = request;
  refuseReservedAliases(document);
  const fragments = fragmentsIn(document.definitions);
  const parts: RootParts = hasReservedRoot(operation, fragments)
    ? splitRoot(document, operation, fragments)
    : { planned: request.source, introspection: null };
  return {
    operation,
    rootType: supergraph.apiSchema.getRootType(operation.operation)?.name ?? 'Query',
    step: parts.planned === null ? null : await planOf(parts.planned, request.operationName, supergraph),
    selections: selectionsOf(operation, fragments, supergraph.apiSchema, supergraph.isA),
    introspection: parts.introspection,
  };
}

async function planOf(text: string, operationName: string | null, supergraph: Supergraph): Promise<Step | null> {
  const plan = await supergraph.planner
    .planAsync(text, operationName, new Set(), 0, AbortSignal.timeout(PLANNING_MS))
    .catch(() => {
      throw badInput('This request cannot be planned. Ask for fewer things at once.');
    });
  return plan.node ? readPlan(plan.node, supergraph) : null;
}

/** An alias is a key of the answer. Keys that JavaScript objects or federation have already would be misread. */
function refuseReservedAliases(document: DocumentNode): void {
  visit(document, {
    [Kind.FIELD]: ({ alias }) => {
      if (alias !== undefined && (alias.value.startsWith('__') || alias.value in Object.prototype)) {
        throw badInput(`The alias "${alias.value}" is reserved. Choose another.`);
      }
    },
  });
}
