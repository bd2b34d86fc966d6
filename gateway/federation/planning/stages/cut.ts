import {
  type FieldNode,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { keyOf, setOf, typenameField } from '../../operation/nodes.ts';
import { fieldIn } from '../../supergraph/field-in.ts';
import type { Supergraph } from '../../supergraph.ts';
import type { Stage } from './stage.ts';
import { isEntity } from './with-stages.ts';

/** How a stage is cut: what is selected of entities within becomes a stage of its own, and what `put` gives stands in its place. */
type Cutting = {
  readonly supergraph: Supergraph;
  /** By which of their keys the entities are known then. */
  readonly key: number;
  readonly put: (stage: Stage) => Promise<readonly SelectionNode[]>;
};

/** Gives a stage without what is selected of the first entities on each way down. Fragments must be written out. */
export async function cutStage(cutting: Cutting, stage: Stage): Promise<Stage> {
  const fields: FieldNode[] = [];
  for (const field of fieldsOfStage(stage, cutting.supergraph.isA)) {
    fields.push(await cutField(cutting, stage, field));
  }
  return { ...stage, selectionSet: setOf(fields) };
}

async function cutField(cutting: Cutting, { typeName, path }: Stage, field: FieldNode): Promise<FieldNode> {
  const { apiSchema, isA } = cutting.supergraph;
  const type = fieldIn(apiSchema, typeName, field.name.value)?.type;
  const { selectionSet } = field;
  if (selectionSet === undefined || type === undefined) {
    return field;
  }
  const named = getNamedType(type);
  const within = (name: string): Stage => ({
    typeName: name,
    selectionSet,
    key: cutting.key,
    path: [...path, { Field: keyOf(field) }, { TypeCondition: [name] }],
  });
  if (!isAbstractType(named)) {
    return { ...field, selectionSet: await cutObject(cutting, within(named.name)) };
  }
  const selections: SelectionNode[] = [typenameField];
  for (const { name } of apiSchema.getPossibleTypes(named)) {
    if (fieldsOfStage(within(name), isA).length > 0) {
      selections.push(onType(name, await cutObject(cutting, within(name))));
    }
  }
  return { ...field, selectionSet: setOf(selections) };
}

async function cutObject(cutting: Cutting, stage: Stage): Promise<SelectionSetNode> {
  const { fullSchema, isA } = cutting.supergraph;
  return isEntity(fullSchema.getType(stage.typeName)!)
    ? setOf(await cutting.put({ ...stage, selectionSet: setOf(fieldsOfStage(stage, isA)) }))
    : (await cutStage(cutting, stage)).selectionSet;
}

const onType = (typeName: string, selectionSet: SelectionSetNode): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
  selectionSet,
});

/** The fields that objects of one type are asked for, one a key. */
export function fieldsOfStage({ selectionSet, typeName }: Stage, isA: Supergraph['isA']): readonly FieldNode[] {
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
  add(selectionSet);
  return [...byKey.values()];
}

function merged(one: FieldNode | undefined, other: FieldNode): FieldNode {
  const selections = [one, other].flatMap((field) => field?.selectionSet?.selections ?? []);
  return selections.length === 0 ? other : { ...other, selectionSet: setOf(selections) };
}
