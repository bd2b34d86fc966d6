import { type GraphQLNamedType, isEnumType, isScalarType } from 'graphql';

/** The values of a scalar or an enum. */
export type Leaf = {
  readonly accepts: (value: unknown) => boolean;
  /** An accepted value as JSON. */
  readonly write: (value: unknown) => string;
};

const INT_LIMIT = 2 ** 31;
/** Whether a text has what JSON cannot have as it stands, halves of characters among it. */
const unsafe = /["\\\p{Cc}\p{Cs}]/u;

const textOf = (value: unknown) =>
  typeof value === 'string' && !unsafe.test(value) ? `"${value}"` : JSON.stringify(value);

const builtIn: Readonly<Record<string, Leaf>> = {
  String: { accepts: (value) => typeof value === 'string', write: textOf },
  Boolean: { accepts: (value) => typeof value === 'boolean', write: String },
  Float: { accepts: (value) => typeof value === 'number', write: JSON.stringify },
  Int: {
    accepts: (value) => Number.isInteger(value) && (value as number) < INT_LIMIT && (value as number) >= -INT_LIMIT,
    write: String,
  },
  ID: { accepts: (value) => typeof value === 'string' || Number.isInteger(value), write: textOf },
};

/** Levels of lists and objects that a custom scalar may have. */
const CUSTOM_LEVELS = 20;
const custom: Leaf = { accepts: (value) => isShallow(value, CUSTOM_LEVELS), write: JSON.stringify };

const isShallow = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1)));

/** Gives what is known of a type's values; null for types that are neither scalar nor enum. */
export function leafOf(type: GraphQLNamedType): Leaf | null {
  if (isScalarType(type)) {
    return builtIn[type.name] ?? custom;
  }
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map((value) => value.name));
    return { accepts: (value) => names.has(value), write: (value) => `"${value}"` };
  }
  return null;
}
