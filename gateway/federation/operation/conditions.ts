import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionNode, visit } from 'graphql';
import type { Data } from '../data.ts';

/** Tells whether `@skip` and `@include` leave a selection in. */
export function isIncluded(selection: SelectionNode, variables: Data): boolean {
  return (selection.directives ?? []).every(({ name, arguments: given }) => {
    const condition = given?.find((argument) => argument.name.value === 'if')?.value;
    if ((name.value !== 'skip' && name.value !== 'include') || condition === undefined) {
      return true;
    }
    const value =
      condition.kind === Kind.VARIABLE ? variables[condition.name.value] : 'value' in condition && condition.value;
    return (value === true) === (name.value === 'include');
  });
}

/** The variables that any `@skip` or `@include` below these nodes depends on. */
export function conditionVariables(
  nodes: readonly (OperationDefinitionNode | FragmentDefinitionNode)[],
): readonly string[] {
  const names = new Set<string>();
  for (const node of nodes) {
    visit(node, {
      Directive: ({ name, arguments: given }) => {
        if (name.value === 'skip' || name.value === 'include') {
          for (const { value } of given ?? []) {
            if (value.kind === Kind.VARIABLE) {
              names.add(value.name.value);
            }
          }
        }
      },
    });
  }
  return [...names];
}
