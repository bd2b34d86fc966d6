import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { visitTyped } from '../../operation/nodes.ts';
import type { Supergraph } from '../../supergraph.ts';
import { cannotBePlanned } from '../planner.ts';

/**
 * Throws for an operation that asks a service for what it only knows elsewhere: the planner takes what is provided on one
 * path for provided on others, where the service says null of what it does not know.
 */
export function refuseUnprovided(document: DocumentNode, service: string, { fullSchema, typeIn }: Supergraph): void {
  /** What is provided here, and where we came from. */
  const provided: (readonly FieldNode[])[] = [];
  visitTyped(document, fullSchema, (types) => ({
    Field: {
      enter: ({ name }) => {
        const own = typeIn(service, types.getParentType()?.name ?? '')?.fields.get(name.value);
        const here = provided.at(-1)?.filter((field) => field.name.value === name.value) ?? [];
        if (here.length === 0 && own?.isUnknown) {
          throw cannotBePlanned();
        }
        provided.push([...here.map(({ selectionSet }) => selectionSet), own?.provides].flatMap(fieldsIn));
      },
      leave: () => void provided.pop(),
    },
  }));
}

const fieldsIn = (set: SelectionSetNode | null | undefined): readonly FieldNode[] =>
  (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      return [selection];
    }
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : [];
  });
