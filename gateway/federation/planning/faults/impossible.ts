import { type DocumentNode, doTypesOverlap, isCompositeType, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { typenameField } from '../../operation/nodes.ts';
import type { Supergraph } from '../../supergraph.ts';

/** Leaves out what can be of no object, which no service would accept: `... on Visit` within `... on Call`. */
export function withoutImpossible(document: DocumentNode, { fullSchema }: Supergraph): DocumentNode {
  const types = new TypeInfo(fullSchema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      InlineFragment: {
        enter: ({ typeCondition }) => {
          // Entered already: what is around it is one further out.
          const [around, own] = [types.getParentType(), typeCondition && fullSchema.getType(typeCondition.name.value)];
          return around && isCompositeType(own) && !doTypesOverlap(fullSchema, around, own) ? null : undefined;
        },
      },
      SelectionSet: {
        leave: (set) => (set.selections.length === 0 ? { ...set, selections: [typenameField] } : undefined),
      },
    }),
  );
}
