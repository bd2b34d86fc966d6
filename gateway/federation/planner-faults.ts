import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  type GraphQLNamedType,
  getNamedType,
  isInterfaceType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { AskedTypes } from './asked-types.ts';
import type { Call } from './calls.ts';
import { fieldIn } from './field-in.ts';
import { cannotBePlanned } from './planner.ts';
import type { Rewrite } from './rewrites.ts';
import type { Supergraph } from './supergraph.ts';

type Asking = { readonly call: Call; readonly alias: string; readonly inputRewrites: readonly Rewrite[] };

/**
 * Gives the types of objects that a service is to be asked about with all that belong to them. Where the service knows
 * all types of an interface as one, the planner makes one fetch of several and forgets for which types the first ones were.
 */
export function withAllTypes(
  requires: readonly RequiresSelection[],
  { call, alias, inputRewrites }: Asking,
  { fullSchema, isA }: Supergraph,
  asked: AskedTypes,
): readonly RequiresSelection[] {
  const whole = inputRewrites
    .flatMap(({ change }) => ('setValueTo' in change ? [change.setValueTo] : []))
    .find((typeName) => isInterfaceType(fullSchema.getType(typeName)));
  const [first] = requires;
  if (whole === undefined || first?.kind !== 'InlineFragment') {
    return requires;
  }
  const selections = call.selections({});
  const field = selections.fieldsOf(selections.root, call.rootType)?.find(({ key }) => key === alias);
  const keys = field?.group ? (selections.fieldsOf(field.group, whole) ?? []).map(({ key }) => key) : [];
  const has = (typeName: string) =>
    requires.some((each) => each.kind === 'InlineFragment' && isA(typeName, each.typeCondition));
  const wanted = new Set(keys.flatMap((key) => [...(asked.get(key) ?? [])]));
  const forgotten = [...wanted].filter((typeName) => isA(typeName, whole) && !has(typeName));
  return [...requires, ...forgotten.map((typeCondition) => ({ ...first, typeCondition }))];
}

/** Throws for objects that would have to be described by two values under one name: the planner mixes up their needs. */
export function refuseTwoMeanings(requires: readonly RequiresSelection[]): void {
  const meanings = new Map<string, string>();
  for (const selection of requires) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      if ((meanings.get(key) ?? selection.name) !== selection.name) {
        throw cannotBePlanned();
      }
      meanings.set(key, selection.name);
    }
    refuseTwoMeanings(selection.kind === 'FragmentSpread' ? [] : (selection.selections ?? []));
  }
}

type Provision = { readonly service: string; readonly supergraph: Supergraph };

/**
 * Throws for an operation that asks a service for what it only knows elsewhere: the planner takes what is provided on one
 * path for provided on others, where the service says null of what it does not know.
 */
export function refuseUnprovided(document: DocumentNode, service: string, supergraph: Supergraph): void {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      const root = supergraph.fullSchema.getRootType(definition.operation) ?? null;
      checkProvided({ service, supergraph }, definition.selectionSet, root, []);
    }
  }
}

function checkProvided(
  provision: Provision,
  { selections }: SelectionSetNode,
  type: GraphQLNamedType | null,
  provided: readonly SelectionSetNode[],
): void {
  const { fullSchema, serviceTypes } = provision.supergraph;
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const narrowed = condition === undefined ? type : (fullSchema.getType(condition) ?? null);
      checkProvided(provision, selection.selectionSet, narrowed, provided);
    } else if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      const typeName = type?.name ?? '';
      const here = provided.flatMap((set) => fieldsNamed(set, name));
      if (here.length === 0 && serviceTypes.isUnknown(provision.service, typeName, name)) {
        throw cannotBePlanned();
      }
      const below = here.flatMap(({ selectionSet }) => selectionSet ?? []);
      const own = serviceTypes.provides(provision.service, typeName, name);
      const field = fieldIn(fullSchema, typeName, name);
      if (selection.selectionSet !== undefined) {
        const next = field === undefined ? null : getNamedType(field.type);
        checkProvided(provision, selection.selectionSet, next, own === null ? below : [...below, own]);
      }
    }
  }
}

const fieldsNamed = (
  { selections }: SelectionSetNode,
  name: string,
): readonly { selectionSet?: SelectionSetNode | undefined }[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      return selection.name.value === name ? [selection] : [];
    }
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsNamed(selection.selectionSet, name) : [];
  });
