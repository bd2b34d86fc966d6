import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsIn } from './calls.ts';

/** For each key of an operation, the types on which it is asked by fragments. */
export type AskedTypes = ReadonlyMap<string, ReadonlySet<string>>;

type Reading = {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly asked: Map<string, Set<string>>;
};

/** Reads the types on which each key of a document is asked. */
export function askedTypesIn(document: DocumentNode): AskedTypes {
  const reading: Reading = { fragments: fragmentsIn(document.definitions), asked: new Map() };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      read(reading, definition.selectionSet, null);
    }
  }
  return reading.asked;
}

function read(reading: Reading, { selections }: SelectionSetNode, condition: string | null): void {
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) {
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const fragment = isSpread ? reading.fragments.get(selection.name.value) : selection;
      if (fragment !== undefined) {
        read(reading, fragment.selectionSet, fragment.typeCondition?.name.value ?? condition);
      }
      continue;
    }
    const key = (selection.alias ?? selection.name).value;
    if (condition !== null) {
      reading.asked.set(key, (reading.asked.get(key) ?? new Set()).add(condition));
    }
    if (selection.selectionSet !== undefined) {
      read(reading, selection.selectionSet, null);
    }
  }
}
