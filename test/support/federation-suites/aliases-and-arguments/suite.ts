import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { id: 'p1', name: 'Ada', friends: ['p2', 'p1'] },
  { id: 'p2', name: 'Ben', friends: [] },
];
type Person = (typeof people)[number];

const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const friendsOf = (person: Person | undefined, first: number) => (person?.friends ?? []).slice(0, first);
const measure = ({ id }: Id, { unit, digits }: { unit: string | null; digits?: number }) =>
  `${id} ${unit} ${digits === undefined ? 'left out' : digits}`;

/** The same field more than once under other names, with other arguments, in each service. */
export const aliasesAndArguments: FederationSuite = {
  rule: 'aliases, and the same field with other arguments',
  subgraphs: [
    {
      name: 'people',
      typeDefs: `
        type Query { people(first: Int = 2): [Person!]!  person(id: ID!): Person }
        type Person @key(fields: "id") { id: ID! name(upper: Boolean! = false): String! friends(first: Int = 5): [Person!]! }
      `,
      resolvers: {
        Query: {
          people: (_: unknown, { first }: { first: number }) => people.slice(0, first),
          person: (_: unknown, key: Id) => personWith(key),
        },
        Person: {
          name: ({ name }: Person, { upper }: { upper: boolean }) => (upper ? name.toUpperCase() : name),
          friends: (person: Person, { first }: { first: number }) =>
            friendsOf(person, first).map((id) => personWith({ id })),
        },
      },
    },
    {
      name: 'measures',
      typeDefs: 'type Person @key(fields: "id") { id: ID! measure(unit: String = "cm", digits: Int): String! }',
      resolvers: { Person: { measure } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { people(first: Int = 2): [Person!]!  person(id: ID!): Person }
      type Person {
        id: ID! name(upper: Boolean! = false): String! friends(first: Int = 5): [Person!]!
        measure(unit: String = "cm", digits: Int): String!
      }
    `,
    resolvers: {
      Query: {
        people: (_: unknown, { first }: { first: number }) => people.slice(0, first),
        person: (_: unknown, key: Id) => personWith(key),
      },
      Person: {
        name: ({ name }: Person, { upper }: { upper: boolean }) => (upper ? name.toUpperCase() : name),
        friends: (person: Person, { first }: { first: number }) =>
          friendsOf(person, first).map((id) => personWith({ id })),
        measure,
      },
    },
  },
  questions: [
    ['one root field twice', '{ a: people(first: 1) { name } b: people { measure } people(first: 0) { id } }'],
    ['an entity field three times', '{ people { measure a: measure(unit: "m") b: measure(unit: null, digits: 2) } }'],
    ['the names of two fields exchanged', '{ people { name: measure measure: name id: name name2: id } }'],
    ['a name that is its own alias', '{ people { friends { id } friends: friends { name: name measure } } }'],
    ['the key under another name', '{ people { key: id measure } person(id: "p1") { id: measure } }'],
    [
      'lists of lists of entities',
      '{ people { friends { a: measure friends(first: 1) { b: measure(digits: 1) name } } } }',
    ],
    [
      'one list with two lengths',
      '{ people { one: friends(first: 1) { measure } friends { measure name(upper: true) } } }',
    ],
    [
      'arguments by variable',
      'query($u: String, $d: Int, $first: Int) { people(first: $first) { measure(unit: $u, digits: $d) m: measure(digits: $d) } }',
      { u: 'mm', first: 1 },
    ],
    ['null by variable', 'query($u: String, $d: Int) { people { measure(unit: $u, digits: $d) } }', { u: null, d: 0 }],
    [
      'the same object selected twice, with other arguments inside',
      '{ person(id: "p1") { friends { x: measure(digits: 1) } } person(id: "p1") { friends { y: measure(digits: 2) } } }',
    ],
    [
      'one variable in both services',
      'query($on: Boolean!, $t: String = "ft") { people { name(upper: $on) a: measure(unit: $t) friends { b: measure(unit: $t) } } }',
      { on: true },
    ],
  ],
};
