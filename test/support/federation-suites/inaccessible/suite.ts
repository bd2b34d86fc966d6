import type { FederationSuite, Id } from '../suite.ts';

const entries = [
  { __typename: 'Visit', id: 'e1', proof: 'x1', grade: 'OPEN', record: { __typename: 'Note', text: 'a' } },
  { __typename: 'Secret', id: 'e2', proof: 'x2', grade: 'OPEN', record: null },
  { __typename: 'Visit', id: 'e3', proof: 'x3', grade: 'HIDDEN', record: { __typename: 'Sealed', text: 'b' } },
];
type Entry = (typeof entries)[number];
const entryWith = ({ id }: Id) => entries.find((entry) => entry.id === id);
const hidden = (what: string) => {
  throw new Error(`Callers may not know of this ${what}.`);
};
const seen = (entry: Entry | undefined) => (entry?.__typename === 'Secret' ? hidden('type') : entry);

/** What callers may not know of: a value of it in an answer is a null with an error, and never shown. */
export const inaccessible: FederationSuite = {
  rule: '@inaccessible: fields, arguments, enum values, types',
  subgraphs: [
    {
      name: 'entries',
      typeDefs: `
        enum Grade { OPEN HIDDEN @inaccessible }
        type Query { entries: [Entry]!  entry(id: ID!, as: String @inaccessible): Entry  secrets: [Secret] @inaccessible }
        interface Entry { id: ID! proof: String! @inaccessible grade: Grade record: Content }
        type Visit implements Entry @key(fields: "id proof") { id: ID! proof: String! @inaccessible grade: Grade record: Content }
        type Secret implements Entry @inaccessible { id: ID! proof: String! grade: Grade record: Content }
        union Content = Note | Sealed
        type Note { text: String! }
        type Sealed @inaccessible { text: String! }
      `,
      resolvers: {
        Query: { entries: () => entries, entry: (_: unknown, key: Id) => entryWith(key), secrets: () => [] },
        Visit: { __resolveReference: entryWith },
      },
    },
    {
      name: 'index',
      typeDefs: `
        type Query { visits: [Visit!]! }
        type Visit @key(fields: "id proof") { id: ID! proof: String! place: String! checked: String }
      `,
      resolvers: {
        Query: { visits: () => [entries[0], entries[2]].map((entry) => ({ id: entry?.id, proof: entry?.proof })) },
        Visit: {
          place: ({ id }: Id) => `place of ${id}`,
          checked: ({ id, proof }: Entry) => (entryWith({ id })?.proof === proof ? 'yes' : 'no'),
        },
      },
    },
  ],
  whole: {
    typeDefs: `
      enum Grade { OPEN }
      type Query { entries: [Entry]!  entry(id: ID!): Entry  visits: [Visit!]! }
      interface Entry { id: ID! grade: Grade record: Content }
      type Visit implements Entry { id: ID! grade: Grade record: Content place: String! checked: String }
      union Content = Note
      type Note { text: String! }
    `,
    resolvers: {
      Query: {
        entries: () => entries.map((entry) => (entry.__typename === 'Secret' ? new Error('hidden type') : entry)),
        entry: (_: unknown, key: Id) => seen(entryWith(key)),
        visits: () => [entries[0], entries[2]],
      },
      Visit: {
        grade: ({ grade }: Entry) => (grade === 'HIDDEN' ? hidden('value') : grade),
        record: ({ record }: Entry) => (record?.__typename === 'Sealed' ? hidden('type') : record),
        place: ({ id }: Id) => `place of ${id}`,
        checked: () => 'yes',
      },
    },
  },
  questions: [
    ['a key that nobody sees', '{ visits { id checked grade } }'],
    ['a hidden type among others', '{ entries { id } }'],
    ['a hidden type alone', '{ entry(id: "e2") { __typename id } }'],
    ['a hidden value of an enum', '{ visits { grade } entry(id: "e3") { grade } }'],
    ['a hidden member of a union', '{ visits { record { ... on Note { text } } } }'],
    ['over an interface', '{ entries { ... on Visit { place record { __typename } } } }'],
    [
      'what the graph says of itself',
      '{ __type(name: "Visit") { fields { name } } s: __type(name: "Secret") { name } }',
    ],
    ['values of an enum', '{ __type(name: "Grade") { enumValues { name } } }'],
  ],
};
