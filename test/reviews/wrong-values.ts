import {
  buildASTSchema,
  type GraphQLField,
  type GraphQLInputType,
  GraphQLScalarType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  parse,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/** One argument, or one field of an argument, by the way that leads to it. */
export type Leaf = {
  readonly act: string;
  readonly path: readonly string[];
  readonly query: string;
  readonly variables: (value: string) => Values;
};

/** Values that are right: by the name of an input type, of an argument of one act (`appoint.role`), or of any argument or field. */
export type RightValues = Readonly<Record<string, unknown>>;

/** All that takes a scalar of this name in the root fields of a service's schema, each beside values that are right. */
export function leavesOf(sdl: string, scalar: string, right: RightValues): readonly Leaf[] {
  const schema = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
  const roots = (['query', 'mutation'] as const).flatMap((kind) =>
    Object.values(schema.getRootType(kind as never)?.getFields() ?? {})
      .filter(({ name }) => !name.startsWith('_'))
      .map((field) => ({ kind, field })),
  );
  return roots.flatMap(({ kind, field }) => leavesOfField(kind, field, scalar, right));
}

function leavesOfField(
  kind: string,
  field: GraphQLField<unknown, unknown>,
  scalar: string,
  right: RightValues,
): readonly Leaf[] {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  const query = `${kind}${declared && `(${declared})`} { ${field.name}${given && `(${given})`} ${selection} }`;
  return field.args.flatMap(({ name, type }) =>
    pathsTo(type, scalar).map((path) => ({
      act: field.name,
      path: [name, ...path],
      query,
      variables: (value: string) =>
        Object.fromEntries(
          field.args.map((each) => {
            const usual = right[`${field.name}.${each.name}`] ?? valueFor(each.name, each.type, right);
            return [each.name, each.name === name ? replaced(usual, path, value) : usual];
          }),
        ),
    })),
  );
}

/** Ways to the scalars of that name inside a type, two inputs deep; a list stands for its first item. */
function pathsTo(type: GraphQLInputType, scalar: string, depth = 2): readonly (readonly string[])[] {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    return pathsTo(bare.ofType as GraphQLInputType, scalar, depth).map((path) => ['0', ...path]);
  }
  if (isInputObjectType(bare) && depth > 0) {
    return Object.values(bare.getFields()).flatMap((field) =>
      pathsTo(field.type, scalar, depth - 1).map((path) => [field.name, ...path]),
    );
  }
  return bare instanceof GraphQLScalarType && bare.name === scalar ? [[]] : [];
}

function valueFor(name: string, type: GraphQLInputType, right: RightValues): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    return [valueFor(name, bare.ofType as GraphQLInputType, right)];
  }
  const known = right[getNamedType(type).name] ?? right[name];
  if (known !== undefined || bare === type) {
    return known ?? null;
  }
  if (isEnumType(bare)) {
    return bare.getValues()[0]!.name;
  }
  if (isInputObjectType(bare)) {
    return Object.fromEntries(
      Object.values(bare.getFields()).map((field) => [field.name, valueFor(field.name, field.type, right)]),
    );
  }
  return { Date: '2024-02-09', Int: 1, Boolean: true }[(bare as GraphQLScalarType).name] ?? 'something';
}

function replaced(value: unknown, [step, ...rest]: readonly string[], by: string): unknown {
  if (step === undefined) {
    return by;
  }
  if (Array.isArray(value)) {
    return [replaced(value[0], rest, by)];
  }
  const held = (value ?? {}) as Values;
  return { ...held, [step]: replaced(held[step] ?? (rest[0] === '0' ? [] : null), rest, by) };
}
