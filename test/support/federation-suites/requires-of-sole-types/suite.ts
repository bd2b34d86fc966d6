import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { __typename: 'Person', id: 'p1', name: 'Ann' },
  { __typename: 'Person', id: 'p2', name: 'Bob' },
];
const notes = [
  { id: 'n1', about: people[0] },
  { id: 'n2', about: people[1] },
];
type About = { readonly __typename: string; readonly name: string };
const title = ({ about }: { readonly about: About }) => `${about.__typename}: ${about.name}`;
const noteWith = ({ id }: Id) => notes.find((note) => note.id === id);

/** A service that is told of objects must hear of which type they are, though there is one type so far. */
export const requiresOfSoleTypes: FederationSuite = {
  rule: '@requires of an interface or union that has one type',
  subgraphs: [
    {
      name: 'notes',
      typeDefs: `
        type Query { notes: [Note!]! }
        type Note @key(fields: "id") { id: ID! about: Subject named: Named }
        type Person implements Named { id: ID! @shareable name: String! @shareable }
        union Subject = Person
        interface Named { name: String! }
      `,
      resolvers: {
        Query: { notes: () => notes },
        Note: { __resolveReference: noteWith, named: ({ about }: (typeof notes)[number]) => about },
      },
    },
    {
      name: 'titles',
      typeDefs: `
        type Note @key(fields: "id") {
          id: ID! about: Subject @external named: Named @external
          title: String! @requires(fields: "about { ... on Person { name } }")
          heading: String! @requires(fields: "named { name }")
        }
        type Person implements Named { id: ID! @shareable name: String! @shareable }
        union Subject = Person
        interface Named { name: String! }
      `,
      resolvers: { Note: { title, heading: ({ named }: { readonly named: About }) => `Of ${named.name}` } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { notes: [Note!]! }
      type Note { id: ID! about: Subject named: Named title: String! heading: String! }
      type Person implements Named { id: ID! name: String! }
      union Subject = Person
      interface Named { name: String! }
    `,
    resolvers: {
      Query: { notes: () => notes },
      Note: {
        title,
        heading: ({ about }: (typeof notes)[number]) => `Of ${about?.name}`,
        named: ({ about }: (typeof notes)[number]) => about,
      },
    },
  },
  questions: [
    ['a union', '{ notes { title } }'],
    ['an interface', '{ notes { heading } }'],
    [
      'both, beside what the caller asks of them',
      '{ notes { title heading about { ... on Person { id } } named { name } } }',
    ],
  ],
};
