import { Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { isIncluded } from './conditions.ts';
import type { Reader } from './selections.ts';

/** Tells whether what is selected of an object depends on which of an interface's types it has. */
export function dependsOnType(reader: Reader, set: SelectionSetNode, interfaceName: string): boolean {
  return includedIn(reader, set).some((selection) => {
    if (selection.kind === Kind.FIELD) {
      return selection.name.value === '__typename';
    }
    const fragment = fragmentOf(reader, selection);
    const condition = fragment?.typeCondition?.name.value ?? interfaceName;
    return fragment === undefined || reader.isA(interfaceName, condition)
      ? fragment !== undefined && dependsOnType(reader, fragment.selectionSet, interfaceName)
      : selectsAnything(reader, fragment.selectionSet);
  });
}

const includedIn = ({ variables }: Reader, { selections }: SelectionSetNode): readonly SelectionNode[] =>
  selections.filter((selection) => isIncluded(selection, variables));

const fragmentOf = ({ fragments }: Reader, selection: Exclude<SelectionNode, { readonly kind: Kind.FIELD }>) =>
  selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;

function selectsAnything(reader: Reader, set: SelectionSetNode): boolean {
  return includedIn(reader, set).some((selection) => {
    const fragment = selection.kind === Kind.FIELD ? undefined : fragmentOf(reader, selection);
    return fragment === undefined || selectsAnything(reader, fragment.selectionSet);
  });
}
