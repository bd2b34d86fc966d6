import type {
  BatchFetchNode,
  EntityBatchAlias,
  FetchNode,
  FlattenNode,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type { EntityPath } from '../carrying-out/paths.ts';
import { asksForProven } from '../carrying-out/proof.ts';
import { type Reading, readingOf } from '../carrying-out/reading.ts';
import { type Needs, needsOf } from '../carrying-out/representations.ts';
import { type Rewrite, readRewrites } from '../carrying-out/rewrites.ts';
import { fieldsOf, type Selected } from '../operation/selections.ts';
import type { Supergraph } from '../supergraph.ts';
import { type Asked, type Call, callFrom, type Translating, unsupported } from './calls.ts';
import { withForgottenTypes } from './faults/forgotten-types.ts';
import { gatherEntities, gatherRoot } from './faults/gathered.ts';
import { typenameNeed, withNamedNeeds } from './faults/named-needs.ts';
import { refuseWrongNeeds } from './faults/needs.ts';

/** Objects of one or more paths, about which a service is asked under one key of its answer. */
export type PlannedGroup = {
  readonly alias: string;
  /** The variable its representations are sent in. Groups may share one. */
  readonly variable: string;
  readonly paths: readonly EntityPath[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
  /** How they are read where they are as most are; null where keys change on the way. */
  readonly reading: Reading | null;
};

/** The same with what its service must be told of each object. */
export type EntityGroup = PlannedGroup & { readonly needs: Needs };

/** What is to be done, in our own words: the planner's nodes with everything looked up that can be. */
export type Step =
  | { readonly kind: 'sequence'; readonly steps: readonly Step[] }
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] }
  | { readonly kind: 'fetch'; readonly call: Call }
  | { readonly kind: 'entities'; readonly call: Call; readonly groups: readonly EntityGroup[] };

/** Reads a plan. Throws for every part that is not supported: what is not understood is never carried out by halves. */
export const readPlan = (node: PlanNode, supergraph: Supergraph, asked: Asked): Step =>
  stepFrom(node, {
    supergraph,
    proven: asksForProven(node, supergraph.proves),
    needed: new Map(),
    gathered: new Set(),
    asked,
  });

function stepFrom(node: PlanNode, known: Translating): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map((inner) => stepFrom(inner, known)) };
    case 'Parallel':
      return changesLast(node.nodes.map((inner) => stepFrom(inner, known)));
    case 'Fetch':
      return rootFrom(node, known);
    case 'Flatten':
      return flattenFrom(node, known);
    case 'BatchFetch':
      return entitiesFrom(node, node.entityBatch.aliases, known);
    // No condition is left in what is planned: see planner-document.ts.
    case 'Condition':
    case 'Subscription':
    case 'Defer':
      throw unsupported(node.kind);
    default:
      throw unsupported((node satisfies never as { kind: string }).kind);
  }
}

function rootFrom(node: FetchNode, known: Translating): Step {
  const call = callFrom(node, known);
  gatherRoot(known.gathered, call);
  return { kind: 'fetch', call };
}

/** The planner has what belongs to one change read beside the next change; GraphQL has one begin when the other is done. */
function changesLast(steps: readonly Step[]): Step {
  const changes = steps.filter(makesChange);
  const others: Step = { kind: 'parallel', steps: steps.filter((step) => !changes.includes(step)) };
  return changes.length === 0 ? others : { kind: 'sequence', steps: [others, ...changes] };
}

const makesChange = (step: Step): boolean =>
  'steps' in step ? step.steps.some(makesChange) : step.kind === 'fetch' && step.call.kind === 'mutation';

/** The planner has a form of its own for objects of one path, under the usual names. */
function flattenFrom({ path, node }: FlattenNode, known: Translating): Step {
  if (node.kind !== 'Fetch' || !node.requires) {
    throw unsupported(`Flatten of ${node.kind}`);
  }
  const { requires, inputRewrites = [] } = node;
  const names = { alias: '_entities', representationsVariableName: 'representations' };
  return entitiesFrom(node, [{ ...names, paths: [path], requires, inputRewrites }], known);
}

function entitiesFrom(node: FetchNode | BatchFetchNode, groups: readonly EntityBatchAlias[], known: Translating): Step {
  const call = callFrom(node, known);
  const read = groups.map((group) => groupFrom(group, call, known));
  gatherEntities(known.gathered, call, read);
  return { kind: 'entities', call, groups: read };
}

function groupFrom(planned: EntityBatchAlias, call: Call, known: Translating): EntityGroup {
  const group = {
    alias: planned.alias,
    variable: planned.representationsVariableName,
    paths: planned.paths,
    requires: withNamedNeeds(supported(planned.requires), known.supergraph),
    inputRewrites: readRewrites(planned.inputRewrites),
    outputRewrites: readRewrites(planned.outputRewrites),
    reading: readingOfGroup(planned, call, known),
  };
  const requires = [typenameNeed, ...withForgottenTypes(group, call, known)];
  const whole = { ...group, requires, needs: needsOf(requires, known.supergraph.isA) };
  refuseWrongNeeds(whole, call, known);
  return whole;
}

function readingOfGroup({ alias, paths, outputRewrites = [] }: EntityBatchAlias, call: Call, { asked }: Translating) {
  const field = fieldsOf(call.selected, call.rootType)?.find(({ key }) => key === alias);
  const hasOthersKeys = call.outputRewrites.length > 0 || outputRewrites.length > 0;
  return hasOthersKeys || !field?.selected ? null : readingOf(field.selected, selectedAt(asked, paths[0] ?? []));
}

/** What callers have asked for at the end of a path; null where it takes more than the path to know. */
export function selectedAt(asked: Asked, path: EntityPath): Selected | null {
  let { selected, rootType: typeName } = asked;
  for (const segment of path) {
    if (segment === '@') {
      continue;
    }
    if ('TypeCondition' in segment) {
      typeName = segment.TypeCondition[0] ?? typeName;
      continue;
    }
    const field = fieldsOf(selected, typeName)?.find(({ key }) => key === segment.Field);
    if (!field?.selected || field.named === null) {
      return null;
    }
    selected = field.selected;
    typeName = field.named.name;
  }
  return selected;
}

function supported(selections: readonly RequiresSelection[]): readonly RequiresSelection[] {
  for (const selection of selections) {
    if (selection.kind === 'FragmentSpread') {
      throw unsupported('FragmentSpread in a key');
    }
    if (selection.kind === 'InlineFragment' && (selection.skipIf || selection.includeIf)) {
      throw unsupported('Condition in a key');
    }
    supported(selection.selections ?? []);
  }
  return selections;
}
