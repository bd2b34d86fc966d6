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
import { type Data, isData } from './data.ts';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** An operation taken apart: what services are asked, and what the graph knows of itself. */
export type RootParts = { readonly planned: string | null; readonly introspection: DocumentNode | null };

const isReserved = (name: string) => name.startsWith('__');
const isIntrospection = (name: string) => name === '__schema' || name === '__type';

/** Tells whether an operation asks the graph about itself at its root: the planner does not know those fields. */
export const hasReservedRoot = (operation: OperationDefinitionNode, fragments: Fragments) =>
  keepAtRoot(operation.selectionSet, fragments, isReserved) !== null;

/** Takes the graph's questions about itself out of an operation. */
export function splitRoot(document: DocumentNode, operation: OperationDefinitionNode, fragments: Fragments): RootParts {
  const fetched = keepAtRoot(operation.selectionSet, fragments, (name) => !isReserved(name));
  const introspected = keepAtRoot(operation.selectionSet, fragments, isIntrospection);
  const documentWith = (selectionSet: SelectionSetNode): DocumentNode => ({
    ...document,
    definitions: [{ ...operation, selectionSet }, ...fragments.values()],
  });
  return {
    planned: fetched === null ? null : print(documentWith(fetched)),
    introspection: introspected === null ? null : documentWith(introspected),
  };
}

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
