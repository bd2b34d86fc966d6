import type { PlanNode } from '@graphql-hive/router-query-planner';
import {
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { EntityPath } from '../../carrying-out/paths.ts';
import { setOf } from '../../operation/nodes.ts';
import { unsupported } from '../calls.ts';
import { isStage, stageField } from './with-stages.ts';

/** What is asked in one go: of objects of one type at one place, which are known by one of their keys, or of the root. */
export type Stage = {
  readonly typeName: string;
  readonly selectionSet: SelectionSetNode;
  readonly path: EntityPath;
  readonly key: number;
};

/** A stage that is planned: what the stage before must give of its objects, and what is to be done then. */
export type PlannedStage = { readonly given: readonly SelectionNode[]; readonly node: PlanNode | null };

/** The operation of a stage, as the planner is asked it. */
export function operationOf(
  whole: OperationDefinitionNode,
  { typeName, selectionSet, path, key }: Stage,
): OperationDefinitionNode {
  if (path.length === 0) {
    return { ...whole, selectionSet };
  }
  const name = { kind: Kind.NAME, value: stageField(typeName, key) } as const;
  const selections = setOf([{ kind: Kind.FIELD, name, selectionSet }]);
  return { ...whole, operation: OperationTypeNode.QUERY, selectionSet: selections };
}

/** Puts the plan of a stage where its objects are. What it asks its root for is what it must be given. */
export function plannedAt({ path, typeName, key }: Stage, node: PlanNode | null): PlannedStage {
  if (path.length === 0 || node === null) {
    return { given: [], node };
  }
  const [first, ...others] = node.kind === 'Sequence' ? node.nodes : [node];
  if (first?.kind !== 'Fetch' || !isStage(first.serviceName)) {
    throw unsupported(`a stage that begins with ${first?.kind}`);
  }
  const beginsAtRoot = (value: unknown): value is EntityPath =>
    Array.isArray(value) && value[0]?.Field === stageField(typeName, key);
  const moved: readonly PlanNode[] = JSON.parse(JSON.stringify(others), (_, value) =>
    beginsAtRoot(value) ? [...path, ...value.slice(1)] : value,
  );
  return {
    given: askedOfRoot(first.operation),
    node: moved.length === 0 ? null : { kind: 'Sequence', nodes: [...moved] },
  };
}

function askedOfRoot(operation: string): readonly SelectionNode[] {
  const [definition] = parse(operation, { noLocation: true }).definitions;
  const [root] = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  if (root?.kind !== Kind.FIELD || root.selectionSet === undefined) {
    throw unsupported(`a stage that asks "${operation}"`);
  }
  return root.selectionSet.selections;
}
