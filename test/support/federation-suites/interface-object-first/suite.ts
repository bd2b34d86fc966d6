import type { FederationSuite, Id } from '../suite.ts';

const entries = [
  { __typename: 'Visit', id: 'v1', code: 'V-1', title: 'Home visit', minutes: 40, next: 'c1' },
  { __typename: 'Call', id: 'c1', code: 'C-1', title: 'Call', number: '101', next: 'v2' },
  { __typename: 'Visit', id: 'v2', code: 'V-2', title: null, minutes: null, next: null },
];
type Entry = (typeof entries)[number];

const entryWith = ({ id }: Id) => entries.find((entry) => entry.id === id) ?? null;
const typeOf = { __resolveType: ({ __typename }: Entry) => __typename };
const stars = ({ id }: Id) => id.length + Number(id.at(-1));
const shout = (title: string | null) => title && `${title}!`;
const next = (entry: Entry) => (entry.next === null ? null : entryWith({ id: entry.next }));
const firstTwo = () => [{ id: 'v2' }, { id: 'c1' }];

/** The same as for other interface objects, where the service that has one comes first: the planner looks at names. */
export const interfaceObjectFirst: FederationSuite = {
  rule: '@interfaceObject of the service whose name comes first',
  subgraphs: [
    {
      name: 'a-ratings',
      typeDefs: `
        type Query { rated: [Entry]! best: Rating }
        type Rating { of: Entry! value: Int! }
        type Entry @key(fields: "id") @interfaceObject {
          id: ID! stars: Int! title: String @external shouted: String @requires(fields: "title") similar: [Entry!]
        }
      `,
      resolvers: {
        Query: { rated: firstTwo, best: () => ({ of: { id: 'c1' }, value: 5 }) },
        Entry: {
          stars,
          shouted: ({ title }: Entry) => shout(title),
          similar: ({ id }: Id) => entries.filter((entry) => entry.id !== id).map((entry) => ({ id: entry.id })),
        },
      },
    },
    {
      name: 'entries',
      typeDefs: `
        type Query { entries: [Entry!]! }
        type Mutation { touch(id: ID!): Visit }
        interface Entry @key(fields: "id") { id: ID! title: String next: Entry }
        type Visit implements Entry @key(fields: "id") @key(fields: "code") {
          id: ID! code: String! title: String next: Entry minutes: Int
        }
        type Call implements Entry @key(fields: "id") { id: ID! title: String next: Entry number: String! }
      `,
      resolvers: {
        Query: { entries: () => entries },
        Mutation: { touch: (_: unknown, key: Id) => entryWith(key) },
        Entry: { __resolveReference: entryWith, ...typeOf },
        Visit: { __resolveReference: entryWith, next },
        Call: { __resolveReference: entryWith, next },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { entries: [Entry!]! rated: [Entry]! best: Rating }
      type Mutation { touch(id: ID!): Visit }
      type Rating { of: Entry! value: Int! }
      interface Entry { id: ID! title: String next: Entry stars: Int! shouted: String similar: [Entry!] }
      type Visit implements Entry {
        id: ID! code: String! title: String next: Entry minutes: Int stars: Int! shouted: String similar: [Entry!]
      }
      type Call implements Entry {
        id: ID! title: String next: Entry number: String! stars: Int! shouted: String similar: [Entry!]
      }
    `,
    resolvers: {
      Query: {
        entries: () => entries,
        rated: () => firstTwo().map(entryWith),
        best: () => ({ of: entries[1], value: 5 }),
      },
      Mutation: { touch: (_: unknown, key: Id) => entryWith(key) },
      Entry: typeOf,
      ...Object.fromEntries(
        ['Visit', 'Call'].map((name) => [
          name,
          {
            next,
            stars,
            shouted: ({ title }: Entry) => shout(title),
            similar: ({ id }: Id) => entries.filter((entry) => entry.id !== id),
          },
        ]),
      ),
    },
  },
  questions: [
    ['fields of the types', '{ rated { ... on Visit { minutes } ... on Call { number } } }'],
    ['of one type', '{ rated { ... on Visit { minutes } } }'],
    ['a key that it does not know', '{ rated { ... on Visit { code } } }'],
    ['with its own', '{ rated { id stars title ... on Visit { code minutes stars } } }'],
    ['with what it needs', '{ rated { shouted ... on Call { number shouted } } }'],
    ['from a value', '{ best { value of { __typename stars ... on Call { number next { stars } } } } }'],
    ['below types', '{ rated { ... on Call { next { stars shouted ... on Visit { minutes } } } } }'],
    ['there and back', '{ entries { similar { next { shouted } ... on Visit { similar { __typename stars } } } } }'],
    ['a type two below', '{ entries { ... on Call { similar { similar { ... on Call { title } } } } } }'],
    ['a type below a key of another name', '{ entries { similar { k: id ... on Visit { code } } } }'],
    [
      'what needs something, of two changes',
      'mutation { a: touch(id: "v1") { shouted } b: touch(id: "v1") { id shouted } }',
    ],
    ['type names alone', '{ rated { __typename } best { of { __typename } } }'],
    [
      'what needs something, of one type',
      '{ entries { ... on Visit { shouted code } next { ... on Call { shouted } } } }',
    ],
  ],
};
