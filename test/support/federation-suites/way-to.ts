import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from 'graphql';

/** A step on the way to a type: a field to go into, or an object type that an abstract one may be. */
export type WayStep = { readonly field: GraphQLField<unknown, unknown> } | { readonly onto: string };

const stepsFrom = (
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
): readonly (readonly [WayStep, GraphQLCompositeType])[] => {
  const fields = isUnionType(type) ? [] : Object.values(type.getFields());
  const into = fields.flatMap((field) => {
    const named = getNamedType(field.type);
    return isCompositeType(named) ? [[{ field }, named] as const] : [];
  });
  const onto = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return [...into, ...onto.map((named) => [{ onto: named.name }, named] as const)];
};

/** The shortest ways from a type to all that it leads to. */
export function waysFrom(schema: GraphQLSchema, root: GraphQLCompositeType): ReadonlyMap<string, readonly WayStep[]> {
  const ways = new Map<string, readonly WayStep[]>([[root.name, []]]);
  const open: GraphQLCompositeType[] = [root];
  for (const type of open) {
    for (const [step, named] of stepsFrom(schema, type)) {
      if (!ways.has(named.name)) {
        ways.set(named.name, [...ways.get(type.name)!, step]);
        open.push(named);
      }
    }
  }
  return ways;
}
