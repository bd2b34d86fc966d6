import type { FederationSuite, Id } from '../suite.ts';

const things = [
  { __typename: 'Case', id: 'c1', name: 'C', like: 't1', price: 3 },
  { __typename: 'Tool', id: 't1', name: null, like: 'c1', price: null },
];
type Thing = (typeof things)[number];
const thingWith = ({ id }: Id) => things.find((thing) => thing.id === id);
const likeOf = (thing: Thing) => thingWith({ id: thing.like });
const caseLike = () => thingWith({ id: 'c1' });

/** An interface whose fields lead to itself, through a type that narrows the field and through another service. */
export const circularInterface: FederationSuite = {
  rule: 'interfaces that refer to themselves',
  subgraphs: [
    {
      name: 'things',
      typeDefs: `
        type Query { thing: Thing  things: [Thing!]! }
        interface Thing { id: ID! like: Thing }
        type Case implements Thing @key(fields: "id") { id: ID! like: Case }
        type Tool implements Thing @key(fields: "id") { id: ID! like: Thing likes: [Thing] }
      `,
      resolvers: {
        Query: { thing: () => things[0], things: () => things },
        Thing: { __resolveType: ({ __typename }: Thing) => __typename },
        Case: { like: caseLike },
        Tool: { like: likeOf, likes: () => [things[0], null, things[1]] },
      },
    },
    {
      name: 'prices',
      typeDefs: `
        interface Thing { id: ID! price: Int }
        type Case implements Thing @key(fields: "id") { id: ID! price: Int name: String! }
        type Tool implements Thing @key(fields: "id") { id: ID! price: Int name: String }
      `,
      resolvers: { Case: { __resolveReference: thingWith }, Tool: { __resolveReference: thingWith } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { thing: Thing  things: [Thing!]! }
      interface Thing { id: ID! like: Thing price: Int }
      type Case implements Thing { id: ID! like: Case price: Int name: String! }
      type Tool implements Thing { id: ID! like: Thing likes: [Thing] price: Int name: String }
    `,
    resolvers: {
      Query: { thing: () => things[0], things: () => things },
      Case: { like: caseLike },
      Tool: { like: likeOf, likes: () => [things[0], null, things[1]] },
    },
  },
  questions: [
    ['once', '{ thing { like { id } } things { like { id price } } }'],
    ['three times', '{ things { like { like { like { id price } } } } }'],
    ['through a type', '{ things { ... on Case { like { name like { name } } } ... on Tool { like { price } } } }'],
    [
      'through the interface within a type',
      '{ things { ... on Tool { likes { like { ... on Tool { id } ... on Case { name } } } } } }',
    ],
    ['with fields of the other service at each level', '{ thing { price like { price like { price __typename } } } }'],
    ['with fields of types at each level', '{ things { ... on Case { price } like { ... on Case { name price } } } }'],
  ],
};
