import { type DocumentNode, type InlineFragmentNode, Kind, visit } from 'graphql';
import { fragmentsIn } from '../../operation/nodes.ts';

/**
 * Writes a planned operation out without named fragments. The planner makes them of what it selects twice, on the type
 * that the composed graph has there, which the service asked may not know; then the condition says nothing and is left out.
 */
export function inlined(document: DocumentNode, isKnown: (typeName: string) => boolean): DocumentNode {
  const fragments = fragmentsIn(document);
  return visit(document, {
    FragmentDefinition: () => null,
    FragmentSpread: ({ name, directives = [] }): InlineFragmentNode => {
      const { typeCondition, selectionSet } = fragments.get(name.value)!;
      const condition = isKnown(typeCondition.name.value) ? { typeCondition } : {};
      return { kind: Kind.INLINE_FRAGMENT, directives, ...condition, selectionSet };
    },
  });
}
