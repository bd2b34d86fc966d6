import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { isInterfaceType } from 'graphql';
import { fieldsOf } from '../../operation/selections.ts';
import type { Call, Translating } from '../calls.ts';
import { type PlannedGroup, selectedAt } from '../steps.ts';
import { fieldsAsked, interfaceOf } from './needs.ts';

/**
 * Gives what is to be said of objects of all types that the caller asks of. Where the service knows all types of an
 * interface as one (`@interfaceObject`), the planner makes one fetch of several and forgets for which types the first were.
 */
export function withForgottenTypes(
  group: PlannedGroup,
  call: Call,
  { supergraph, asked }: Translating,
): readonly RequiresSelection[] {
  const { requires, paths } = group;
  const { fullSchema, isA, typeIn } = supergraph;
  const interfaceType = fullSchema.getType(interfaceOf(group, supergraph) ?? '');
  const [first] = requires;
  if (!isInterfaceType(interfaceType) || first?.kind !== 'InlineFragment') {
    return requires;
  }
  const types = fullSchema.getPossibleTypes(interfaceType).map(({ name }) => name);
  const places = paths.map((path) => selectedAt(asked, path));
  const isAskedOf = (typeName: string, key: string) =>
    places.some((selected) => selected && fieldsOf(selected, typeName)?.some((field) => field.key === key));
  const own = typeIn(call.service, interfaceType.name)?.fields;
  const wanted = fieldsAsked(call, group, interfaceType.name)
    .filter(({ key, name }) => name !== '__typename' && !(key === name && own?.get(name)?.isInKey))
    .flatMap(({ key }) => {
      const those = types.filter((typeName) => isAskedOf(typeName, key));
      // Of no type: another service needs it, of whichever.
      return those.length === 0 ? types : those;
    });
  const isThere = (typeName: string) =>
    requires.some((each) => each.kind === 'InlineFragment' && isA(typeName, each.typeCondition));
  const forgotten = [...new Set(wanted)].filter((typeName) => !isThere(typeName));
  return [...requires, ...forgotten.map((typeCondition) => ({ ...first, typeCondition }))];
}
