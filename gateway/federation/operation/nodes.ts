import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The key of a field in the answer. */
export const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/** The same field under another key. */
export const withKey = (field: FieldNode, key: string): FieldNode => ({
  ...field,
  alias: { kind: Kind.NAME, value: key },
});

export const fieldNamed = (name: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } });

export const typenameField = fieldNamed('__typename');

export const setOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

/** The named fragments of a document. */
export const fragmentsIn = ({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])));

/** Visits a document with what is known of the types where the visit is. What the visitor gives takes a node's place. */
export function visitTyped(
  document: DocumentNode,
  schema: GraphQLSchema,
  visitor: (types: TypeInfo) => ASTVisitor,
): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(document, visitWithTypeInfo(types, visitor(types)));
}
