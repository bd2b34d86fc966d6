import type {
  BatchFetchNode,
  EntityBatchAlias,
  FlattenNode,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type { EntityPath } from '../carrying-out/paths.ts';
import { asksForProven } from '../carrying-out/proof.ts';
import { type Rewrite, readRewrites } from '../carrying-out/rewrites.ts';
import type { Supergraph } from '../supergraph.ts';
import type { AskedTypes } from './asked-types.ts';
import { type Call, type CallReader, callFrom, unsupported } from './calls.ts';
import { soundRequires } from './planner-faults.ts';

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
export const readPlan = (node: PlanNode, supergraph: Supergraph, asked: AskedTypes): Step =>
  stepFrom(node, { supergraph, proven: asksForProven(node, supergraph.proves), asked, needed: new Map() });

function stepFrom(node: PlanNode, reader: CallReader): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map((inner) => stepFrom(inner, reader)) };
    case 'Parallel':
      return changesLast(node.nodes.map((inner) => stepFrom(inner, reader)));
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        met: clauseFrom(node.ifClause, reader),
        unmet: clauseFrom(node.elseClause, reader),
      };
    case 'Fetch':
      return { kind: 'fetch', call: callFrom(node, reader) };
    case 'Flatten':
      return flattenFrom(node, reader);
    case 'BatchFetch':
      return batchFrom(node, reader);
    case 'Subscription':
    case 'Defer':
      throw unsupported(node.kind);
    default:
      throw unsupported((node satisfies never as { kind: string }).kind);
  }
}

/** The planner has what belongs to one change read beside the next change; GraphQL has one begin when the other is done. */
function changesLast(steps: readonly Step[]): Step {
  const changes = steps.filter(makesChange);
  const others: Step = { kind: 'parallel', steps: steps.filter((step) => !changes.includes(step)) };
  return changes.length === 0 ? others : { kind: 'sequence', steps: [others, ...changes] };
}

const makesChange = (step: Step): boolean =>
  'steps' in step ? step.steps.some(makesChange) : step.kind === 'fetch' && step.call.kind === 'mutation';

/** The planner's types say undefined where its answers say null. */
const clauseFrom = (clause: PlanNode | null | undefined, reader: CallReader): Step | null =>
  clause === null || clause === undefined ? null : stepFrom(clause, reader);

function flattenFrom({ path, node }: FlattenNode, reader: CallReader): Step {
  if (node.kind !== 'Fetch' || !node.requires) {
    throw unsupported(`Flatten of ${node.kind}`);
  }
  const call = callFrom(node, reader);
  const inputRewrites = readRewrites(node.inputRewrites);
  const group = {
    alias: '_entities',
    variable: 'representations',
    paths: [path],
    requires: requiresOf(node.requires, { call, alias: '_entities', inputRewrites, paths: [path] }, reader),
    inputRewrites,
    outputRewrites: [],
  };
  return { kind: 'entities', call, groups: [group] };
}

function batchFrom(node: BatchFetchNode, reader: CallReader): Step {
  const call = callFrom(node, reader);
  const groups = node.entityBatch.aliases.map((group: EntityBatchAlias) => {
    const { alias, paths } = group;
    const inputRewrites = readRewrites(group.inputRewrites);
    return {
      alias,
      variable: group.representationsVariableName,
      paths,
      requires: requiresOf(group.requires, { call, alias, inputRewrites, paths }, reader),
      inputRewrites,
      outputRewrites: readRewrites(group.outputRewrites),
    };
  });
  return { kind: 'entities', call, groups };
}

function requiresOf(
  requires: readonly RequiresSelection[],
  asking: Parameters<typeof soundRequires>[1],
  { supergraph, ...plan }: CallReader,
): readonly RequiresSelection[] {
  return soundRequires(supported(requires), asking, supergraph, plan);
}

function supported(selections: readonly RequiresSelection[]): readonly RequiresSelection[] {
  for (const selection of selections) {
    if (selection.kind === 'FragmentSpread') {
      throw unsupported('FragmentSpread in a key');
    }
    supported(selection.selections ?? []);
  }
  return selections;
}
