import type { FederationSuite, Id } from '../suite.ts';

/** What has been written, in each of two worlds: the subgraphs' and the reference's. */
const worlds = { parts: [] as string[], whole: [] as string[] };
const people = [
  { id: 'p1', name: 'Ada', heightCm: 170 },
  { id: 'p2', name: 'Ben', heightCm: 180 },
];
const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const refused = () => {
  throw new Error('Refused.');
};
const written = (world: string[], text: string) => `${world.push(text)} ${text}`;

const resolversOf = (world: string[]) => ({
  note: (_: unknown, { text }: { text: string }) => written(world, text),
  rename: (_: unknown, { id, name }: Id & { name: string }) => {
    written(world, `${id} ${name}`);
    return { ...personWith({ id }), name };
  },
  clear: () => world.splice(0).length >= 0,
  refuse: refused,
});
const measuresOf = (world: string[]) => ({
  measure: (_: unknown, { text }: { text: string }) => ({ count: written(world, text), of: people[0] }),
  must: refused,
});

/** Changes, one after the other and in the order asked for, whichever service makes them. */
export const mutations: FederationSuite = {
  rule: 'mutations in order',
  subgraphs: [
    {
      name: 'people',
      typeDefs: `
        type Query { people: [Person!]! }
        type Mutation { clear: Boolean! note(text: String!): String! rename(id: ID!, name: String!): Person refuse: String }
        type Person @key(fields: "id") { id: ID! name: String! written: Int! }
      `,
      resolvers: {
        Query: { people: () => people },
        Mutation: resolversOf(worlds.parts),
        Person: { __resolveReference: personWith, written: () => worlds.parts.length },
      },
    },
    {
      name: 'measures',
      typeDefs: `
        type Mutation { measure(text: String!): Measured must: Int! }
        type Measured { count: String! of: Person }
        type Person @key(fields: "id") { id: ID! heightCm: Int }
      `,
      resolvers: {
        Mutation: measuresOf(worlds.parts),
        Person: { __resolveReference: personWith },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { people: [Person!]! }
      type Mutation {
        clear: Boolean! note(text: String!): String! rename(id: ID!, name: String!): Person refuse: String
        measure(text: String!): Measured must: Int!
      }
      type Measured { count: String! of: Person }
      type Person { id: ID! name: String! heightCm: Int written: Int! }
    `,
    resolvers: {
      Query: { people: () => people },
      Mutation: { ...resolversOf(worlds.whole), ...measuresOf(worlds.whole) },
      Person: { written: () => worlds.whole.length },
    },
  },
  questions: [
    [
      'of two services by turns',
      'mutation { clear a: note(text: "1") measure(text: "2") { count } b: note(text: "3") }',
    ],
    ['with fields of the other service', 'mutation { clear rename(id: "p1", name: "Eve") { name heightCm } }'],
    [
      'all of one before the next begins',
      'mutation { clear measure(text: "1") { of { written } } x: note(text: "2") y: measure(text: "3") { of { written } } }',
    ],
    ['and back again', 'mutation { clear measure(text: "1") { count of { name heightCm } } x: note(text: "2") }'],
    [
      'by variables and under other names',
      'mutation($t: String!, $n: String = "Eve") { clear a: note(text: $t) b: rename(id: "p2", name: $n) { n: name } c: note(text: $n) }',
      { t: 'x' },
    ],
    ['the same key twice is one change', 'mutation { clear note(text: "1") note(text: "1") b: note(text: "2") }'],
    ['one is refused, the next is made', 'mutation { clear refuse note(text: "after") }'],
    ['one that must not fail does', 'mutation { clear a: note(text: "1") must }'],
    [
      'left out by a variable',
      'mutation($no: Boolean!) { clear a: note(text: "1") @include(if: $no) b: note(text: "2") }',
      { no: false },
    ],
    [
      'in a fragment',
      'mutation { ...M } fragment M on Mutation { clear a: note(text: "1") measure(text: "2") { of { heightCm } } }',
    ],
    ['a type name between', 'mutation { clear __typename a: note(text: "1") }'],
    ['nothing but a type name', 'mutation { __typename }'],
  ],
};
