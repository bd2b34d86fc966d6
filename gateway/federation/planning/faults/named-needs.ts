import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { type GraphQLNamedType, getNamedType, isAbstractType } from 'graphql';
import { fieldIn } from '../../supergraph/field-in.ts';
import type { Supergraph } from '../../supergraph.ts';

/** By it, objects are sent with the name of their type. */
export const typenameNeed: RequiresSelection = { kind: 'Field', name: '__typename' };

/**
 * Gives what is to be said of objects with the name of a type wherever that may be one of several. The planner leaves it
 * out where an interface or union has one type alone, but who is told must know of which type it is.
 */
export function withNamedNeeds(
  selections: readonly RequiresSelection[],
  supergraph: Supergraph,
  type?: GraphQLNamedType,
): RequiresSelection[] {
  return selections.map((selection) => {
    if (selection.kind === 'InlineFragment') {
      const narrowed = supergraph.fullSchema.getType(selection.typeCondition);
      return { ...selection, selections: withNamedNeeds(selection.selections, supergraph, narrowed) };
    }
    if (selection.kind !== 'Field' || !selection.selections) {
      return selection;
    }
    const field = fieldIn(supergraph.fullSchema, type?.name ?? '', selection.alias ?? selection.name);
    const named = field && getNamedType(field.type);
    const below = withNamedNeeds(selection.selections, supergraph, named);
    const isNamed = below.some((each) => each.kind === 'Field' && each.name === '__typename');
    return { ...selection, selections: isAbstractType(named) && !isNamed ? [typenameNeed, ...below] : below };
  });
}
