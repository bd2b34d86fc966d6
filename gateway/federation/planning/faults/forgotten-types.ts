import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { type ASTNode, Kind, visit } from 'graphql';
import { keyOf } from '../../operation/nodes.ts';
import type { Call, PlanReading } from '../calls.ts';
import type { PlannedGroup } from '../steps.ts';
import { fieldsAsked, interfaceOf } from './needs.ts';

/** For each key of an operation, the types on which it is asked by fragments. */
export type AskedTypes = ReadonlyMap<string, ReadonlySet<string>>;

/** Notes the types on which each key of a document is asked. */
export function addAskedTypes(document: ASTNode, asked: Map<string, Set<string>>): void {
  visit(document, {
    Field: (field, _key, _parent, _path, ancestors) => {
      const within = ancestors.filter((each): each is ASTNode => 'kind' in each).findLast(saysType);
      const condition = within && 'typeCondition' in within ? within.typeCondition?.name.value : undefined;
      if (condition !== undefined) {
        asked.set(keyOf(field), (asked.get(keyOf(field)) ?? new Set()).add(condition));
      }
    },
  });
}

/** Tells whether what is selected within is of another type than around it. */
const saysType = (node: ASTNode) =>
  node.kind !== Kind.SELECTION_SET && !(node.kind === Kind.INLINE_FRAGMENT && node.typeCondition === undefined);

/**
 * Gives what is to be said of objects of all types that the caller asks of. Where the service knows all types of an
 * interface as one (`@interfaceObject`), the planner makes one fetch of several and forgets for which types the first were.
 */
export function withForgottenTypes(
  group: PlannedGroup,
  call: Call,
  { supergraph, asked }: PlanReading,
): readonly RequiresSelection[] {
  const { requires } = group;
  const interfaceName = interfaceOf(group, supergraph);
  const [first] = requires;
  if (interfaceName === undefined || first?.kind !== 'InlineFragment') {
    return requires;
  }
  const { isA, typeIn } = supergraph;
  const own = typeIn(call.service, interfaceName)?.fields;
  const wanted = fieldsAsked(call, group, interfaceName)
    .filter(({ key, name }) => name !== '__typename' && !(key === name && own?.get(name)?.isInKey))
    .flatMap(({ key }) => [...(asked.get(key) ?? [interfaceName])]);
  const isThere = (typeName: string) =>
    requires.some((each) => each.kind === 'InlineFragment' && isA(typeName, each.typeCondition));
  const forgotten = [...new Set(wanted)].filter((typeName) => isA(typeName, interfaceName) && !isThere(typeName));
  return [...requires, ...forgotten.map((typeCondition) => ({ ...first, typeCondition }))];
}
