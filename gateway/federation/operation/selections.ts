import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Data } from '../data.ts';
import { fieldIn } from '../supergraph/field-in.ts';
import { narrow } from '../supergraph/narrow.ts';
import type { Supergraph } from '../supergraph.ts';
import { isIncluded } from './conditions.ts';
import { type Leaf, leafOf } from './leaves.ts';

/** A field of an answer, as one type of object has it. */
export type Field = {
  /** Its key in the answer: alias or name. */
  readonly key: string;
  /** The same as it stands before its value in JSON: `"id":` or, where it is not the first, `,"id":`. That of `__typename`
   * has its value in it: `"__typename":"Entry"`. */
  readonly label: string;
  readonly name: string;
  /** How its type is wrapped. Null for `__typename` and for what the schema does not list (`_entities`). */
  readonly wrapping: Wrapping | null;
  readonly named: GraphQLNamedType | null;
  readonly isAbstract: boolean;
  /** What is known of the values of this scalar or enum; null for objects. */
  readonly leaf: Leaf | null;
  /** What is selected of it; null for scalars and enums. */
  readonly selected: Selected | null;
};

/** Whether a value may be null, and the same of its items when it is a list: worked out once for a type. */
export type Wrapping = { readonly nonNull: boolean; readonly item: Wrapping | null };

/** What is selected of an object, by the selection sets that stand for it. */
export type Selected = {
  readonly sets: readonly SelectionSetNode[];
  readonly within: Selecting;
  /** The fields of objects by their type, once somebody has asked. */
  readonly byType: Map<string, readonly Field[]>;
};

/** What the selections of one operation have in common, under one setting of its `@skip` and `@include` variables. */
export type Selecting = {
  readonly schema: GraphQLSchema;
  readonly isA: Supergraph['isA'];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Data;
  /** How a key of ours is written: callers have it as they chose it, services as it is sent. */
  readonly keyShown: (key: string) => string;
};

/** What an operation selects. */
export const selectedBy = ({ selectionSet }: OperationDefinitionNode, within: Selecting): Selected => ({
  sets: [selectionSet],
  within,
  byType: new Map(),
});

/** The fields that are selected of an object of this type; null when the schema has no such type. */
export function fieldsOf(selected: Selected, typeName: string): readonly Field[] | null {
  const known = selected.byType.get(typeName);
  if (known !== undefined) {
    return known;
  }
  if (selected.within.schema.getType(typeName) === undefined) {
    return null;
  }
  const fields = readFields(selected, typeName);
  selected.byType.set(typeName, fields);
  return fields;
}

const depending = new WeakMap<Selected, Map<string, boolean>>();

/** Tells whether what is selected depends on of which type of this interface an object is. */
export function dependsOnType(selected: Selected, interfaceName: string): boolean {
  const known = depending.get(selected) ?? new Map<string, boolean>();
  depending.set(selected, known);
  const depends = known.get(interfaceName) ?? differsByType(selected, interfaceName);
  known.set(interfaceName, depends);
  return depends;
}

function differsByType(selected: Selected, interfaceName: string): boolean {
  const { schema } = selected.within;
  const type = schema.getType(interfaceName);
  const types = isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  const ofType = (name: string) =>
    JSON.stringify(fieldsOf(selected, name)?.map((field) => [field.label, field.selected?.sets.length]));
  return types.some(({ name }) => ofType(name) !== ofType(interfaceName));
}

function readFields({ sets, within }: Selected, typeName: string): readonly Field[] {
  const nodes = new Map<string, FieldNode[]>();
  const spread = new Set<SelectionSetNode>();
  for (const set of sets) {
    collectFields(within, set, typeName, nodes, spread);
  }
  return [...nodes].map(([key, ofKey], index) =>
    fieldFrom(within, typeName, key, ofKey, `${index === 0 ? '' : ','}"${within.keyShown(key)}":`),
  );
}

/** A fragment that is spread again, which may be often within one another, adds nothing. */
function collectFields(
  within: Selecting,
  set: SelectionSetNode,
  typeName: string,
  into: Map<string, FieldNode[]>,
  spread: Set<SelectionSetNode>,
): void {
  if (spread.has(set)) {
    return;
  }
  spread.add(set);
  for (const selection of set.selections) {
    if (!isIncluded(selection, within.variables)) {
      continue;
    }
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = into.get(key);
      nodes === undefined ? into.set(key, [selection]) : nodes.push(selection);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? within.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition?.name.value;
    if (fragment !== undefined && (condition === undefined || within.isA(typeName, condition))) {
      collectFields(within, fragment.selectionSet, typeName, into, spread);
    }
  }
}

function fieldFrom(
  within: Selecting,
  typeName: string,
  key: string,
  nodes: readonly FieldNode[],
  label: string,
): Field {
  const name = nodes[0]?.name.value ?? key;
  const type = fieldIn(within.schema, typeName, name)?.type ?? null;
  const named = type === null ? null : getNamedType(type);
  const sets = nodes.flatMap((node) => node.selectionSet ?? []);
  return {
    key,
    label: narrow(`${label}${name === '__typename' ? `"${typeName}"` : ''}`),
    name,
    wrapping: name === '__typename' || type === null ? null : wrappingOf(type),
    named,
    isAbstract: isAbstractType(named),
    leaf: named === null ? null : leafOf(named),
    selected: sets.length === 0 ? null : { sets, within, byType: new Map() },
  };
}

const wrappings = new WeakMap<GraphQLOutputType, Wrapping>();

function wrappingOf(type: GraphQLOutputType): Wrapping {
  const nonNull = isNonNullType(type);
  const inner = nonNull ? type.ofType : type;
  const wrapping = wrappings.get(type) ?? { nonNull, item: isListType(inner) ? wrappingOf(inner.ofType) : null };
  wrappings.set(type, wrapping);
  return wrapping;
}
