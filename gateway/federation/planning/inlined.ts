import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsIn } from './calls.ts';

type Inlining = {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly isKnown: (typeName: string) => boolean;
};

/**
 * Writes a planned operation out without named fragments. The planner makes them of what it selects twice, on the type
 * that the composed graph has there, which the service asked may not know; then the condition says nothing and is left out.
 */
export function inlined(document: DocumentNode, isKnown: (typeName: string) => boolean): DocumentNode {
  const fragments = fragmentsIn(document.definitions);
  const definitions = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [{ ...definition, selectionSet: inlinedSet({ fragments, isKnown }, definition.selectionSet) }]
      : [],
  );
  return fragments.size === 0 ? document : { ...document, definitions };
}

const inlinedSet = (inlining: Inlining, set: SelectionSetNode): SelectionSetNode => ({
  ...set,
  selections: set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FIELD) {
      const { selectionSet } = selection;
      return selectionSet ? { ...selection, selectionSet: inlinedSet(inlining, selectionSet) } : { ...selection };
    }
    const spread = selection.kind === Kind.FRAGMENT_SPREAD;
    const fragment = spread ? inlining.fragments.get(selection.name.value)! : selection;
    return {
      kind: Kind.INLINE_FRAGMENT,
      directives: selection.directives ?? [],
      ...conditionOf(inlining, fragment.typeCondition),
      selectionSet: inlinedSet(inlining, fragment.selectionSet),
    };
  }),
});

const conditionOf = ({ isKnown }: Inlining, typeCondition: NamedTypeNode | undefined) =>
  typeCondition !== undefined && isKnown(typeCondition.name.value) ? { typeCondition } : {};
