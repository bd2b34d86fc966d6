import { parseSelectionSet } from '@graphql-tools/utils';
import { type GraphQLSchema, isAbstractType, isObjectType, Kind, type SelectionSetNode } from 'graphql';

export type Told = Readonly<Record<string, unknown>>;

export const fieldsIn = (fields: string): SelectionSetNode => parseSelectionSet(`{ ${fields} }`, { noLocation: true });

/** What of a representation one field needs, in one form for services and the whole. Throws where the service was not told. */
export const neededText = (schema: GraphQLSchema, needs: string, told: unknown): string =>
  JSON.stringify(inOneOrder(picked(schema, fieldsIn(needs), told)));

function picked(schema: GraphQLSchema, set: SelectionSetNode, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => picked(schema, set, each));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const of = value as Told;
  const result: Record<string, unknown> = {};
  for (const each of set.selections) {
    if (each.kind === Kind.FIELD && each.name.value !== '__typename') {
      const held = of[each.name.value];
      if (held === undefined) {
        throw new Error(`Was not told ${each.name.value}.`);
      }
      result[each.name.value] = each.selectionSet ? picked(schema, each.selectionSet, held) : held;
    } else if (each.kind === Kind.INLINE_FRAGMENT && isA(schema, of['__typename'], each.typeCondition!.name.value)) {
      Object.assign(result, picked(schema, each.selectionSet, value));
    }
  }
  return result;
}

function isA(schema: GraphQLSchema, typeName: unknown, condition: string): boolean {
  if (typeof typeName !== 'string') {
    throw new Error('Was not told of which type it is.');
  }
  const [type, wanted] = [schema.getType(typeName), schema.getType(condition)];
  return typeName === condition || (isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type));
}

export function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOneOrder);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== '__typename')
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, inner]) => [key, inOneOrder(inner)]),
      )
    : value;
}
