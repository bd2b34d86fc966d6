import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { type FieldNode, isAbstractType, isInterfaceType, Kind, print, type SelectionSetNode } from 'graphql';
import type { Field } from '../../operation/selections.ts';
import type { Supergraph } from '../../supergraph.ts';
import type { Call, PlanReading } from '../calls.ts';
import { cannotBePlanned } from '../planner.ts';
import type { PlannedGroup } from '../steps.ts';

/** With which arguments each place was needed so far. */
export type Needed = Map<string, string>;

/** The interface that a service knows these objects as, if to it all types of one are one (`@interfaceObject`). */
export const interfaceOf = ({ inputRewrites }: PlannedGroup, { fullSchema }: Supergraph): string | undefined =>
  inputRewrites
    .flatMap(({ change }) => ('setValueTo' in change ? [change.setValueTo] : []))
    .find((typeName) => isInterfaceType(fullSchema.getType(typeName)));

/** The fields that a call asks of the objects of a group, where they are of this type. */
export function fieldsAsked(call: Call, { alias }: PlannedGroup, typeName: string): readonly Field[] {
  const { root, fieldsOf } = call.selections;
  const entities = fieldsOf(root, call.rootType)?.find(({ key }) => key === alias)?.group;
  return (entities && fieldsOf(entities, typeName)) ?? [];
}

/**
 * Throws where a service would not be told what it needs of these objects (`@requires`). Of two needs under one name, the
 * planner sends one; and where it makes one fetch of several types of an interface, it forgets what some of them need.
 */
export function refuseWrongNeeds(group: PlannedGroup, call: Call, { supergraph, needed }: PlanReading): void {
  const interfaceName = interfaceOf(group, supergraph);
  for (const sent of group.requires) {
    if (sent.kind === 'InlineFragment') {
      const asName = interfaceName ?? sent.typeCondition;
      const own = supergraph.typeIn(call.service, asName)?.fields;
      const needs = fieldsAsked(call, group, asName)
        .flatMap(({ name }) => own?.get(name)?.needs?.selections ?? [])
        .filter((selection) => selection.kind === Kind.FIELD);
      for (const typeName of objectTypes(sent.typeCondition, supergraph)) {
        const sources = sourcesFor(typeName, sent.selections, supergraph.isA);
        for (const path of group.paths) {
          checkNeeds(sources, needs, `${JSON.stringify(path)} ${typeName}`, needed);
        }
      }
    }
  }
}

function objectTypes(typeName: string, { fullSchema }: Supergraph): readonly string[] {
  const type = fullSchema.getType(typeName);
  return isAbstractType(type) ? fullSchema.getPossibleTypes(type).map(({ name }) => name) : [typeName];
}

/** Under which name each field is sent of objects of one type, and what it is taken from. */
const sourcesFor = (
  typeName: string,
  sent: readonly RequiresSelection[],
  isA: Supergraph['isA'],
): ReadonlyMap<string, string> =>
  new Map(
    sent.flatMap((each): readonly (readonly [string, string])[] => {
      if (each.kind === 'InlineFragment') {
        return isA(typeName, each.typeCondition) ? [...sourcesFor(typeName, each.selections, isA)] : [];
      }
      return each.kind === 'Field' ? [[each.alias ?? each.name, each.name]] : [];
    }),
  );

/** Needs are wrong when one of them is not sent, or two of them are sent from one place, or under one name. */
function checkNeeds(
  sources: ReadonlyMap<string, string>,
  needs: readonly FieldNode[],
  place: string,
  needed: Needed,
): void {
  const meanings = new Map<string, string>();
  for (const need of needs) {
    const name = need.name.value;
    if (!sources.has(name)) {
      throw cannotBePlanned();
    }
    for (const [below, meaning] of meaningsIn(need)) {
      const source = `${place} ${sources.get(name)}${below}`;
      const others = [meanings.get(`${name}${below}`), needed.get(source)];
      if (others.some((other) => (other ?? meaning) !== meaning)) {
        throw cannotBePlanned();
      }
      meanings.set(`${name}${below}`, meaning);
      needed.set(source, meaning);
    }
  }
}

/** The arguments of a field and of all below it, by the way there. */
function meaningsIn(field: FieldNode, way = ''): readonly (readonly [way: string, meaning: string])[] {
  const below = (set: SelectionSetNode | undefined, at: string): ReturnType<typeof meaningsIn> =>
    (set?.selections ?? []).flatMap((each) => {
      if (each.kind === Kind.FIELD) {
        return meaningsIn(each, `${at}.${each.name.value}`);
      }
      return each.kind === Kind.INLINE_FRAGMENT
        ? below(each.selectionSet, `${at}|${each.typeCondition?.name.value}`)
        : [];
    });
  return [[way, (field.arguments ?? []).map(print).toSorted().join()], ...below(field.selectionSet, way)];
}
