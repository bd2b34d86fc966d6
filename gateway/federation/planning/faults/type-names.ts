import { type DocumentNode, type GraphQLNamedType, isAbstractType, Kind } from 'graphql';
import { keyOf, setOf, typenameField, visitTyped } from '../../operation/nodes.ts';
import type { Supergraph } from '../../supergraph.ts';

/**
 * Asks for type names where the planner does not and we need them: it takes a `__typename` under an alias for one, and
 * asks for none where an object may be of a type that callers may not know of, or was asked about as another one.
 */
export function withTypeNames(
  document: DocumentNode,
  { fullSchema, apiSchema }: Supergraph,
  isAskedByOtherNames: boolean,
): DocumentNode {
  const mayBeHidden = (type: GraphQLNamedType | null | undefined) =>
    isAbstractType(type) && fullSchema.getPossibleTypes(type).some(({ name }) => apiSchema.getType(name) === undefined);
  return visitTyped(document, fullSchema, (types) => ({
    SelectionSet: {
      leave: ({ selections }, _key, parent) => {
        const keys = selections.flatMap((each) =>
          each.kind === Kind.FIELD && each.name.value === '__typename' ? [keyOf(each)] : [],
        );
        const isEntities = parent !== undefined && 'name' in parent && parent.name?.value === '_entities';
        const isNeeded = keys.length > 0 || mayBeHidden(types.getParentType()) || (isAskedByOtherNames && isEntities);
        return isNeeded && !keys.includes('__typename') ? setOf([typenameField, ...selections]) : undefined;
      },
    },
  }));
}
