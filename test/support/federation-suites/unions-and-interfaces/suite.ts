import type { FederationSuite, Id } from '../suite.ts';

const found = [
  { __typename: 'Note', id: 'n1', text: 'a', same: 'x', words: 2 },
  { __typename: 'Call', id: 'c1', minutes: 3, same: 'y', words: null },
  { __typename: 'Plan', id: 'l1', goal: 'g', same: 'z', words: 5 },
];
type Found = (typeof found)[number];
const typeOf = ({ __typename }: Found) => __typename;
const foundWith = ({ id }: Id) => found.find((each) => each.id === id);

/** Types that belong to a union and to an interface, of which neither is the other, asked for by either. */
export const unionsAndInterfaces: FederationSuite = {
  rule: 'members of a union that have an interface in common, and others',
  subgraphs: [
    {
      name: 'finder',
      typeDefs: `
        type Query { found: [Found]  spoken: [Spoken!]!  first: Found  held: Holder }
        type Holder { found: Found spoken: Spoken same: [Same!]! }
        union Found = Note | Call | Plan
        interface Spoken { id: ID! same: String! }
        interface Same { same: String! }
        type Note implements Same @key(fields: "id") { id: ID! same: String! text: String }
        type Call implements Spoken & Same @key(fields: "id") { id: ID! same: String! minutes: Int }
        type Plan implements Spoken & Same @key(fields: "id") { id: ID! same: String! goal: String }
      `,
      resolvers: {
        Query: {
          found: () => [...found, null],
          spoken: () => [found[1], found[2]],
          first: () => found[2],
          held: () => ({ found: found[0], spoken: found[1], same: found }),
        },
        Found: { __resolveType: typeOf },
        Spoken: { __resolveType: typeOf },
        Same: { __resolveType: typeOf },
        Note: { __resolveReference: foundWith },
        Plan: { __resolveReference: foundWith },
      },
    },
    {
      name: 'words',
      typeDefs: `
        type Query { counted: [Counted] }
        union Counted = Note | Plan
        type Note @key(fields: "id") { id: ID! words: Int }
        type Plan @key(fields: "id") { id: ID! words: Int }
      `,
      resolvers: {
        Query: { counted: () => [found[2], found[0]] },
        Counted: { __resolveType: typeOf },
        Note: { __resolveReference: foundWith },
        Plan: { __resolveReference: foundWith },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { found: [Found]  spoken: [Spoken!]!  first: Found  held: Holder  counted: [Counted] }
      type Holder { found: Found spoken: Spoken same: [Same!]! }
      union Found = Note | Call | Plan
      union Counted = Note | Plan
      interface Spoken { id: ID! same: String! }
      interface Same { same: String! }
      type Note implements Same { id: ID! same: String! text: String words: Int }
      type Call implements Spoken & Same { id: ID! same: String! minutes: Int }
      type Plan implements Spoken & Same { id: ID! same: String! goal: String words: Int }
    `,
    resolvers: {
      Query: {
        found: () => [...found, null],
        spoken: () => [found[1], found[2]],
        first: () => found[2],
        held: () => ({ found: found[0], spoken: found[1], same: found }),
        counted: () => [found[2], found[0]],
      },
    },
  },
  questions: [
    ['by the union', '{ found { __typename ... on Note { text } ... on Call { minutes } } }'],
    ['by an interface in the union', '{ found { ... on Spoken { id same } ... on Note { text } } }'],
    ['by two interfaces', '{ found { ... on Same { same } ... on Spoken { id } } }'],
    ['by an interface in an interface', '{ spoken { id ... on Same { same ... on Plan { words goal } } } }'],
    [
      'of an interface, by the union',
      '{ spoken { ... on Found { __typename ... on Plan { goal words } ... on Call { minutes } } } }',
    ],
    [
      'of the other service, by either',
      '{ found { ... on Plan { words } ... on Note { words } } counted { ... on Note { text words } ... on Plan { goal same } } }',
    ],
    [
      'of the other union',
      '{ found { ... on Counted { ... on Note { words } ... on Plan { same } } } counted { ... on Found { __typename } } }',
    ],
    [
      'one key for a field of each',
      '{ found { ... on Note { x: text } ... on Plan { x: goal } ... on Call { y: minutes } } }',
    ],
    [
      'nested, with type names',
      '{ held { found { __typename ... on Same { same } } spoken { ... on Call { minutes } } same { __typename same } } }',
    ],
    [
      'nothing that is there',
      '{ first { ... on Note { text } ... on Call { same } } held { found { ... on Spoken { id } } } }',
    ],
  ],
};
