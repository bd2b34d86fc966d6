import type { FederationSuite } from '../suite.ts';

const book = { __typename: 'Book', id: 'b1', title: 'T', pages: 7 };
const film = { __typename: 'Film', id: 'f1', title: 'F', minutes: 90 };
const shelf = { first: book, best: book, worst: film, all: [book, film], label: 'L', number: 4 };

/** A field that is one type in one service, and in another the union or interface that this type belongs to. */
export const objectForUnion: FederationSuite = {
  rule: 'a field that is an object here, and a union or an interface there',
  subgraphs: [
    {
      name: 'films',
      typeDefs: `
        union Item = Book | Film
        interface Titled { title: String }
        type Query { shelf: Shelf @shareable  items: [Item!]! }
        type Shelf @shareable { first: Item best: Titled worst: Item all: [Titled!] label: String }
        type Book implements Titled @shareable { id: ID! title: String }
        type Film implements Titled @shareable { id: ID! title: String minutes: Int }
      `,
      resolvers: { Query: { shelf: () => shelf, items: () => [film, book] } },
    },
    {
      name: 'books',
      typeDefs: `
        type Query { shelf: Shelf @shareable }
        type Shelf @shareable { first: Book best: Book worst: Film number: Int }
        type Book @shareable { id: ID! title: String }
        type Film @shareable { id: ID! title: String minutes: Int }
      `,
      resolvers: { Query: { shelf: () => shelf } },
    },
  ],
  whole: {
    typeDefs: `
      union Item = Book | Film
      interface Titled { title: String }
      type Query { shelf: Shelf  items: [Item!]! }
      type Shelf { first: Item best: Titled worst: Item all: [Titled!] label: String number: Int }
      type Book implements Titled { id: ID! title: String }
      type Film implements Titled { id: ID! title: String minutes: Int }
    `,
    resolvers: { Query: { shelf: () => shelf, items: () => [film, book] } },
  },
  questions: [
    ['from the one with the union', '{ shelf { label first { ... on Book { title } ... on Film { minutes } } } }'],
    ['from the one with the object', '{ shelf { number first { ... on Book { title } ... on Film { minutes } } } }'],
    ['type names from either', '{ shelf { number first { __typename } best { __typename } worst { __typename } } }'],
    ['an interface from either', '{ shelf { number best { title ... on Book { id } ... on Film { minutes } } } }'],
    ['beside fields of each', '{ shelf { number label best { title } worst { ... on Film { id minutes } } } }'],
    ['a list that one has', '{ shelf { number all { title ... on Film { minutes } } } items { __typename } }'],
    [
      'the same key on each member',
      '{ items { ... on Book { id title } ... on Film { id title } } shelf { first { ... on Book { id } } } }',
    ],
    [
      'nothing but another member',
      '{ shelf { number first { ... on Film { title } } worst { ... on Book { title } } } }',
    ],
  ],
};
