import fc from 'fast-check';
import { buildSchema, execute, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Data } from '../../gateway/federation/data.ts';
import { withSafeAliases } from '../../gateway/federation/operation/aliases.ts';
import { operationRows } from '../../gateway/federation/operation/rows.ts';

const schema = buildSchema(`
  type Query { things(first: Int = 10): [Thing!]! page(first: Int = 10): Page! few: [Thing!]! }
  type Page { nodes: [Thing!]! edges: [Edge!]! }
  type Edge { node: Thing! }
  interface Thing { id: ID! few: [Thing!]! }
  type Cat implements Thing { id: ID! few: [Thing!]! page(first: Int = 10): Page! naps(last: Int): [Thing!]! some(first: Int = 2): Page! }
  type Dog implements Thing { id: ID! few: [Thing!]! page(first: Int = 20): Page! walks(first: Int): [Thing!]! some: Page! }
`);
const nothingNeeded = { fieldNames: new Set<string>(), neededWithArguments: new Set<string>() };

/** The operation as the engine has it, and its rows. */
function read(query: string) {
  const document = withSafeAliases(parse(query), nothingNeeded);
  expect(validate(schema, document)).toEqual([]);
  return { document, rows: operationRows(document, schema) };
}

const times = <Item>(number: number, item: (index: number) => Item) =>
  Array.from({ length: number }, (_, i) => item(i));

/** What the query may come to, as its refusal says it; null when it is let pass. */
function estimated(query: string, variables: Data = {}): number | null {
  try {
    read(query).rows.check(variables);
    return null;
  } catch (error) {
    return Number(/come to (\d+) rows/.exec((error as Error).message)?.[1]);
  }
}

type Context = { given: number };
type Arguments = { readonly first?: number; readonly last?: number };

const thing = (index: number): object => ({
  __typename: index % 2 === 0 ? 'Cat' : 'Dog',
  id: `${index}`,
  few: () => things(3),
  naps: counted,
  walks: counted,
  page,
});
const things = (number: number) => times(number, thing);

function counted({ first, last }: Arguments, context: Context) {
  const number = first ?? last ?? 50;
  context.given += number;
  return things(number);
}

/** Its rows are given once, whether they are asked for as edges, as nodes or as both. */
function page({ first }: Arguments, context: Context) {
  let isGiven = false;
  const items = () => {
    context.given += isGiven ? 0 : first!;
    isGiven = true;
    return things(first!);
  };
  return { nodes: items, edges: () => items().map((node) => ({ node })) };
}

/** What a service gives that has all that is asked for, and how many rows it gave. */
async function answerTo(query: string, variableValues: Data) {
  const contextValue: Context = { given: 0 };
  const rootValue = { things: counted, page, few: () => things(3) };
  const { document } = read(query);
  const { data, errors } = await execute({ schema, document, rootValue, contextValue, variableValues });
  expect(errors).toBeUndefined();
  return { data: data as Data, given: contextValue.given };
}

/** Fields whose key says what their arguments are, so that any of them may stand side by side, in fragments and under conditions. */
const { selections } = fc.letrec<Record<'selections' | 'ofThings' | 'ofPages', string>>((tie) => {
  const size = fc.integer({ min: 1, max: 6 });
  const condition = fc.constantFrom('', '', '', '@include(if: $a)', '@skip(if: $b)');
  const some = (field: fc.Arbitrary<string>) =>
    fc.array(field, { minLength: 1, maxLength: 4 }).map((fields) => fields.join(' '));
  const field = (name: string, argument: string, within: fc.Arbitrary<string>) =>
    fc.oneof(
      fc
        .tuple(size, condition, within)
        .map(([n, on, set]) => `${name}${n}: ${name}(${argument}: ${n}) ${on} { ${set} }`),
      within.map((set) => `${name} { ${set} }`),
    );
  const of = (type: string, within: fc.Arbitrary<string>) =>
    fc.tuple(condition, within).map(([on, set]) => `... on ${type} ${on} { ${set} }`);
  const ofThings = tie('ofThings');
  const few = fc.tuple(condition, ofThings).map(([on, set]) => `few ${on} { ${set} }`);
  const pages = field('page', 'first', tie('ofPages'));
  const isLeaf = { depthSize: 'small', withCrossShrink: true } as const;
  const ofCats = fc.oneof(pages, field('naps', 'last', ofThings), few);
  const ofDogs = fc.oneof(pages, field('walks', 'first', ofThings), few);
  return {
    selections: some(fc.oneof(field('things', 'first', ofThings), pages, few, of('Query', few))),
    ofThings: fc.oneof(
      isLeaf,
      fc.constant('id'),
      some(fc.oneof(few, of('Cat', some(ofCats)), of('Dog', some(ofDogs)))),
    ),
    ofPages: some(
      fc.oneof(
        ofThings.map((set) => `nodes { ${set} }`),
        ofThings.map((set) => `edges { node { ${set} } }`),
      ),
    ),
  };
});

