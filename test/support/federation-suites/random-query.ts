import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import { type Numbers, numbersFrom, randomArguments, type Variables } from './random-values.ts';
import { type WayStep, waysFrom } from './way-to.ts';

/** What is chosen at one place of a query, free of any schema, so that it can be made smaller part by part. */
export type Choice = { readonly pick: number; readonly style: number; readonly below: readonly Choice[] };

/** What a query is made of: where it starts, chosen among the root and all abstract types it leads to, and what is below. */
export type Chosen = { readonly start: number; readonly top: readonly Choice[]; readonly below: readonly Choice[] };

export type RandomQuery = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };

const DEEPEST = 5;

/** Trees of choices: up to four selections at each of up to six levels. */
export const choices: fc.Arbitrary<readonly Choice[]> = fc.letrec<{ choices: readonly Choice[] }>((tie) => ({
  choices: fc.array(
    fc.record({
      pick: fc.nat(9_999),
      style: fc.nat(1_000_000),
      below: fc.oneof({ depthSize: 'small', maxDepth: DEEPEST, withCrossShrink: true }, fc.constant([]), {
        weight: 4,
        arbitrary: tie('choices'),
      }) as fc.Arbitrary<readonly Choice[]>,
    }),
    { minLength: 1, maxLength: 4 },
  ),
})).choices;

type Writing = {
  readonly schema: GraphQLSchema;
  readonly variables: Variables;
  readonly fragments: string[];
  /** Gives every field a key of its own: always valid, where names chosen freely may contradict each other. */
  readonly ownKeys: boolean;
  keys: number;
};

/** Everything a random query is made of; the smallest is one field of the root. */
export const queryChoices: fc.Arbitrary<Chosen> = fc.record({ start: fc.nat(99), top: choices, below: choices });

/** Reads choices as a query of a schema. Keys are chosen freely as long as the result is valid, the names of fields among them. */
export function queryFrom(
  schema: GraphQLSchema,
  chosen: Chosen,
  operation: 'query' | 'mutation' = 'query',
): RandomQuery {
  const free = write(schema, chosen, operation, false);
  return validate(schema, parse(free.query)).length === 0 ? free : write(schema, chosen, operation, true);
}

function write(schema: GraphQLSchema, chosen: Chosen, operation: 'query' | 'mutation', ownKeys: boolean): RandomQuery {
  const variables: Variables = { declared: [], given: {} };
  const writing: Writing = { schema, variables, fragments: [], ownKeys, keys: 0 };
  const root = operation === 'query' ? schema.getQueryType()! : schema.getMutationType()!;
  const body = rootSelection(writing, root, chosen);
  const { declared, given } = variables;
  const head = declared.length === 0 ? operation : `${operation} (${declared.join(', ')})`;
  return { query: [`${head} ${body}`, ...writing.fragments].join(' '), variables: given };
}

/** Half of all queries start at an abstract type, where what follows is spread over several services. */
function rootSelection(writing: Writing, root: GraphQLObjectType, { start, top, below }: Chosen): string {
  const ways = waysFrom(writing.schema, root);
  const starts = [...ways.keys()].filter((name) => isAbstractType(writing.schema.getType(name)));
  const goal = start < 50 ? undefined : starts[start % Math.max(starts.length, 1)];
  if (goal === undefined) {
    return selectionSet(writing, root, top);
  }
  const along = ways.get(goal)!.toReversed();
  const type = writing.schema.getType(goal) as GraphQLCompositeType;
  const wanted = along.reduce(
    (body, step) => `{ ${stepText(writing, step, start)} ${body} }`,
    selectionSet(writing, type, below),
  );
  return `{ start: ${wanted.slice(1, -1)} ${start % 2 === 0 ? selectionSet(writing, root, top).slice(1, -1) : ''} }`;
}

const stepText = (writing: Writing, step: WayStep, seed: number) =>
  'onto' in step
    ? `... on ${step.onto}`
    : `${step.field.name}${randomArguments(step.field.args, numbersFrom(seed), writing.variables)}`;

const selectionSet = (writing: Writing, type: GraphQLCompositeType, chosen: readonly Choice[]): string =>
  `{ ${chosen.length === 0 ? '__typename' : chosen.map((choice) => selection(writing, type, choice)).join(' ')} }`;

function selection(writing: Writing, type: GraphQLCompositeType, choice: Choice): string {
  const onto = isAbstractType(type) ? writing.schema.getPossibleTypes(type) : [type];
  if (onto.length === 0) {
    return '__typename';
  }
  const numbers = numbersFrom(choice.style);
  const condition = randomCondition(numbers, writing.variables);
  const isFragment = isUnionType(type) || (isAbstractType(type) ? numbers(3) > 0 : numbers(7) === 1);
  if (!isFragment || choice.pick % 10 === 0) {
    return field(writing, type, choice, numbers, condition);
  }
  const named = onto[choice.pick % onto.length]!;
  const body = selectionSet(writing, named, choice.below.length === 0 ? [{ ...choice, style: 0 }] : choice.below);
  if (numbers(3) !== 1) {
    return `... on ${named.name}${condition} ${body}`;
  }
  const name = `F${writing.fragments.length}`;
  writing.fragments.push(`fragment ${name} on ${named.name} ${body}`);
  return `...${name}${condition}`;
}

/** By literal, by a variable of its own, or by one of two that many conditions share. */
function randomCondition(numbers: Numbers, { declared, given }: Variables): string {
  const [directive, source, value] = [numbers(8), numbers(3), numbers(2) === 0];
  if (directive !== 1 && directive !== 2) {
    return '';
  }
  const shared = value ? 'yes' : 'no';
  const name = source === 1 ? `v${declared.length}` : shared;
  if (source !== 2 && given[name] === undefined) {
    declared.push(`$${name}: Boolean!`);
    given[name] = value;
  }
  return ` @${directive === 1 ? 'skip' : 'include'}(if: ${source === 2 ? value : `$${name}`})`;
}

function field(
  writing: Writing,
  type: GraphQLCompositeType,
  choice: Choice,
  numbers: Numbers,
  condition: string,
): string {
  const fields = isUnionType(type) ? [] : Object.values(type.getFields());
  const chosen = choice.pick % 17 === 16 ? undefined : fields[choice.pick % fields.length];
  const key = keyFor(writing, fields, chosen?.name ?? '__typename', numbers);
  if (chosen === undefined) {
    return `${key}__typename${condition}`;
  }
  const named = getNamedType(chosen.type);
  const given = randomArguments(chosen.args, numbers, writing.variables);
  const body = isCompositeType(named) ? ` ${selectionSet(writing, named, choice.below)}` : '';
  return `${key}${chosen.name}${given}${condition}${body}`;
}

function keyFor(
  writing: Writing,
  fields: readonly GraphQLField<unknown, unknown>[],
  name: string,
  numbers: Numbers,
): string {
  if (writing.ownKeys) {
    writing.keys += 1;
    return `k${writing.keys}: `;
  }
  switch (numbers(5)) {
    case 1:
      return `k${numbers(4)}: `;
    case 2: {
      const other = fields[numbers(Math.max(fields.length, 1))]?.name ?? name;
      return other.startsWith('__') ? '' : `${other}: `;
    }
    default:
      return '';
  }
}
