import { type GraphQLNamedType, isEnumType, isScalarType } from 'graphql';

const INT_LIMIT = 2 ** 31;

const builtIn: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Float: (value) => typeof value === 'number',
  Int: (value) => Number.isInteger(value) && (value as number) < INT_LIMIT && (value as number) >= -INT_LIMIT,
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
};

/** Levels of lists and objects that a custom scalar may have. */
const CUSTOM_LEVELS = 20;

const isShallow = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1)));

/** Gives the check of a scalar's or enum's values; null for types that are neither. A custom scalar may be anything flat. */
export function acceptsLeaf(type: GraphQLNamedType): ((value: unknown) => boolean) | null {
  if (isScalarType(type)) {
    return builtIn[type.name] ?? ((value) => isShallow(value, CUSTOM_LEVELS));
  }
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map((value) => value.name));
    return (value) => names.has(value);
  }
  return null;
}
