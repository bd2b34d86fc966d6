import type { FederationSuite, Id } from '../suite.ts';

const things = [
  { __typename: 'Case', id: 'c1', price: 3, stock: 1, owner: { id: 'o1' } },
  { __typename: 'Tool', id: 't1', price: null, stock: 4, owner: null },
];
type Thing = (typeof things)[number];
const thingWith = ({ id }: Id) => things.find((thing) => thing.id === id);
const owner = { id: 'o1', name: 'Ada' };
const yesNo = 'query($yes: Boolean!, $no: Boolean!)';
const variables = { yes: true, no: false };

/** What a variable leaves out of fragments on interfaces and types, before and after an entity is fetched. */
export const conditionsOnTypes: FederationSuite = {
  rule: '@skip and @include on fragments of interfaces and types, around entity fetches',
  subgraphs: [
    {
      name: 'things',
      typeDefs: `
        type Query { things: [Thing!]!  thing(id: ID!): Thing }
        interface Thing { id: ID! owner: Owner }
        type Case implements Thing @key(fields: "id") { id: ID! owner: Owner }
        type Tool implements Thing @key(fields: "id") { id: ID! owner: Owner }
        type Owner @key(fields: "id", resolvable: false) { id: ID! }
      `,
      resolvers: {
        Query: { things: () => things, thing: (_: unknown, key: Id) => thingWith(key) },
        Thing: { __resolveType: ({ __typename }: Thing) => __typename },
      },
    },
    {
      name: 'prices',
      typeDefs: `
        type Case @key(fields: "id") { id: ID! price: Int }
        type Tool @key(fields: "id") { id: ID! price: Int stock: Int }
        type Owner @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: {
        Case: { __resolveReference: thingWith },
        Tool: { __resolveReference: thingWith },
        Owner: { __resolveReference: () => owner },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { things: [Thing!]!  thing(id: ID!): Thing }
      interface Thing { id: ID! owner: Owner }
      type Case implements Thing { id: ID! owner: Owner price: Int }
      type Tool implements Thing { id: ID! owner: Owner price: Int stock: Int }
      type Owner { id: ID! name: String }
    `,
    resolvers: {
      Query: { things: () => things, thing: (_: unknown, key: Id) => thingWith(key) },
      Case: { owner: () => owner },
    },
  },
  questions: [
    [
      'a fragment on a type',
      `${yesNo} { things { id ... on Case @include(if: $no) { price } ... on Tool @include(if: $yes) { price stock } } }`,
      variables,
    ],
    [
      'all fragments',
      `${yesNo} { things { ... on Case @skip(if: $yes) { price } ... on Tool @include(if: $no) { price } } }`,
      variables,
    ],
    [
      'a field within a fragment',
      `${yesNo} { things { ... on Case { price @include(if: $no) id } ... on Tool { price @skip(if: $no) stock @skip(if: $yes) } } }`,
      variables,
    ],
    [
      'the same key in and out',
      `${yesNo} { things { ... on Tool { price @include(if: $no) } ... on Tool @include(if: $yes) { price } } }`,
      variables,
    ],
    [
      'around an entity and in it',
      `${yesNo} { things { owner @include(if: $yes) { name @skip(if: $no) id @include(if: $no) } } }`,
      variables,
    ],
    [
      'the object of an entity fetch',
      `${yesNo} { things { id @include(if: $yes) owner @include(if: $no) { name } } }`,
      variables,
    ],
    [
      'a fragment on the interface',
      `${yesNo} { things { ... on Thing @include(if: $yes) { owner { name } } ...T @skip(if: $yes) } } fragment T on Tool { stock @skip(if: $no) }`,
      variables,
    ],
    [
      'a root field with its entity',
      `${yesNo} { a: thing(id: "t1") @include(if: $yes) { ... on Tool { stock } } b: thing(id: "c1") @include(if: $no) { ... on Case { price } } }`,
      variables,
    ],
    [
      'the only root field',
      `${yesNo} { things @include(if: $no) { ... on Tool @include(if: $yes) { stock } } }`,
      variables,
    ],
    [
      'both directives on one fragment',
      `${yesNo} { things { ... on Tool @include(if: $yes) @skip(if: $no) { stock } ... on Case @include(if: $yes) @skip(if: $yes) { price } } }`,
      variables,
    ],
    [
      'with a literal and a variable',
      `${yesNo} { things { ... on Case @include(if: true) { price @skip(if: $yes) } ... on Tool @skip(if: false) { stock @include(if: $no) id } } }`,
      variables,
    ],
  ],
};
