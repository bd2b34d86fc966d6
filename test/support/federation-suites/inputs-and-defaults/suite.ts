import type { FederationSuite, Id } from '../suite.ts';

const told = (_: unknown, given: object) => JSON.stringify(given);
const people = [{ id: 'p1' }, { id: 'p2' }];
const toldOf = ({ id }: Id, given: object) => `${id} ${JSON.stringify(given)}`;

const inputs = `
  enum Order { FIRST LAST }
  input Period { from: String = "2000" to: String }
  input Filter { text: String! = "any" period: Period = { to: "2020" } orders: [Order!] = [FIRST, LAST] inner: Filter limit: Int ids: [ID!] }
`;
const found = 'found(by: Filter = { text: "own" }, first: Int! = 10, after: String): String';

/** Input objects and defaults: of arguments, of input fields, of variables, and values left out. */
export const inputsAndDefaults: FederationSuite = {
  rule: 'input objects with defaults, variables with defaults',
  subgraphs: [
    {
      name: 'one',
      typeDefs: `${inputs}
        type Query { ${found} people: [Person!]! }
        type Person @key(fields: "id") { id: ID! }
      `,
      resolvers: { Query: { found: told, people: () => people } },
    },
    {
      name: 'two',
      typeDefs: `${inputs} type Person @key(fields: "id") { id: ID! ${found} }`,
      resolvers: { Person: { found: toldOf } },
    },
  ],
  whole: {
    typeDefs: `${inputs} type Query { ${found} people: [Person!]! } type Person { id: ID! ${found} }`,
    resolvers: { Query: { found: told, people: () => people }, Person: { found: toldOf } },
  },
  questions: [
    ['everything left out', '{ found people { found } }'],
    ['an empty object', '{ found(by: {}) people { found(by: {}) } }'],
    [
      'part of an object',
      '{ found(by: { period: {}, limit: 3 }) people { found(by: { inner: { text: "x" } }, first: 1) } }',
    ],
    ['null', '{ found(by: null, after: null) people { found(by: { period: null, orders: null }) } }'],
    ['one item for a list', '{ found(by: { orders: LAST, ids: 7 }) people { found(by: { ids: ["a", 1] }) } }'],
    [
      'the whole object by variable',
      'query($by: Filter) { found(by: $by) people { found(by: $by) } }',
      { by: { text: 'v', inner: { period: { from: null } }, ids: 'x' } },
    ],
    [
      'a variable left out',
      'query($by: Filter, $after: String) { found(by: $by, after: $after) people { found(by: $by) } }',
    ],
    [
      'a variable that is null',
      'query($by: Filter, $after: String) { found(by: $by, after: $after) people { found(by: $by) } }',
      { by: null, after: null },
    ],
    [
      'a default of a variable',
      'query($by: Filter = { limit: 1 }, $n: Int = 2) { found(by: $by, first: $n) people { found(by: $by, first: $n) } }',
    ],
    [
      'a nullable variable with a default for what must be',
      'query($n: Int = 5) { found(first: $n) people { found(first: $n) } }',
      { n: 6 },
    ],
    [
      'variables within an object',
      'query($t: String!, $l: Int, $o: Order!) { found(by: { text: $t, limit: $l, orders: [$o] }) people { found(by: { inner: { text: $t, limit: $l } }) } }',
      { t: 'v', o: 'LAST' },
    ],
    [
      'a default is not used where null is given',
      'query($a: String = "d") { found(after: $a) people { found(after: $a) } }',
      { a: null },
    ],
  ],
};
