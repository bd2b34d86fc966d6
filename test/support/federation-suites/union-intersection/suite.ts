import type { FederationSuite } from '../suite.ts';

const note = { __typename: 'Note', text: 'n', pages: 2 };
const letter = { __typename: 'Letter', text: 'l', stamp: 's' };

/** A shared field whose union has other members in each service: only what both have may be asked of either. */
export const unionIntersection: FederationSuite = {
  rule: 'unions with other members in each service',
  subgraphs: [
    {
      name: 'one',
      typeDefs: `
        union Item = Note | Letter
        type Query { item: Item @shareable  items: [Item]  holder: Holder @shareable }
        type Holder @shareable { item: Item }
        type Note @shareable { text: String! }
        type Letter { text: String! stamp: String }
      `,
      resolvers: { Query: { item: () => note, items: () => [letter, null, note], holder: () => ({ item: note }) } },
    },
    {
      name: 'two',
      typeDefs: `
        union Item = Note | Photo
        type Query { item: Item @shareable  photos: [Item!]  holder: Holder @shareable }
        type Holder @shareable { item: Item }
        type Note @shareable { text: String! }
        type Photo { url: String! }
      `,
      resolvers: {
        Query: {
          item: () => note,
          photos: () => [{ __typename: 'Photo', url: 'u' }, note],
          holder: () => ({ item: note }),
        },
      },
    },
  ],
  whole: {
    typeDefs: `
      union Item = Note | Letter | Photo
      type Query { item: Item  items: [Item]  holder: Holder  photos: [Item!] }
      type Holder { item: Item }
      type Note { text: String! }
      type Letter { text: String! stamp: String }
      type Photo { url: String! }
    `,
    resolvers: {
      Query: {
        item: () => note,
        items: () => [letter, null, note],
        holder: () => ({ item: note }),
        photos: () => [{ __typename: 'Photo', url: 'u' }, note],
      },
    },
  },
  questions: [
    ['what both have', '{ item { ... on Note { text } } holder { item { __typename ... on Note { text } } } }'],
    ['what only one has, of a shared field', '{ item { ... on Photo { url } ... on Letter { stamp } } }'],
    ['all members', '{ item { __typename ... on Photo { url } ... on Letter { stamp } ... on Note { text } } }'],
    ['all members of its own', '{ items { ... on Photo { url } ... on Letter { stamp } ... on Note { text } } }'],
    ['all members of the other', '{ photos { ... on Photo { url } ... on Letter { stamp } ... on Note { text } } }'],
    ['a member that is not there', '{ holder { item { ... on Photo { url } } } items { ... on Photo { url } } }'],
  ],
};
