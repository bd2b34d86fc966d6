import type {
  BatchFetchNode,
  EntityBatchAlias,
  FetchNode,
  FlattenNode,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, OperationTypeNode, parse } from 'graphql';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import type { Data } from './data.ts';
import type { EntityPath } from './paths.ts';
import { type Rewrite, readRewrites } from './rewrites.ts';
import { type Selections, selectionsOf } from './selections.ts';
import type { Supergraph } from './supergraph.ts';

/** One request to one service, made ready as far as it does not depend on the caller. */
export type Call = {
  readonly service: string;
  readonly isMutation: boolean;
  readonly rootType: string;
  /** The operation as a JSON string, so that it is escaped once and not for every request. */
  readonly operationJson: string;
  readonly variables: readonly string[];
  readonly selections: (variables: Data) => Selections;
  readonly outputRewrites: readonly Rewrite[];
};

/** Objects of one or more paths, about which a service is asked under one key of its answer. */
export type EntityGroup = {
  readonly alias: string;
  /** The variable its representations are sent in. Groups may share one. */
  readonly variable: string;
  readonly paths: readonly EntityPath[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
};

/** What is to be done, in our own words: the planner's nodes with everything looked up that can be. */
export type Step =
  | { readonly kind: 'sequence'; readonly steps: readonly Step[] }
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] }
  | { readonly kind: 'condition'; readonly variable: string; readonly met: Step | null; readonly unmet: Step | null }
  | { readonly kind: 'fetch'; readonly call: Call }
  | { readonly kind: 'entities'; readonly call: Call; readonly groups: readonly EntityGroup[] };

/** Reads a plan. Throws for every part that is not supported: what is not understood is never carried out by halves. */
export function readPlan(node: PlanNode, supergraph: Supergraph): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map((inner) => readPlan(inner, supergraph)) };
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map((inner) => readPlan(inner, supergraph)) };
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        met: clauseFrom(node.ifClause, supergraph),
        unmet: clauseFrom(node.elseClause, supergraph),
      };
    case 'Fetch':
      return { kind: 'fetch', call: callFrom(node, supergraph) };
    case 'Flatten':
      return flattenFrom(node, supergraph);
    case 'BatchFetch':
      return batchFrom(node, supergraph);
    case 'Subscription':
    case 'Defer':
      throw unsupported(node.kind);
    default:
      throw unsupported((node satisfies never as { kind: string }).kind);
  }
}

/** The planner's types say undefined where its answers say null. */
const clauseFrom = (clause: PlanNode | null | undefined, supergraph: Supergraph): Step | null =>
  clause === null || clause === undefined ? null : readPlan(clause, supergraph);

function flattenFrom({ path, node }: FlattenNode, supergraph: Supergraph): Step {
  if (node.kind !== 'Fetch' || !node.requires) {
    throw unsupported(`Flatten of ${node.kind}`);
  }
  const group = {
    alias: '_entities',
    variable: 'representations',
    paths: [path],
    requires: supported(node.requires),
    inputRewrites: readRewrites(node.inputRewrites),
    outputRewrites: [],
  };
  return { kind: 'entities', call: callFrom(node, supergraph), groups: [group] };
}

function batchFrom(node: BatchFetchNode, supergraph: Supergraph): Step {
  const groups = node.entityBatch.aliases.map((group: EntityBatchAlias) => ({
    alias: group.alias,
    variable: group.representationsVariableName,
    paths: group.paths,
    requires: supported(group.requires),
    inputRewrites: readRewrites(group.inputRewrites),
    outputRewrites: readRewrites(group.outputRewrites),
  }));
  return { kind: 'entities', call: callFrom(node, supergraph), groups };
}

function callFrom(node: FetchNode | BatchFetchNode, supergraph: Supergraph): Call {
  if (node.operationKind === 'subscription') {
    throw unsupported('subscription');
  }
  const { operation, fragments } = definitionsIn(node.operation);
  return {
    service: node.serviceName,
    isMutation: operation.operation === OperationTypeNode.MUTATION,
    rootType: supergraph.fullSchema.getRootType(operation.operation)?.name ?? 'Query',
    operationJson: JSON.stringify(node.operation),
    variables: node.variableUsages ?? [],
    selections: selectionsOf(operation, fragments, supergraph.fullSchema, supergraph.isA),
    outputRewrites: node.kind === 'Fetch' ? readRewrites(node.outputRewrites) : [],
  };
}

function definitionsIn(text: string) {
  const { definitions } = parse(text, { noLocation: true });
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return { operation: operation as OperationDefinitionNode, fragments: fragmentsIn(definitions) };
}

/** The named fragments among a document's definitions. */
export const fragmentsIn = (definitions: readonly { readonly kind: string }[]) =>
  new Map(
    definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

function supported(selections: readonly RequiresSelection[]): readonly RequiresSelection[] {
  for (const selection of selections) {
    if (selection.kind === 'FragmentSpread') {
      throw unsupported('FragmentSpread in a key');
    }
    supported(selection.selections ?? []);
  }
  return selections;
}

const unsupported = (what: string) =>
  new CaseReviewError('BAD_USER_INPUT', `This request needs "${what}", which this gateway does not carry out.`);