describe('the rows that an operation may come to', () => {
  it.each<[string, string, number | null]>([
    [
      'a page of six fragments',
      `{ ${times(6, (i) => `...F${i}`).join(' ')} } ${times(6, (i) => `fragment F${i} on Query { things(first: 200) { id } }`).join(' ')}`,
      null,
    ],
    ['a page that is written twice', '{ things(first: 600) { id } things(first: 600) { __typename } }', null],
    ['two pages under two keys', '{ things(first: 600) { id } more: things(first: 600) { id } }', 1_200],
    [
      'what is within, of both times it is written',
      '{ a: few { ...C } a: few { ...C } } fragment C on Cat { naps(last: 300) { id } }',
      1_500,
    ],
    [
      'a page of each of two types',
      '{ few { ... on Cat { page(first: 150) { nodes { id } } } ... on Dog { page(first: 150) { nodes { id } } } } }',
      null,
    ],
    [
      'the larger of two types by default',
      '{ things(first: 60) { ... on Cat { page { nodes { id } } } ... on Dog { page { nodes { id } } } } }',
      1_260,
    ],
    [
      'other pages of two types, both',
      '{ things(first: 20) { ... on Cat { naps(last: 30) { id } } ... on Dog { walks(first: 30) { id } } } }',
      1_220,
    ],
    [
      'a fragment in a page of one type, and in what is no page of another',
      '{ few { ... on Cat { some { ...P } } ... on Dog { some { ...P } } } } fragment P on Page { nodes { ... on Cat { naps(last: 20) { id } } } }',
      1_010,
    ],
  ])('are those of %s', (_, query, rows) => {
    expect(estimated(query)).toBe(rows);
  });

  const conditional = `query($a: Boolean!, $b: Boolean!) {
    things(first: 60) @include(if: $a) { ... on Cat { naps(last: 20) { id } } }
    ... @include(if: $b) { things(first: 60) { ... on Dog { walks(first: 30) { id } } } } }`;

  it.each<[boolean, boolean, number | null]>([
    [false, false, null],
    [true, false, 1_260],
    [false, true, 1_860],
    [true, true, 3_060],
  ])('are those of what is asked under its conditions: %s, %s', (a, b, rows) => {
    expect(estimated(conditional, { a, b })).toBe(rows);
  });

  it.each<[boolean, boolean, number | null]>([
    [false, false, null],
    [true, false, 1_200],
    [false, true, 1_200],
    [true, true, 1_200],
  ])('are those of a fragment where it is spread under either of two conditions: %s, %s', (a, b, rows) => {
    const query = `query($a: Boolean!, $b: Boolean!) { ...F @include(if: $a) ...F @include(if: $b) }
      fragment F on Query { things(first: 1200) { id } }`;
    expect(estimated(query, { a, b })).toBe(rows);
  });

  it('are those of fragments that spread one another twice, forty levels down', () => {
    const levels = times(40, (i) => `fragment F${i} on Query { ...F${i + 1} ... @include(if: $a) { ...F${i + 1} } }`);
    const query = `query($a: Boolean!) { ...F0 } ${levels.join(' ')}
      fragment F40 on Query { few { ... on Cat { page(first: 300) { nodes { id } } } } }`;
    expect(estimated(query, { a: true })).toBe(1_500);
  });

  it('are never fewer than come, and those that come are counted once each', async () => {
    await fc.assert(
      fc.asyncProperty(selections, fc.boolean(), fc.boolean(), async (text, a, b) => {
        const query = `query($a: Boolean!, $b: Boolean!) { ${text} x: few @include(if: $a) @skip(if: $b) { id } }`;
        const variables = { a, b };
        fc.pre(estimated(query, variables) === null);
        const { data, given } = await answerTo(query, variables);

        expect(given).toBeLessThanOrEqual(1_000);
        expect(read(query).rows.count(data)).toBe(given);
      }),
      { seed: 20_261_122, numRuns: 100 },
    );
  });
});
