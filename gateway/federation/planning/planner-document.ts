import { type DocumentNode, type FieldNode, Kind, type SelectionNode, visit } from 'graphql';
import type { Data } from '../data.ts';
import { isIncluded } from '../operation/conditions.ts';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Gives a document as the planner is asked it: with every `@skip` and `@include` carried out, `__typename` where nothing is
 * left, and no alias that is the field's own name. Asked otherwise, the planner forgets one of two conditions side by
 * side, asks a service for two fields under one name, and takes `name: name` for another field than `name`.
 */
export function plannerDocument(document: DocumentNode, variables: Data): DocumentNode {
  const settled = <Node extends SelectionNode>(node: Node): Node | null | undefined => {
    const directives = node.directives ?? [];
    const kept = directives.filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
    if (kept.length === directives.length) {
      return undefined;
    }
    return isIncluded(node, variables) ? { ...node, directives: kept } : null;
  };
  return visit(document, {
    [Kind.FIELD]: (node) => {
      const left = settled(node);
      const { alias, ...field } = left ?? node;
      return left !== null && alias?.value === node.name.value ? field : left;
    },
    [Kind.INLINE_FRAGMENT]: settled,
    [Kind.FRAGMENT_SPREAD]: settled,
    [Kind.SELECTION_SET]: {
      leave: (node) => (node.selections.length === 0 ? { ...node, selections: [typename] } : undefined),
    },
  });
}
