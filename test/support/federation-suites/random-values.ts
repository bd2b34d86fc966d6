import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  print,
} from 'graphql';

/** A stream of numbers that depends on its seed alone; a seed of 0 gives zeros, the smallest choice of everything. */
export type Numbers = (below: number) => number;

export function numbersFrom(seed: number): Numbers {
  let state = seed;
  return (below) => {
    if (seed === 0) {
      return 0;
    }
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39;
    return (state >>> 8) % below;
  };
}

/** Variables declared and given so far. */
export type Variables = { readonly declared: string[]; readonly given: Record<string, unknown> };

const DEEPEST_INPUT = 2;

/** The arguments of a field in GraphQL's words: literals, variables with and without defaults, and what is left out. */
export function randomArguments(args: readonly GraphQLArgument[], numbers: Numbers, variables: Variables): string {
  const given = args
    .filter((argument) => isRequiredArgument(argument) || numbers(3) === 1)
    .map((argument) => `${argument.name}: ${randomArgument(argument, numbers, variables)}`);
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

function randomArgument({ type }: GraphQLArgument, numbers: Numbers, variables: Variables): string {
  const value = randomValue(type, numbers, 0);
  if (numbers(2) === 0) {
    return print(astFromValue(value, type)!);
  }
  const name = `v${variables.declared.length}`;
  const fallback = randomValue(type, numbers, 0);
  const isLeftOut = !isNonNullType(type) && numbers(3) === 1;
  const byDefault = fallback !== null && numbers(3) === 1 ? ` = ${print(astFromValue(fallback, type)!)}` : '';
  variables.declared.push(`$${name}: ${type}${byDefault}`);
  if (!isLeftOut) {
    variables.given[name] = value;
  }
  return `$${name}`;
}

function randomValue(type: GraphQLInputType, numbers: Numbers, depth: number): unknown {
  if (isNonNullType(type)) {
    return presentValue(type.ofType, numbers, depth);
  }
  return numbers(6) === 1 ? null : presentValue(type, numbers, depth);
}

function presentValue(type: GraphQLInputType, numbers: Numbers, depth: number): unknown {
  if (isNonNullType(type)) {
    return presentValue(type.ofType, numbers, depth);
  }
  if (isListType(type)) {
    return Array.from({ length: numbers(3) }, () => randomValue(type.ofType, numbers, depth));
  }
  if (isEnumType(type)) {
    const values = type.getValues();
    return values[numbers(values.length)]?.name;
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || (depth < DEEPEST_INPUT && numbers(4) === 1),
    );
    return Object.fromEntries(fields.map((field) => [field.name, randomValue(field.type, numbers, depth + 1)]));
  }
  switch (type.name) {
    case 'Int':
      return numbers(4);
    case 'Float':
      return numbers(10) / 4;
    case 'Boolean':
      return numbers(2) === 1;
    default:
      return `${type.name}-${numbers(5)}`;
  }
}
