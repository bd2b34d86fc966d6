import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { isInterfaceType, Kind, print, type SelectionSetNode } from 'graphql';
import type { EntityPath } from '../carrying-out/paths.ts';
import type { Rewrite } from '../carrying-out/rewrites.ts';
import type { Supergraph } from '../supergraph.ts';
import type { AskedTypes } from './asked-types.ts';
import type { Call } from './calls.ts';
import { cannotBePlanned } from './planner.ts';

type Asking = {
  readonly call: Call;
  readonly alias: string;
  readonly inputRewrites: readonly Rewrite[];
  readonly paths: readonly EntityPath[];
};

/** What is known of a plan while it is read: what the caller asks, and with which arguments a place was needed. */
type Plan = { readonly asked: AskedTypes; readonly needed: Map<string, string> };

/**
 * Gives what is to be said of the objects that a service is asked about. Throws where that would make its answer wrong.
 *
 * Where the service knows all types of an interface as one, the planner makes one fetch of several and forgets for which
 * types the first ones were, and what they need. And of two needs under one name, it sends one.
 */
export function soundRequires(
  requires: readonly RequiresSelection[],
  { call, alias, inputRewrites, paths }: Asking,
  supergraph: Supergraph,
  { asked, needed }: Plan,
): readonly RequiresSelection[] {
  const { fullSchema, serviceTypes, isA } = supergraph;
  const whole = inputRewrites
    .flatMap(({ change }) => ('setValueTo' in change ? [change.setValueTo] : []))
    .find((typeName) => isInterfaceType(fullSchema.getType(typeName)));
  const selections = call.selections({});
  const entities = selections.fieldsOf(selections.root, call.rootType)?.find(({ key }) => key === alias)?.group;
  const fieldsOf = (typeName: string) => (entities ? (selections.fieldsOf(entities, typeName) ?? []) : []);
  for (const each of requires.filter((selection) => selection.kind === 'InlineFragment')) {
    const typeName = whole ?? each.typeCondition;
    const needs = fieldsOf(typeName).flatMap(({ name }) => serviceTypes.needs(call.service, typeName, name) ?? []);
    for (const path of paths) {
      refuseWrongNeeds(each.selections, needs, `${JSON.stringify(path)} ${each.typeCondition}`, needed);
    }
  }
  if (whole === undefined) {
    return requires;
  }
  const own = fieldsOf(whole).filter(
    ({ key, name }) => name !== '__typename' && !(key === name && serviceTypes.isInKey(call.service, whole, name)),
  );
  const wanted = own.flatMap(({ key }) => [...(asked.get(key) ?? [whole])]);
  return withTypes(
    requires,
    wanted.filter((typeName) => isA(typeName, whole)),
    isA,
  );
}

function withTypes(
  requires: readonly RequiresSelection[],
  wanted: readonly string[],
  isA: Supergraph['isA'],
): readonly RequiresSelection[] {
  const [first] = requires;
  const isThere = (typeName: string) =>
    requires.some((each) => each.kind === 'InlineFragment' && isA(typeName, each.typeCondition));
  const forgotten = [...new Set(wanted)].filter((typeName) => !isThere(typeName));
  return first?.kind === 'InlineFragment'
    ? [...requires, ...forgotten.map((typeCondition) => ({ ...first, typeCondition }))]
    : requires;
}

/** Needs are wrong when one of them is not sent, or two of them are sent from one place, or under one name. */
function refuseWrongNeeds(
  sent: readonly RequiresSelection[],
  needs: readonly SelectionSetNode[],
  place: string,
  needed: Plan['needed'],
): void {
  const sources = new Map(
    sent.flatMap((each) => (each.kind === 'Field' ? [[each.alias ?? each.name, each.name]] : [])),
  );
  const meanings = new Map<string, string>();
  for (const field of needs.flatMap(({ selections }) => selections)) {
    if (field.kind === Kind.FIELD) {
      const name = field.name.value;
      const meaning = (field.arguments ?? []).map(print).toSorted().join();
      const source = `${place} ${sources.get(name)}`;
      const isMixedUp = [meanings.get(name), needed.get(source)].some((other) => (other ?? meaning) !== meaning);
      if (!sources.has(name) || isMixedUp) {
        throw cannotBePlanned();
      }
      meanings.set(name, meaning);
      needed.set(source, meaning);
    }
  }
}
