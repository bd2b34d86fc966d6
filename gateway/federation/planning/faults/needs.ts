import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { isAbstractType, isInterfaceType, Kind, print } from 'graphql';
import { type Field, fieldsOf } from '../../operation/selections.ts';
import type { Supergraph } from '../../supergraph.ts';
import type { Call, Translating } from '../calls.ts';
import { cannotBePlanned } from '../planner.ts';
import type { EntityGroup, PlannedGroup } from '../steps.ts';

/** The interface that a service knows these objects as, if to it all types of one are one (`@interfaceObject`). */
export const interfaceOf = ({ inputRewrites }: PlannedGroup, { fullSchema }: Supergraph): string | undefined =>
  inputRewrites
    .flatMap(({ change }) => ('setValueTo' in change ? [change.setValueTo] : []))
    .find((typeName) => isInterfaceType(fullSchema.getType(typeName)));

/** The fields that a call asks of the objects of a group, where they are of this type. */
export function fieldsAsked(call: Call, { alias }: PlannedGroup, typeName: string): readonly Field[] {
  const entities = fieldsOf(call.selected, call.rootType)?.find(({ key }) => key === alias)?.selected;
  return (entities && fieldsOf(entities, typeName)) ?? [];
}

/** What each place was needed for so far. */
export type Needed = Map<string, string>;

/**
 * Throws where a service would not be told what it needs of these objects (`@requires`). Where the planner makes one fetch of
 * several types of an interface, it forgets what some of them need; and of two needs that differ in arguments it sends one.
 */
export function refuseWrongNeeds(group: EntityGroup, call: Call, { supergraph, needed }: Translating): void {
  const interfaceName = interfaceOf(group, supergraph);
  for (const condition of group.requires.flatMap(conditionOf)) {
    const asName = interfaceName ?? condition;
    const own = supergraph.typeIn(call.service, asName)?.fields;
    const needs = fieldsAsked(call, group, asName)
      .flatMap(({ name }) => own?.get(name)?.needs?.selections ?? [])
      .filter((selection) => selection.kind === Kind.FIELD);
    for (const typeName of objectTypes(condition, supergraph)) {
      const sources = new Map(group.needs(typeName).fields.map(({ key, name }) => [key, name]));
      for (const need of needs) {
        const source = sources.get(need.name.value);
        const places = group.paths.map((path) => `${JSON.stringify(path)} ${typeName} ${source}`);
        if (source === undefined || places.some((place) => contradict(needed.get(place), print(need)))) {
          throw cannotBePlanned();
        }
        for (const place of places) {
          needed.set(place, print(need));
        }
      }
    }
  }
}

/** Needs of one place may be of several things below it; but what has arguments is there once. */
const contradict = (one: string | undefined, other: string) =>
  one !== undefined && one !== other && `${one}${other}`.includes('(');

const conditionOf = (sent: RequiresSelection) => (sent.kind === 'InlineFragment' ? [sent.typeCondition] : []);

function objectTypes(typeName: string, { fullSchema }: Supergraph): readonly string[] {
  const type = fullSchema.getType(typeName);
  return isAbstractType(type) ? fullSchema.getPossibleTypes(type).map(({ name }) => name) : [typeName];
}
