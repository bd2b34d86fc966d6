import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type SelectionNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type { Data } from '../data.ts';

/** What a `@skip` or `@include` depends on; undefined for every other directive. */
export const conditionOf = ({ name, arguments: given }: DirectiveNode): ValueNode | undefined =>
  name.value === 'skip' || name.value === 'include'
    ? given?.find((argument) => argument.name.value === 'if')?.value
    : undefined;

/** Tells whether `@skip` and `@include` leave a selection in. */
export const isIncluded = ({ directives = [] }: SelectionNode, variables: Data): boolean =>
  directives.every((directive) => {
    const condition = conditionOf(directive);
    const isMet = condition !== undefined && valueFromASTUntyped(condition, variables) === true;
    return condition === undefined || isMet === (directive.name.value === 'include');
  });

/** The variables that any `@skip` or `@include` of a document depends on. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      const condition = conditionOf(directive);
      if (condition?.kind === Kind.VARIABLE) {
        names.add(condition.name.value);
      }
    },
  });
  return [...names];
}
