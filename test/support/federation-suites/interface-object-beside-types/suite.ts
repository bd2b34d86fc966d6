import type { FederationSuite, Id } from '../suite.ts';

const entries = [
  { __typename: 'HealthEntry', id: 'h1', ward: 'A', size: 1 },
  { __typename: 'HealthEntry', id: 'h2', ward: 'B', size: 2 },
];
const entryWith = ({ id }: Id) => entries.find((entry) => entry.id === id);
const ids = entries.map(({ id }) => ({ id }));
const weight = ({ size }: { readonly size: number }) => size * 10;

/** A service that knows all types as one, beside one that knows which they are, both asked for the same objects. */
export const interfaceObjectBesideTypes: FederationSuite = {
  rule: '@interfaceObject beside services that know the type',
  subgraphs: [
    {
      name: 'entries',
      typeDefs: `
        type Query { all: [Entry!]! @shareable }
        interface Entry @key(fields: "id") { id: ID! size: Int! }
        type HealthEntry implements Entry @key(fields: "id") { id: ID! ward: String size: Int! }
      `,
      resolvers: {
        Query: { all: () => entries },
        Entry: { __resolveReference: entryWith, __resolveType: () => 'HealthEntry' },
        HealthEntry: { __resolveReference: entryWith },
      },
    },
    {
      name: 'weights',
      typeDefs: `
        type Query { all: [Entry!]! @shareable }
        type Entry @key(fields: "id") @interfaceObject {
          id: ID! size: Int! @external colour: String weight: Int! @requires(fields: "size")
        }
      `,
      resolvers: { Query: { all: () => ids }, Entry: { weight, colour: ({ id }: Id) => `colour of ${id}` } },
    },
    {
      name: 'wards',
      typeDefs: `
        type Query { health: HealthEntry }
        type HealthEntry @key(fields: "id") { id: ID! beds: Int  next: HealthEntry }
      `,
      resolvers: {
        Query: { health: () => ids[0] },
        HealthEntry: { beds: ({ id }: Id) => id.length, next: () => ids[1] },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { all: [Entry!]! health: HealthEntry }
      interface Entry { id: ID! size: Int! colour: String weight: Int! }
      type HealthEntry implements Entry {
        id: ID! ward: String size: Int! colour: String weight: Int! beds: Int next: HealthEntry
      }
    `,
    resolvers: {
      Query: { all: () => entries, health: () => entries[0] },
      HealthEntry: {
        weight,
        colour: ({ id }: Id) => `colour of ${id}`,
        beds: ({ id }: Id) => id.length,
        next: () => entries[1],
      },
    },
  },
  questions: [
    ['objects from both at once', '{ all { colour ... on HealthEntry { ward beds } } }'],
    ['with their type names', '{ all { __typename colour ward: size ... on HealthEntry { beds weight } } }'],
    ['one type, by the name of the interface', '{ health { big: size weight } }'],
    ['the same further down', '{ health { next { __typename big: size weight next { weight } } } }'],
    ['two places at once', '{ health { s: size weight } again: health { ward size next { t: size weight } } }'],
  ],
};
