import type { FederationSuite, Id } from '../suite.ts';

const entries = [
  { __typename: 'HealthEntry', id: 'h1', ward: 'A', rating: 3, note: 'seen' },
  { __typename: 'PoliceEntry', id: 'p1', force: 'North', rating: null, note: null },
  { __typename: 'HealthEntry', id: 'h2', ward: null, rating: 1, note: 'left' },
];
const entryWith = ({ id }: Id) => entries.find((entry) => entry.id === id);
const ratingOf = ({ id }: Id) => entryWith({ id })?.rating;

/** A service that adds fields to every type of an interface without knowing one of them. */
export const interfaceObject: FederationSuite = {
  rule: '@interfaceObject',
  subgraphs: [
    {
      name: 'entries',
      typeDefs: `
        type Query { entries: [Entry!]!  entry(id: ID!): Entry  anything: [Thing] }
        union Thing = HealthEntry | PoliceEntry
        interface Entry @key(fields: "id") { id: ID! note: String }
        type HealthEntry implements Entry @key(fields: "id") { id: ID! note: String ward: String }
        type PoliceEntry implements Entry @key(fields: "id") { id: ID! note: String force: String! }
      `,
      resolvers: {
        Query: {
          entries: () => entries,
          entry: (_: unknown, key: Id) => entryWith(key),
          anything: () => [entries[1], null, entries[0]],
        },
        Entry: {
          __resolveReference: entryWith,
          __resolveType: ({ __typename }: (typeof entries)[number]) => __typename,
        },
        HealthEntry: { __resolveReference: entryWith },
        PoliceEntry: { __resolveReference: entryWith },
      },
    },
    {
      name: 'ratings',
      typeDefs: `
        type Query { rated: [Entry!]! }
        type Entry @key(fields: "id") @interfaceObject { id: ID! rating: Int stars(of: Int! = 5): String! }
      `,
      resolvers: {
        Query: { rated: () => [{ id: 'h2' }, { id: 'p1' }] },
        Entry: { rating: ratingOf, stars: (key: Id, { of }: { of: number }) => `${ratingOf(key)}/${of}` },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { entries: [Entry!]!  entry(id: ID!): Entry  anything: [Thing]  rated: [Entry!]! }
      union Thing = HealthEntry | PoliceEntry
      interface Entry { id: ID! note: String rating: Int stars(of: Int! = 5): String! }
      type HealthEntry implements Entry { id: ID! note: String ward: String rating: Int stars(of: Int! = 5): String! }
      type PoliceEntry implements Entry { id: ID! note: String force: String! rating: Int stars(of: Int! = 5): String! }
    `,
    resolvers: {
      Query: {
        entries: () => entries,
        entry: (_: unknown, key: Id) => entryWith(key),
        anything: () => [entries[1], null, entries[0]],
        rated: () => [entries[2], entries[1]],
      },
      HealthEntry: { stars: (key: Id, { of }: { of: number }) => `${ratingOf(key)}/${of}` },
      PoliceEntry: { stars: (key: Id, { of }: { of: number }) => `${ratingOf(key)}/${of}` },
    },
  },
  questions: [
    ['its field on the interface', '{ entries { id rating } }'],
    ['its field on one type', '{ entries { ... on HealthEntry { rating ward } ... on PoliceEntry { stars } } }'],
    [
      'its field through a union',
      '{ anything { ... on HealthEntry { rating } ... on PoliceEntry { force stars(of: 3) } } }',
    ],
    ['its own root', '{ rated { id rating } }'],
    ['type names from its own root', '{ rated { __typename rating } }'],
    [
      'fields of the types from its own root',
      '{ rated { note ... on HealthEntry { ward } ... on PoliceEntry { force } } }',
    ],
    ['only for one type from its own root', '{ rated { ... on PoliceEntry { stars } } }'],
    [
      'a field for one type beside a key for another, from its own root',
      '{ rated { ... on PoliceEntry { rating id } ... on HealthEntry { id } } }',
    ],
    ['by argument', 'query($id: ID!) { entry(id: $id) { __typename stars(of: 2) note } }', { id: 'p1' }],
    [
      'one key with other arguments for each type',
      '{ entries { ... on HealthEntry { a: stars(of: 1) } ... on PoliceEntry { a: stars(of: 2) } } }',
    ],
    [
      'one key without a name of its own, with other arguments for each type',
      '{ entries { ... on HealthEntry { stars(of: 1) } ... on PoliceEntry { stars } } }',
    ],
    [
      'one key with another field for each type',
      '{ entries { ... on HealthEntry { b: ward c: note } ... on PoliceEntry { b: note x: stars } } }',
    ],
    ['nothing there', '{ entry(id: "x") { rating } }'],
  ],
};
