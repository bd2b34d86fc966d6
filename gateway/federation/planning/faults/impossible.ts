import { type DocumentNode, doTypesOverlap, isCompositeType } from 'graphql';
import { setOf, typenameField, visitTyped } from '../../operation/nodes.ts';
import type { Supergraph } from '../../supergraph.ts';

/** Leaves out what can be of no object, which no service would accept: `... on Visit` within `... on Call`. */
export const withoutImpossible = (document: DocumentNode, { fullSchema }: Supergraph): DocumentNode =>
  visitTyped(document, fullSchema, (types) => ({
    InlineFragment: {
      enter: ({ typeCondition }) => {
        // Entered already: what is around it is one further out.
        const [around, own] = [types.getParentType(), typeCondition && fullSchema.getType(typeCondition.name.value)];
        return around && isCompositeType(own) && !doTypesOverlap(fullSchema, around, own) ? null : undefined;
      },
    },
    SelectionSet: {
      leave: ({ selections }) => (selections.length === 0 ? setOf([typenameField]) : undefined),
    },
  }));
