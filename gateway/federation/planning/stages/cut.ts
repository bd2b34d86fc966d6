import {
  type FieldNode,
  type GraphQLNamedType,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { EntityPath } from '../../carrying-out/paths.ts';
import { keyOf, setOf, typenameField } from '../../operation/nodes.ts';
import { fieldIn } from '../../supergraph/field-in.ts';
import { givenTypes } from '../../supergraph/given-types.ts';
import type { Supergraph } from '../../supergraph.ts';
import { keysOf } from './with-stages.ts';

/** What is selected of objects of one type at one place: taken out of an operation, to be asked in a stage of its own. */
export type Cut = { readonly path: EntityPath; readonly typeName: string; readonly selectionSet: SelectionSetNode };

/** How selections are cut: what `put` gives stands where something was taken out. */
type Cutting = {
  readonly supergraph: Supergraph;
  readonly put: (cut: Cut) => readonly SelectionNode[];
};

/** Takes out what is selected of entities, from a number of levels of objects down. Fragments must be written out. */
export function cutBelow(
  cutting: Cutting,
  set: SelectionSetNode,
  typeName: string,
  levels: number,
  path: EntityPath = [],
): SelectionSetNode {
  const { apiSchema, fullSchema, isA } = cutting.supergraph;
  const selections = fieldsOf(set, typeName, isA).map((field) => {
    const type = fieldIn(apiSchema, typeName, field.name.value)?.type;
    if (field.selectionSet === undefined || type === undefined) {
      return field;
    }
    const given = givenTypes(fullSchema, typeName, field.name.value);
    const within = [...path, { Field: keyOf(field) }];
    return {
      ...field,
      selectionSet: cutWithin(cutting, field.selectionSet, getNamedType(type), given, levels, within),
    };
  });
  return setOf(selections);
}

function cutWithin(
  cutting: Cutting,
  set: SelectionSetNode,
  type: GraphQLNamedType,
  given: ReadonlySet<string>,
  levels: number,
  path: EntityPath,
): SelectionSetNode {
  const { apiSchema, isA } = cutting.supergraph;
  if (!isAbstractType(type)) {
    return cutOf(cutting, set, type.name, levels, path);
  }
  const types = apiSchema
    .getPossibleTypes(type)
    .filter(({ name }) => given.has(name) && fieldsOf(set, name, isA).length > 0);
  return setOf([typenameField, ...types.map(({ name }) => onType(name, cutOf(cutting, set, name, levels, path)))]);
}

function cutOf(cutting: Cutting, set: SelectionSetNode, typeName: string, levels: number, path: EntityPath) {
  const { fullSchema, isA } = cutting.supergraph;
  const within = [...path, { TypeCondition: [typeName] }];
  return levels === 0 && keysOf(fullSchema.getType(typeName)!).length > 0
    ? setOf(cutting.put({ path: within, typeName, selectionSet: setOf(fieldsOf(set, typeName, isA)) }))
    : cutBelow(cutting, set, typeName, Math.max(levels - 1, 0), within);
}

const onType = (typeName: string, selectionSet: SelectionSetNode): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
  selectionSet,
});

/** The fields that objects of one type are asked for, one a key. */
export function fieldsOf(set: SelectionSetNode, typeName: string, isA: Supergraph['isA']): readonly FieldNode[] {
  const byKey = new Map<string, FieldNode>();
  const add = ({ selections }: SelectionSetNode) => {
    for (const each of selections) {
      if (each.kind === Kind.FIELD) {
        byKey.set(keyOf(each), merged(byKey.get(keyOf(each)), each));
      } else if (each.kind === Kind.INLINE_FRAGMENT && isA(typeName, each.typeCondition?.name.value ?? typeName)) {
        add(each.selectionSet);
      }
    }
  };
  add(set);
  return [...byKey.values()];
}

function merged(one: FieldNode | undefined, other: FieldNode): FieldNode {
  const selections = [one, other].flatMap((field) => field?.selectionSet?.selections ?? []);
  return selections.length === 0 ? other : { ...other, selectionSet: setOf(selections) };
}
