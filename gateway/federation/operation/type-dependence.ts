import { Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from './conditions.ts';
import type { Reader } from './selections.ts';

/**
 * Tells whether what is selected of an object depends on which type it is, where it is known by the name of an interface
 * or union alone: then nothing can be said of it.
 */
export function dependsOnType(reader: Reader, { selections }: SelectionSetNode, typeName: string): boolean {
  const { fragments, isA, variables } = reader;
  return selections
    .filter((selection) => isIncluded(selection, variables))
    .some((selection) => {
      if (selection.kind === Kind.FIELD) {
        return selection.name.value === '__typename';
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition?.name.value ?? typeName;
      const isMet = fragment !== undefined && isA(typeName, condition);
      return !isMet || dependsOnType(reader, fragment.selectionSet, typeName);
    });
}
