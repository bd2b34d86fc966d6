import { type DocumentNode, type GraphQLNamedType, getNamedType, Kind, type SelectionSetNode } from 'graphql';
import { fieldIn } from '../supergraph/field-in.ts';
import type { Supergraph } from '../supergraph.ts';
import { cannotBePlanned } from './planner.ts';

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
