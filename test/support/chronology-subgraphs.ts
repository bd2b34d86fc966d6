import type { SubgraphDefinition } from './tiny-subgraph.ts';

/** Ten entries in the order of a chronology: odd ones of health, even ones of police; `POL-6` has been withdrawn. */
const references = ['HEA-1', 'POL-2', 'HEA-3', 'POL-4', 'HEA-5', 'POL-6', 'HEA-7', 'POL-8', 'HEA-9', 'POL-10'] as const;

const contract = `
  interface ChronologyEntry { id: ID! record: EntryContent }
  interface EntryContent { reference: String! }
  type Withdrawn implements EntryContent @shareable { reference: String! reason: String! }
  type NotAvailable implements EntryContent @shareable { reference: String! }
`;

const typeOf = (id: string) => (id.startsWith('HEA') ? 'HealthEntry' : 'PoliceEntry');

/** The chronology itself: pointers, and never what happened. */
export const reviews: SubgraphDefinition = {
  name: 'reviews',
  typeDefs: `
    type Query { review(id: ID!): Review  longReview(length: Int!): Review }
    type Mutation { rename(id: ID!, title: String!): Review }
    type Review { id: ID! title: String! chronology(first: Int = 10): [ChronologyEntry!]! }
    interface ChronologyEntry { id: ID! reference: String! }
    type HealthEntry implements ChronologyEntry @key(fields: "id") { id: ID! reference: String! }
    type PoliceEntry implements ChronologyEntry @key(fields: "id") { id: ID! reference: String! }
  `,
  resolvers: {
    Query: {
      review: (_: unknown, { id }: { id: string }) => (id === 'r1' ? reviewOf(references) : null),
      longReview: (_: unknown, { length }: { length: number }) =>
        reviewOf(Array.from({ length }, (_unused, index) => `POL-${index}`)),
    },
    Mutation: { rename: (_: unknown, { title }: { title: string }) => ({ ...reviewOf(references), title }) },
    ChronologyEntry: { __resolveType: ({ id }: { id: string }) => typeOf(id) },
  },
};

export const reviewOf = (ids: readonly string[]) => ({
  id: 'r1',
  title: 'Review 1',
  chronology: ({ first }: { first: number }) =>
    (ids.length > references.length ? ids : ids.slice(0, first)).map((id) => ({ id, reference: id })),
});

export const health: SubgraphDefinition = {
  name: 'health',
  typeDefs: `${contract}
    type Query { healthOrganisations: [String!] }
    type EmergencyAttendance implements EntryContent { reference: String! leftBeforeSeen: Boolean }
    type HealthEntry implements ChronologyEntry @key(fields: "id") { id: ID! record: EntryContent }
  `,
  resolvers: {
    Query: { healthOrganisations: () => ['HOS'] },
    HealthEntry: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        record: { __typename: 'EmergencyAttendance', reference: id, leftBeforeSeen: id === 'HEA-3' },
      }),
    },
  },
};

export const police: SubgraphDefinition = {
  name: 'police',
  typeDefs: `${contract}
    type Query { policeForces: [String!] }
    type Mutation { addPoliceEntry(text: String!): String }
    type CallOut implements EntryContent { reference: String! officers: [String!]! }
    type PoliceEntry implements ChronologyEntry @key(fields: "id") { id: ID! record: EntryContent }
  `,
  resolvers: {
    Query: { policeForces: () => ['NVP'] },
    Mutation: { addPoliceEntry: (_: unknown, { text }: { text: string }) => text },
    PoliceEntry: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        record:
          id === 'POL-6'
            ? { __typename: 'Withdrawn', reference: id, reason: 'Another person.' }
            : { __typename: 'CallOut', reference: id, officers: ['PC 1'] },
      }),
    },
  },
};
