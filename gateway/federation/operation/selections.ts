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
  /** The same as it stands before its value in JSON, after a comma where it is not the first. That of `__typename` has its
   * value in it. */
  readonly label: string;
  readonly name: string;
  /** How its type is wrapped. Null for `__typename` and for what the schema does not list (`_entities`). */
  readonly wrapping: Wrapping | null;
  readonly named: GraphQLNamedType | null;
  readonly isAbstract: boolean;
  /** What is known of the values of this scalar or enum; null for objects. */
  readonly leaf: Leaf | null;
  /** What is selected of it; null for scalars and enums. */
  readonly group: FieldGroup | null;
};

/** Whether a value may be null, and the same of its items when it is a list: worked out once for a type. */
export type Wrapping = { readonly nonNull: boolean; readonly item: Wrapping | null };

/** Selection sets that stand for one object, with their fields remembered by the object's type. */
export type FieldGroup = {
  readonly sets: readonly SelectionSetNode[];
  readonly byType: Map<string, readonly Field[] | null>;
};

/** What an operation selects, under one setting of its `@skip` and `@include` variables. */
export type Selections = {
  readonly root: FieldGroup;
  /** The fields of an object of this type; null when the schema has no such type. */
  readonly fieldsOf: (group: FieldGroup, typeName: string) => readonly Field[] | null;
  /** Tells whether what is selected depends on of which type of this interface an object is. */
  readonly dependsOnType: (group: FieldGroup, interfaceName: string) => boolean;
};

export type Reader = {
  readonly schema: GraphQLSchema;
  readonly isA: Supergraph['isA'];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Data;
};

/** How a key of ours is written: callers have it as they chose it, services as it is sent. */
type KeyShown = (key: string) => string;

/** Reads what an operation selects under these variables. */
export function selectionsOf(
  operation: OperationDefinitionNode,
  reader: Reader,
  keyShown: KeyShown = (key) => key,
): Selections {
  const fieldsOf: Selections['fieldsOf'] = (group, typeName) => {
    const known = group.byType.get(typeName);
    if (known !== undefined) {
      return known;
    }
    if (reader.schema.getType(typeName) === undefined) {
      return null;
    }
    const fields = readFields(reader, group, typeName, keyShown);
    group.byType.set(typeName, fields);
    return fields;
  };
  const selectedOf = (group: FieldGroup, typeName: string) =>
    JSON.stringify(fieldsOf(group, typeName)?.map(({ label, group: within }) => [label, within?.sets.length]));
  const depending = new Map<FieldGroup, Map<string, boolean>>();
  return {
    root: { sets: [operation.selectionSet], byType: new Map() },
    fieldsOf,
    dependsOnType: (group, interfaceName) => {
      const ofGroup = depending.get(group) ?? new Map<string, boolean>();
      const known = ofGroup.get(interfaceName);
      if (known !== undefined) {
        return known;
      }
      const type = reader.schema.getType(interfaceName);
      const types = isInterfaceType(type) ? reader.schema.getPossibleTypes(type) : [];
      const depends = types.some(({ name }) => selectedOf(group, name) !== selectedOf(group, interfaceName));
      depending.set(group, ofGroup.set(interfaceName, depends));
      return depends;
    },
  };
}

function readFields(reader: Reader, group: FieldGroup, typeName: string, keyShown: KeyShown): readonly Field[] {
  const nodes = new Map<string, FieldNode[]>();
  const spread = new Set<SelectionSetNode>();
  for (const set of group.sets) {
    collectFields(reader, set, typeName, nodes, spread);
  }
  return [...nodes].map(([key, ofKey], index) =>
    fieldFrom(reader.schema, typeName, key, ofKey, `${index === 0 ? '' : ','}"${keyShown(key)}":`),
  );
}

/** A fragment that is spread again, which may be often within one another, adds nothing. */
function collectFields(
  reader: Reader,
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
    if (!isIncluded(selection, reader.variables)) {
      continue;
    }
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = into.get(key);
      nodes === undefined ? into.set(key, [selection]) : nodes.push(selection);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? reader.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition?.name.value;
    if (fragment !== undefined && (condition === undefined || reader.isA(typeName, condition))) {
      collectFields(reader, fragment.selectionSet, typeName, into, spread);
    }
  }
}

function fieldFrom(
  schema: GraphQLSchema,
  typeName: string,
  key: string,
  nodes: readonly FieldNode[],
  label: string,
): Field {
  const name = nodes[0]?.name.value ?? key;
  const type = fieldIn(schema, typeName, name)?.type ?? null;
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
    group: sets.length === 0 ? null : { sets, byType: new Map() },
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
