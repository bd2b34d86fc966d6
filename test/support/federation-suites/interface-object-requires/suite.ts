import type { FederationSuite, Id } from '../suite.ts';

const entries = [
  { __typename: 'HealthEntry', id: 'h1', note: 'long note', ward: 'A' },
  { __typename: 'PoliceEntry', id: 'p1', note: null, force: 'North' },
];
const entryWith = ({ id }: Id) => entries.find((entry) => entry.id === id);
const length = ({ note }: { note: string | null }) => note?.length ?? 0;

/** A service that adds a field to every type of an interface, and needs one of theirs for it. */
export const interfaceObjectRequires: FederationSuite = {
  rule: '@interfaceObject with @requires',
  subgraphs: [
    {
      name: 'entries',
      typeDefs: `
        type Query { entries: [Entry!]!  health: HealthEntry }
        interface Entry @key(fields: "id") { id: ID! note: String }
        type HealthEntry implements Entry @key(fields: "id") { id: ID! note: String ward: String }
        type PoliceEntry implements Entry @key(fields: "id") { id: ID! note: String force: String! }
      `,
      resolvers: {
        Query: { entries: () => entries, health: () => entries[0] },
        Entry: {
          __resolveReference: entryWith,
          __resolveType: ({ __typename }: (typeof entries)[number]) => __typename,
        },
        HealthEntry: { __resolveReference: entryWith },
        PoliceEntry: { __resolveReference: entryWith },
      },
    },
    {
      name: 'lengths',
      typeDefs: `
        type Query { counted: [Entry!]! }
        type Entry @key(fields: "id") @interfaceObject {
          id: ID! note: String @external length: Int! @requires(fields: "note")
        }
      `,
      resolvers: { Query: { counted: () => [{ id: 'p1' }, { id: 'h1' }] }, Entry: { length } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { entries: [Entry!]!  health: HealthEntry  counted: [Entry!]! }
      interface Entry { id: ID! note: String length: Int! }
      type HealthEntry implements Entry { id: ID! note: String ward: String length: Int! }
      type PoliceEntry implements Entry { id: ID! note: String force: String! length: Int! }
    `,
    resolvers: {
      Query: { entries: () => entries, health: () => entries[0], counted: () => [entries[1], entries[0]] },
      HealthEntry: { length },
      PoliceEntry: { length },
    },
  },
  questions: [
    ['on the interface', '{ entries { length } }'],
    ['on one type', '{ health { length } entries { ... on PoliceEntry { length force } } }'],
    ['from its own root', '{ counted { length } }'],
    ['with fields of the types, from its own root', '{ counted { __typename length ... on HealthEntry { ward } } }'],
  ],
};
