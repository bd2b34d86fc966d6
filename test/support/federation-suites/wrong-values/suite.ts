import type { FederationSuite, Id } from '../suite.ts';

/** Of the second row nothing is as its type has it. */
const rows = [
  { id: 'a', count: 3, level: 'LOW', marks: [1, 2], grid: [[1], []], name: 'A', any: { x: [null] }, next: 'b' },
  { id: 'b', count: 2 ** 31, level: 'GONE', marks: [1, null], grid: [[1, 1.5]], name: {}, any: null, next: 'c' },
  { id: 'c', count: null, level: null, marks: null, grid: [null], name: null, any: [], next: null },
];
type Row = (typeof rows)[number];

const rowWith = ({ id }: Id) => rows.find((row) => row.id === id)!;
const nextOf = (row: Id) => rows.find(({ id }) => id === rowWith(row).next) ?? null;
const pairs = () => [[rows[0], rows[1]], [rows[2]]];
const sumOf = ({ count, marks }: Pick<Row, 'count' | 'marks'>) => `${count} ${JSON.stringify(marks)}`;
/** What is left of the needs where they are no values of their types. */
const usable = ({ id, count, marks }: Row) => (id === 'b' ? { count: null, marks: null } : { count, marks });
const levels = 'enum Level { LOW HIGH } scalar Anything';
const own = 'id: ID! count: Int level: Level marks: [Int!] grid: [[Int!]!]';

/** What is no value of its type, and lists with nulls where none may be, of entities and of what they are needed for. */
export const wrongValues: FederationSuite = {
  rule: 'values that are none of their type, in lists of lists, below entities and as needs',
  subgraphs: [
    {
      name: 'rows',
      typeDefs: `
        ${levels}
        type Query { rows: [Row!]! pairs: [[Row!]!] row(id: ID!): Row }
        type Row @key(fields: "id") { ${own} next: Row }
      `,
      resolvers: {
        Query: { rows: () => rows, pairs, row: (_: unknown, key: Id) => rowWith(key) },
        Row: { __resolveReference: rowWith, next: nextOf },
      },
    },
    {
      name: 'names',
      typeDefs: `
        ${levels}
        type Row @key(fields: "id") { id: ID! name: String any: Anything mustName: String! names: [String!] highest: Level! }
      `,
      resolvers: {
        Row: {
          __resolveReference: rowWith,
          mustName: ({ name }: Row) => name,
          names: ({ name }: Row) => [name, 'x'],
          highest: ({ level }: Row) => level,
        },
      },
    },
    {
      name: 'sums',
      typeDefs: `
        type Row @key(fields: "id") {
          id: ID! count: Int @external marks: [Int!] @external sum: String! @requires(fields: "count marks") twin: Row
        }
      `,
      resolvers: { Row: { sum: sumOf, twin: (key: Id) => key } },
    },
  ],
  whole: {
    typeDefs: `
      ${levels}
      type Query { rows: [Row!]! pairs: [[Row!]!] row(id: ID!): Row }
      type Row {
        ${own} next: Row name: String any: Anything mustName: String! names: [String!] highest: Level! sum: String! twin: Row
      }
    `,
    resolvers: {
      Query: { rows: () => rows, pairs, row: (_: unknown, key: Id) => rowWith(key) },
      Row: {
        next: nextOf,
        mustName: ({ name }: Row) => name,
        names: ({ name }: Row) => [name, 'x'],
        highest: ({ level }: Row) => level,
        sum: (row: Row) => sumOf(usable(row)),
        twin: (row: Row) => row,
      },
    },
  },
  questions: [
    ['numbers, enums and lists', '{ rows { id count level marks grid } }'],
    ['of another service', '{ rows { name any names } }'],
    ['where none may be null', '{ rows { id mustName } row(id: "a") { id } }'],
    ['in lists of lists', '{ pairs { id mustName } rows { id } }'],
    ['in lists of lists, an enum', '{ pairs { id highest } }'],
    ['one below the other', '{ rows { id next { mustName highest } } }'],
    ['under other names', '{ rows { a: count b: marks c: name d: next { e: mustName f: grid } } }'],
    ['as needs', '{ rows { count marks sum } }'],
    ['as needs of objects further down', '{ rows { next { count marks sum twin { count marks sum name } } } }'],
    ['as a need, of one object', '{ row(id: "b") { count marks sum mustName } row2: row(id: "b") { id } }'],
    ['in a fragment, twice', '{ rows { ...F next { ...F } } } fragment F on Row { names ... on Row { level } }'],
  ],
};
