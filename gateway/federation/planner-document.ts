import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isIncluded } from './conditions.ts';
import type { Data } from './data.ts';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The abstract types of which an answer may hold objects that callers may not know of. */
export function hiddenAmong(apiSchema: GraphQLSchema, fullSchema: GraphQLSchema): ReadonlySet<string> {
  const abstract = Object.values(fullSchema.getTypeMap()).filter(isAbstractType);
  const hides = abstract.filter((type) =>
    fullSchema.getPossibleTypes(type).some(({ name }) => apiSchema.getType(name) === undefined),
  );
  return new Set(hides.map(({ name }) => name));
}

/**
 * Gives a document as the planner is asked it, so that services always say what an object is: under its own name, as
 * the engine knows it by no other, and wherever it may be something that callers may not know of. And an alias that is
 * the field's own name goes: the planner takes it for another field, and mixes up what is below the two.
 */
export function withTypenames(
  document: DocumentNode,
  schema: GraphQLSchema,
  hidden: ReadonlySet<string>,
): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      [Kind.FIELD]: ({ alias, ...field }) =>
        alias !== undefined && (alias.value === field.name.value || field.name.value === '__typename')
          ? field
          : undefined,
      [Kind.SELECTION_SET]: (node) =>
        hidden.has(types.getParentType()?.name ?? '')
          ? { ...node, selections: [...node.selections, typename] }
          : undefined,
    }),
  );
}

/**
 * Gives a document with every `@skip` and `@include` carried out, and `__typename` where nothing is left. The planner is
 * asked no other: of two conditions side by side it forgets one, or asks a service for two fields under one name.
 */
export function settled(document: DocumentNode, variables: Data): DocumentNode {
  const settle = <Node extends SelectionNode>(node: Node): Node | null | undefined => {
    const directives = node.directives ?? [];
    const kept = directives.filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
    if (kept.length === directives.length) {
      return undefined;
    }
    return isIncluded(node, variables) ? { ...node, directives: kept } : null;
  };
  return visit(document, {
    [Kind.FIELD]: settle<FieldNode>,
    [Kind.INLINE_FRAGMENT]: settle,
    [Kind.FRAGMENT_SPREAD]: settle,
    [Kind.SELECTION_SET]: {
      leave: (node) => (node.selections.length === 0 ? { ...node, selections: [typename] } : undefined),
    },
  });
}
