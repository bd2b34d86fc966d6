import type { FederationSuite, Id } from '../suite.ts';

const notes = [
  { id: 'n1', about: { name: 'Ann' } },
  { id: 'n2', about: { name: 'Bob' } },
];
const noteWith = ({ id }: Id) => notes.find((note) => note.id === id);
const name = ({ name: of }: { readonly name: string }, { loud }: { readonly loud: boolean }) =>
  loud ? of.toUpperCase() : of;

type Told = { readonly about: { readonly name: string } };

/** Two fields that each need a field of what they need, with other arguments. */
export const requiresWithArgumentsBelow: FederationSuite = {
  rule: '@requires with arguments further down',
  subgraphs: [
    {
      name: 'notes',
      typeDefs: `
        type Query { notes: [Note!]! }
        type Note @key(fields: "id") { id: ID! about: Person }
        type Person { name(loud: Boolean!): String! @shareable }
      `,
      resolvers: { Query: { notes: () => notes }, Note: { __resolveReference: noteWith }, Person: { name } },
    },
    {
      name: 'titles',
      typeDefs: `
        type Note @key(fields: "id") {
          id: ID! about: Person @external
          shout: String @requires(fields: "about { name(loud: true) }")
          whisper: String @requires(fields: "about { name(loud: false) }")
        }
        type Person { name(loud: Boolean!): String! @shareable }
      `,
      resolvers: {
        Note: { shout: ({ about }: Told) => `${about.name}!`, whisper: ({ about }: Told) => `${about.name} …` },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { notes: [Note!]! }
      type Note { id: ID! about: Person shout: String whisper: String }
      type Person { name(loud: Boolean!): String! }
    `,
    resolvers: {
      Query: { notes: () => notes },
      Note: {
        shout: ({ about }: Told) => `${about.name.toUpperCase()}!`,
        whisper: ({ about }: Told) => `${about.name} …`,
      },
      Person: { name },
    },
  },
  questions: [
    ['one need', '{ notes { shout } }'],
    ['the other', '{ notes { id whisper about { name(loud: true) } } }'],
    ['two needs of one field further down', '{ notes { shout whisper } }'],
  ],
};
