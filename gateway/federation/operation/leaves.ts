import { type GraphQLEnumType, type GraphQLNamedType, isEnumType, isScalarType } from 'graphql';

/** The values of a scalar or an enum. */
export type Leaf = {
  readonly accepts: (value: unknown) => boolean;
  /** An accepted value as JSON. */
  readonly write: (value: unknown) => string;
  /** The JSON of accepted values, as a regular expression: not of all, but as they would be written. */
  readonly pattern: string;
};

const INT_LIMIT = 2 ** 31;
/** Whether a text has what JSON cannot have as it stands, halves of characters among it. */
const unsafe = /["\\\p{Cc}\p{Cs}]/u;

/** JSON of any value; of a plain text it is the text. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' && !unsafe.test(value) ? `"${value}"` : JSON.stringify(value);

const text = String.raw`"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"`;
const int = '(?:0|-?[1-9][0-9]{0,8})';
const float = String.raw`(?:${int}|-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,6}[1-9])`;
const boolean = '(?:true|false)';

const builtIn: Readonly<Record<string, Leaf>> = {
  String: { accepts: (value) => typeof value === 'string', write: textOf, pattern: text },
  Boolean: { accepts: (value) => typeof value === 'boolean', write: String, pattern: boolean },
  // Of 1e999, which is JSON, JavaScript has no number.
  Float: { accepts: Number.isFinite, write: JSON.stringify, pattern: float },
  Int: {
    accepts: (value) => Number.isInteger(value) && (value as number) < INT_LIMIT && (value as number) >= -INT_LIMIT,
    write: String,
    pattern: int,
  },
  ID: {
    accepts: (value) => typeof value === 'string' || Number.isInteger(value),
    // A number is not kept as it came: an id is text.
    write: (value) => textOf(String(value)),
    pattern: text,
  },
};

/** Levels of lists and objects that a custom scalar may have. */
const CUSTOM_LEVELS = 20;
const custom: Leaf = {
  accepts: (value) => isShallow(value, CUSTOM_LEVELS),
  write: JSON.stringify,
  pattern: `(?:${text}|${float}|${boolean})`,
};

const isShallow = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1)));

const leaves = new WeakMap<GraphQLNamedType, Leaf>();

/** Gives what is known of a type's values, once for all operations; null for types that are neither scalar nor enum. */
export function leafOf(type: GraphQLNamedType): Leaf | null {
  if (isScalarType(type)) {
    return builtIn[type.name] ?? custom;
  }
  if (!isEnumType(type)) {
    return null;
  }
  const leaf = leaves.get(type) ?? enumLeaf(type);
  leaves.set(type, leaf);
  return leaf;
}

function enumLeaf(type: GraphQLEnumType): Leaf {
  const names = type.getValues().map((value) => value.name);
  const known = new Set<unknown>(names);
  return {
    accepts: (value) => known.has(value),
    write: (value) => `"${value}"`,
    pattern: `"(?:${names.join('|')})"`,
  };
}
