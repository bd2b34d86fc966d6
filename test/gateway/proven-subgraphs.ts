import { entryProof, type ProvenEntry } from '../../subgraphs/kit/entries/entry-proof.ts';
import { reviewOf } from '../support/chronology-subgraphs.ts';
import type { SubgraphDefinition } from '../support/tiny-subgraph.ts';

/** What the police give for an entry: a test puts something else here to make them lie. */
export type PoliceAnswer = { readonly proofOfEntry: string | null; readonly record: object | null };

const proofType = 'scalar ProofOfEntry @inaccessible';

const typeOf = (id: string) => (id.startsWith('HEA') ? 'HealthEntry' : 'PoliceEntry');
/** What an entry is, as a service says it. */
export const proofOf = (id: string, change: Partial<ProvenEntry> = {}): string =>
  entryProof({ revision: id, review: 'r1', organisation: typeOf(id), contentHash: `hash of ${id}`, ...change });

/** The chronology, whose places say which entries they stand for. */
export const provenReviews: SubgraphDefinition = {
  name: 'reviews',
  typeDefs: `
    ${proofType}
    type Query { review(id: ID!): Review  longReview(length: Int!): Review }
    type Review { id: ID! title: String! chronology(first: Int = 4): [ChronologyEntry!]! }
    interface ChronologyEntry { id: ID! reference: String! proofOfEntry: ProofOfEntry @inaccessible }
    type HealthEntry implements ChronologyEntry @key(fields: "id", resolvable: false) @shareable {
      id: ID! reference: String! proofOfEntry: ProofOfEntry @inaccessible
    }
    type PoliceEntry implements ChronologyEntry @key(fields: "id", resolvable: false) @shareable {
      id: ID! reference: String! proofOfEntry: ProofOfEntry @inaccessible
    }
  `,
  resolvers: {
    Query: {
      review: () => reviewOf(['HEA-1', 'POL-2', 'HEA-3', 'POL-4']),
      longReview: (_: unknown, { length }: { length: number }) =>
        reviewOf(Array.from({ length }, (_unused, index) => `POL-${index}`)),
    },
    ChronologyEntry: { __resolveType: ({ id }: { id: string }) => typeOf(id) },
    HealthEntry: { proofOfEntry: ({ id }: { id: string }) => proofOf(id) },
    PoliceEntry: { proofOfEntry: ({ id }: { id: string }) => proofOf(id) },
  },
};

const contract = `
  ${proofType}
  interface ChronologyEntry { id: ID! record: EntryContent }
  interface EntryContent { reference: String! }
  type NotAvailable implements EntryContent @shareable { reference: String! }
`;

const entryType = (name: string) => `
  type ${name} implements ChronologyEntry @key(fields: "id") {
    id: ID! record: EntryContent proofOfEntry: ProofOfEntry @inaccessible @shareable
  }`;

export const provenHealth: SubgraphDefinition = {
  name: 'health',
  typeDefs: `${contract}
    type Query { healthOrganisations: [String!] }
    type EmergencyAttendance implements EntryContent { reference: String! leftBeforeSeen: Boolean }
    ${entryType('HealthEntry')}
  `,
  resolvers: {
    HealthEntry: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        proofOfEntry: proofOf(id),
        record: { __typename: 'EmergencyAttendance', reference: id },
      }),
    },
  },
};

export const callOut = (reference: string) => ({ __typename: 'CallOut', reference });
export const honest = (id: string): PoliceAnswer => ({ proofOfEntry: proofOf(id), record: callOut(id) });

/** The police, who answer as they are told to. */
export const provenPolice = (answer: (id: string) => PoliceAnswer): SubgraphDefinition => ({
  name: 'police',
  typeDefs: `${contract}
    type Query { policeForces: [String!] }
    type CallOut implements EntryContent { reference: String! }
    ${entryType('PoliceEntry')}
  `,
  resolvers: {
    Query: { policeForces: () => ['NVP'] },
    PoliceEntry: { __resolveReference: ({ id }: { id: string }) => ({ id, ...answer(id) }) },
  },
});
