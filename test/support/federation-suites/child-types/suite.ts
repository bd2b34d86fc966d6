import type { FederationSuite, Id } from '../suite.ts';

const accounts = [
  { __typename: 'Person', id: 'p1', name: 'Ada', tags: ['a', 'b'], boss: { id: 'p2' }, rank: 1 },
  { __typename: 'Team', id: 't1', name: null, tags: null, boss: null, rank: 2 },
  { __typename: 'Robot', id: 'r1', name: 'Rob', tags: ['c', null], boss: { id: 'p1' }, rank: 3 },
];
const nicks: Readonly<Record<string, string | null>> = { p1: 'A', p2: null };
const people = [accounts[0], { id: 'p2', name: 'Ben', tags: [], boss: { id: 'p1' }, rank: 4 }];
const personWith = ({ id }: Id) => people.find((person) => person?.id === id);
const bossOf = ({ boss }: { boss: Id | null }) => boss && personWith(boss);
const told = (_: unknown, given: object) => JSON.stringify(given);

/**
 * The same field with other types in each service, or in each type of a union: what may be null here may not there. Then
 * one service must not be asked for both under one name, though the caller may ask so.
 */
export const childTypes: FederationSuite = {
  rule: 'fields whose types differ between services and between types',
  subgraphs: [
    {
      name: 'accounts',
      typeDefs: `
        union Account = Person | Team | Robot
        interface Named { name: String }
        type Query { accounts: [Account!]!  named: [Named]  known(id: ID!, depth: Int!): String @shareable }
        type Person implements Named @key(fields: "id") {
          id: ID! name: String! @shareable tags: [String!]! @shareable boss: Person! @shareable rank: Int!
        }
        type Team implements Named { id: ID name: String tags: [String!] boss: Person rank: Int! }
        type Robot implements Named @key(fields: "id") {
          id: ID! name: String @shareable tags: [String] @shareable boss: Person rank: Float
        }
      `,
      resolvers: {
        Query: { accounts: () => accounts, named: () => [accounts[1], null, accounts[2]], known: told },
        Person: { __resolveReference: personWith, boss: bossOf },
        Team: { boss: bossOf },
        Robot: { boss: bossOf, __resolveReference: ({ id }: Id) => accounts.find((account) => account.id === id) },
      },
    },
    {
      name: 'people',
      typeDefs: `
        type Query { people: [Person]  known(id: ID, depth: Int): String @shareable }
        type Person @key(fields: "id") { id: ID! name: String @shareable tags: [String] @shareable boss: Person @shareable nick: String }
        type Robot @key(fields: "id") { id: ID! name: String @shareable tags: [String] @shareable nick: String! }
      `,
      resolvers: {
        Query: { people: () => people, known: told },
        Person: { __resolveReference: personWith, boss: bossOf, nick: ({ id }: Id) => nicks[id] },
        Robot: { nick: ({ id }: Id) => `nick of ${id}` },
      },
    },
  ],
  whole: {
    typeDefs: `
      union Account = Person | Team | Robot
      interface Named { name: String }
      type Query { accounts: [Account!]!  named: [Named]  people: [Person]  known(id: ID!, depth: Int!): String }
      type Person implements Named { id: ID! name: String tags: [String] boss: Person rank: Int! nick: String }
      type Team implements Named { id: ID name: String tags: [String!] boss: Person rank: Int! }
      type Robot implements Named { id: ID! name: String tags: [String] boss: Person rank: Float nick: String! }
    `,
    resolvers: {
      Query: {
        accounts: () => accounts,
        named: () => [accounts[1], null, accounts[2]],
        people: () => people,
        known: told,
      },
      Person: { boss: bossOf, nick: ({ id }: Id) => nicks[id] },
      Team: { boss: bossOf },
      Robot: { boss: bossOf, nick: ({ id }: Id) => `nick of ${id}` },
    },
  },
  questions: [
    ['a field that may be null in one service', '{ people { name tags } }'],
    [
      'a field of each member of a union',
      '{ accounts { ... on Person { name } ... on Team { name } ... on Robot { name } } }',
    ],
    ['of an interface', '{ named { name ... on Robot { name tags } } }'],
    ['lists', '{ accounts { ... on Person { tags } ... on Robot { tags } } }'],
    ['lists that cannot be the same key', '{ accounts { ... on Person { tags } ... on Team { other: tags } } }'],
    [
      'objects',
      '{ accounts { ... on Person { boss { id name } } ... on Team { boss { id } } ... on Robot { boss { name nick } } } }',
    ],
    [
      'of two types, beside what the other service knows',
      '{ accounts { ... on Robot { name nick } ... on Person { name n: nick boss { nick tags } } } }',
    ],
    ['the same under another name', '{ accounts { ... on Person { x: name } ... on Team { x: name } } }'],
    [
      'in named fragments',
      '{ accounts { ...P ...T } } fragment P on Person { name boss { ...P2 } } fragment P2 on Person { tags } fragment T on Team { name }',
    ],
    ['an argument that one service must have', 'query($d: Int!) { known(id: 1, depth: $d) }', { d: 2 }],
  ],
};
