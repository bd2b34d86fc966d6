import { buildASTSchema, type GraphQLSchema, graphql, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { type FederatedHouse, startFederatedHouse } from '../support/federated-house.ts';
import { peopleOfMeasures, peopleOfReviews, wholeRoot, writtenNotes } from '../support/people-subgraphs.ts';

describe('a question over several services', () => {
  let house: FederatedHouse;
  let whole: GraphQLSchema;

  beforeAll(async () => {
    house = await startFederatedHouse([peopleOfReviews, peopleOfMeasures]);
    whole = buildASTSchema(parse(readSupergraph(house.supergraphSdl).planner.consumerSchema), {
      assumeValid: true,
      assumeValidSDL: true,
    });
  });
  afterAll(() => house.close());

  type Variables = Readonly<Record<string, unknown>>;
  const questions: readonly (readonly [name: string, query: string, variables?: Variables])[] = [
    ['fields of both', '{ people { id name heightCm } }'],
    ['aliases', '{ a: people(first: 1) { i: id n: name h: heightCm } b: people(first: 2) { id: name name: id } }'],
    [
      'a name that is the name of a key another service is asked with',
      '{ people { id: name heightCm place { id: town postcode } } }',
    ],
    ['an alias that is the name of a key', '{ people { id: heightCm real: id } }'],
    [
      'one field with two arguments',
      '{ person(id: "p1") { one: bodyMass none: bodyMass(round: 0) bodyMass(round: 3) } }',
    ],
    ['named fragments', '{ people { ...A } } fragment A on Person { name ...B } fragment B on Person { heightCm }'],
    ['merged selections', '{ person(id: "p1") { place { town } place { postcode } } person(id: "p1") { heightCm } }'],
    ['skip and include, on', '{ people { name @skip(if: true) heightCm @include(if: true) id } }'],
    ['skip by variable', 'query($no: Boolean!) { people { name heightCm @skip(if: $no) id } }', { no: true }],
    ['include by variable', 'query($yes: Boolean!) { people { name heightCm @include(if: $yes) } }', { yes: true }],
    [
      'include a fragment, off',
      'query($yes: Boolean = false) { people { name ... @include(if: $yes) { heightCm bodyMass } } }',
    ],
    ['a requirement', '{ people { bodyMass } }'],
    ['a requirement of another root', '{ tallest { name bodyMass(round: 2) place { town postcode } } }'],
    ['what is provided and what is not', '{ people { place { id town postcode } } }'],
    ['a union', '{ search { __typename ... on Person { name heightCm } ... on Place { id postcode } } }'],
    ['a union without its type names', '{ search { ... on Person { heightCm } ... on Place { postcode } } }'],
    ['enums and nulls', '{ people { colour } }'],
    ['lists of lists', '{ people { scores } }'],
    ['nulls in a list', '{ maybe { name heightCm } }'],
    ['nothing there', '{ person(id: "nobody") { name heightCm } }'],
    ['a missing motto empties its person', '{ person(id: "p2") { name motto } maybe { name } }'],
    ['a missing motto empties the list', '{ people { motto } person(id: "p1") { motto } }'],
    ['a missing motto empties everything', '{ sure { motto } }'],
    ['defaults', '{ found(by: {}) two: found(by: { text: "b" }) search { __typename } }'],
    ['input with defaults by variable', 'query($by: Search) { found(by: $by) }', { by: { colours: 'RED' } }],
    ['a default of a variable', 'query($first: Int = 2) { people(first: $first) { name } }'],
    ['an argument left out by variable', 'query($first: Int) { people(first: $first) { name } }'],
    ['type names', '{ __typename people { __typename t: __typename heightCm } }'],
    [
      'type names under other names alone',
      '{ search { t: __typename } people { t: __typename place { n: __typename } } }',
    ],
    ['introspection beside data', '{ __type(name: "Place") { name kind fields { name } } people { heightCm } }'],
    [
      'introspection in a fragment',
      '{ ...Q } fragment Q on Query { __schema { queryType { name } } tallest { name } }',
    ],
  ];

  const tables = questions.map(([name, query, variables = {}]) => [name, query, variables] as const);

  it.each(tables)('has the same answer as one service would give: %s', async (_, query, variables) => {
    const expected = await graphql({ schema: whole, source: query, rootValue: wholeRoot, variableValues: variables });

    const { data, errors } = await house.ask(query, { variables });

    expect(data).toEqual(JSON.parse(JSON.stringify(expected.data)));
    expect(errors?.map(({ path }) => path)).toEqual(expected.errors?.map(({ path }) => path));
  });

  it('names every place that one broken entity leaves empty', async () => {
    const { data, errors } = await house.ask('{ person(id: "p2") { motto } maybe { motto } }');

    expect(data).toEqual({ person: null, maybe: [null, null, { motto: 'Up' }] });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions['affected']).toEqual([
      ['maybe', 0, 'motto'],
      ['person', 'motto'],
    ]);
  });

  it('keeps the order in which fields were asked for', async () => {
    const { text } = await house.ask('{ people(first: 1) { heightCm name bodyMass id } }');

    expect(text).toContain('{"heightCm":170,"name":"Ada","bodyMass":20.8,"id":"p1"}');
  });

  it('carries out changes one after the other, whichever service makes them', async () => {
    writtenNotes.length = 0;

    const { data } = await house.ask(
      'mutation { a: note(text: "1") b: measured(text: "2") c: note(text: "3") renamed(id: "p1", name: "Eve") { name heightCm } }',
    );

    expect(writtenNotes).toEqual(['1', '2', '3']);
    expect(data).toEqual({
      a: 'reviews 1',
      b: 'measures 2',
      c: 'reviews 3',
      renamed: { name: 'Eve', heightCm: 170 },
    });
  });

  it('asks nobody when only type names are wanted', async () => {
    const { extensions, data } = await house.ask('{ __typename }');

    expect(data).toEqual({ __typename: 'Query' });
    expect(extensions).toBeUndefined();
  });

  it.each(['__proto__', '__typename'])('refuses the alias "%s"', async (alias) => {
    const { httpStatus, errors } = await house.ask(`{ people { ${alias}: name } }`);

    expect(httpStatus).toBe(400);
    expect(errors).toEqual([
      { message: `The alias "${alias}" is reserved. Choose another.`, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('shows in its schema nothing of the federation', async () => {
    const { data } = await house.ask('{ __schema { types { name } directives { name } } }');

    expect(JSON.stringify(data)).not.toMatch(/join__|_entities|_Any|_service/);
  });
});
