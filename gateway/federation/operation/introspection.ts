import {
  type DocumentNode,
  executeSync,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Data, isData } from '../data.ts';
import { fragmentsIn } from '../planning/calls.ts';
import { isNeverIncluded } from './conditions.ts';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const isReserved = (name: string) => name.startsWith('__');
const isIntrospection = (name: string) => name === '__schema' || name === '__type';

/** Tells whether an operation asks the graph about itself at its root: the planner does not know those fields. */
export const hasReservedRoot = (operation: OperationDefinitionNode, fragments: Fragments) =>
  keepAtRoot(operation.selectionSet, fragments, isReserved) !== null;

/** What is left of an operation for services to answer, as text; null when that is nothing. */
export function fetchedPart(document: DocumentNode, operation: OperationDefinitionNode, fragments: Fragments) {
  const selectionSet = keepAtRoot(operation.selectionSet, fragments, (name) => !isReserved(name));
  return selectionSet === null ? null : print(partOf(document, operation, fragments, selectionSet));
}

/** The graph's questions about itself in an operation; null when there are none. */
export function introspectedPart(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode | null {
  const fragments = fragmentsIn(document.definitions);
  const selectionSet = keepAtRoot(operation.selectionSet, fragments, isIntrospection);
  return selectionSet === null ? null : partOf(document, operation, fragments, selectionSet);
}

const partOf = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  selectionSet: SelectionSetNode,
): DocumentNode => ({ ...document, definitions: [{ ...operation, selectionSet }, ...fragments.values()] });

/** Answers the graph's questions about itself from the API schema. */
export function introspect(schema: GraphQLSchema, document: DocumentNode, variableValues: Data): Data {
  const { data } = executeSync({ schema, document, variableValues });
  return isData(data) ? data : {};
}

function keepAtRoot(
  { selections, ...set }: SelectionSetNode,
  fragments: Fragments,
  keeps: (name: string) => boolean,
): SelectionSetNode | null {
  const kept = selections.flatMap((selection): readonly SelectionNode[] => {
    if (isNeverIncluded(selection)) {
      return [];
    }
    if (selection.kind === Kind.FIELD) {
      return keeps(selection.name.value) ? [selection] : [];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const inner = fragment === undefined ? null : keepAtRoot(fragment.selectionSet, fragments, keeps);
    if (inner === null || fragment === undefined) {
      return [];
    }
    const { typeCondition } = fragment;
    const inline = { kind: Kind.INLINE_FRAGMENT, directives: selection.directives ?? [], selectionSet: inner } as const;
    return [typeCondition === undefined ? inline : { ...inline, typeCondition }];
  });
  return kept.length === 0 ? null : { ...set, selections: kept };
}
