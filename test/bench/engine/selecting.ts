import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** An object of the in-memory data. Its fields take no arguments. */
export type Held = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** A parsed question to a subgraph, whoever planned it. */
export type Question = {
  readonly fields: readonly FieldNode[];
  readonly select: (set: SelectionSetNode, object: Held) => Record<string, unknown>;
};

/** Reads a question. What it selects of an object is exactly what is given: a strict engine takes nothing else. */
export function readQuestion(text: string, schema: GraphQLSchema): Question {
  const document = parse(text, { noLocation: true });
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const fragments = fragmentsIn(document);
  const select = selector(schema, fragments);
  const root = (operation as OperationDefinitionNode).selectionSet;
  return { fields: fieldsOf(schema, fragments, root, 'Query'), select };
}

const fragmentsIn = ({ definitions }: DocumentNode) =>
  new Map(
    definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function selector(schema: GraphQLSchema, fragments: Fragments): Question['select'] {
  const select: Question['select'] = (set, object) => {
    const selected: Record<string, unknown> = {};
    for (const field of fieldsOf(schema, fragments, set, object.__typename)) {
      const key = keyOf(field);
      const value = selectedFrom(field, object[field.name.value]);
      const before = selected[key];
      selected[key] = isHeld(before) && isHeld(value) ? { ...before, ...value } : value;
    }
    return selected;
  };
  const selectedFrom = ({ selectionSet }: FieldNode, value: unknown): unknown => {
    if (selectionSet === undefined || value === null || value === undefined) {
      return value ?? null;
    }
    return Array.isArray(value)
      ? value.map((item) => select(selectionSet, item as Held))
      : select(selectionSet, value as Held);
  };
  return select;
}

const isHeld = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field's key in the answer. */
export const keyOf = ({ alias, name }: FieldNode) => alias?.value ?? name.value;

/** The fields a selection set has for objects of one type. */
function fieldsOf(
  schema: GraphQLSchema,
  fragments: Fragments,
  { selections }: SelectionSetNode,
  typeName: string,
): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      return [selection];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition?.name.value;
    return fragment !== undefined && (condition === undefined || meets(schema, typeName, condition))
      ? fieldsOf(schema, fragments, fragment.selectionSet, typeName)
      : [];
  });
}

function meets(schema: GraphQLSchema, typeName: string, condition: string): boolean {
  const [wanted, type] = [schema.getType(condition), schema.getType(typeName)];
  return typeName === condition || (isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type));
}

/** The value of a field's argument: a variable's, or the one written down. */
export function argumentOf(field: FieldNode, name: string, variables: Readonly<Record<string, unknown>>): unknown {
  const value: ValueNode | undefined = field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) {
    return variables[value.name.value];
  }
  return value?.kind === Kind.INT ? Number(value.value) : value !== undefined && 'value' in value ? value.value : null;
}
