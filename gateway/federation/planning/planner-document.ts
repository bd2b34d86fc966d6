import { type DocumentNode, type GraphQLSchema, Kind, type SelectionNode, separateOperations, visit } from 'graphql';
import type { Data } from '../data.ts';
import { conditionOf, isIncluded } from '../operation/conditions.ts';
import { setOf, typenameField, visitTyped } from '../operation/nodes.ts';

/**
 * Gives a document of one operation as the planner is asked it: with every `@skip` and `@include` carried out, `__typename`
 * where nothing is left, and no alias that is the field's own name. Asked otherwise, the planner forgets one of two
 * conditions side by side, asks a service for two fields under one name, and takes `name: name` for another field than
 * `name`. The graph's questions about itself are left out; null when nothing is left that a service would answer.
 */
export function plannerDocument(document: DocumentNode, variables: Data, schema: GraphQLSchema): DocumentNode | null {
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType()];
  const settled = <Node extends SelectionNode>(node: Node): Node | null => {
    const directives = (node.directives ?? []).filter((directive) => conditionOf(directive) === undefined);
    return isIncluded(node, variables) ? { ...node, directives } : null;
  };
  const whole = visitTyped(document, schema, (types) => ({
    Field: (node) => {
      const isOurs = node.name.value.startsWith('__') && roots.includes(types.getParentType());
      const left = isOurs ? null : settled(node);
      return left?.alias?.value === node.name.value ? { ...left, alias: undefined } : left;
    },
    FragmentSpread: settled,
    InlineFragment: {
      enter: settled,
      leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined),
    },
    SelectionSet: {
      leave: ({ selections }, _key, parent) => {
        const isFragments = parent !== undefined && 'kind' in parent && parent.kind === Kind.INLINE_FRAGMENT;
        return selections.length === 0 && !isFragments ? setOf([typenameField]) : undefined;
      },
    },
  }));
  // Without the fragments that nothing spreads any more.
  const [asked] = Object.values(separateOperations(whole));
  return asked !== undefined && asksServices(asked) ? asked : null;
}

function asksServices(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field: ({ name }) => {
      asks ||= name.value !== '__typename';
    },
  });
  return asks;
}
