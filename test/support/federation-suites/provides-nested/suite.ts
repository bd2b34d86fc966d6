import type { FederationSuite, Id } from '../suite.ts';

const kinds = [
  { id: 'k1', name: 'First', parent: 'k2' },
  { id: 'k2', name: 'Second', parent: null },
];
const kindWith = ({ id }: Id) => kinds.find((kind) => kind.id === id)!;
const parentOf = ({ parent }: { parent: string | null }) => parent && kindWith({ id: parent });
const things = [{ id: 't1', kinds: ['k1', 'k2'] }];
const book = {
  __typename: 'Book',
  id: 'b1',
  title: 'Blue',
  pages: 9,
  animals: [
    { __typename: 'Dog', id: 'a1', name: 'Rex' },
    { __typename: 'Cat', id: 'a2', name: 'Tom' },
  ],
};
const film = { __typename: 'Film', id: 'f1', title: 'Red', minutes: 3 };
const media = [book, film];
const mediaWith = ({ id }: Id) => media.find((each) => each.id === id);

/** What is provided of nested entities, of an interface's objects and of one member of a union. */
export const providesNested: FederationSuite = {
  rule: '@provides of nested objects, of interfaces and of members of unions',
  subgraphs: [
    {
      name: 'things',
      typeDefs: `
        type Query {
          things: [Thing!]! @provides(fields: "kinds { id name }")
          deep: [Thing!]! @provides(fields: "kinds { id parent { id name } }")
          plain: [Thing!]!
          shown: Media @provides(fields: "animals { id name }")
          kept: Media
          picked: Item @provides(fields: "... on Book { title }")
          items: [Item!]!
        }
        type Thing @key(fields: "id") { id: ID! kinds: [Kind!]! @external }
        type Kind @key(fields: "id") { id: ID! name: String! @external parent: Kind @external }
        interface Media { id: ID! animals: [Animal] }
        interface Animal { id: ID! name: String }
        type Dog implements Animal { id: ID! @external name: String @external }
        type Cat implements Animal { id: ID! @external name: String @external }
        type Book implements Media @key(fields: "id") { id: ID! title: String @external animals: [Animal] @external }
        type Film @key(fields: "id") { id: ID! }
        union Item = Book | Film
      `,
      resolvers: {
        Query: {
          things: () => [
            {
              id: 't1',
              kinds: [
                { id: 'k1', name: 'First' },
                { id: 'k2', name: 'Second' },
              ],
            },
          ],
          deep: () => [
            {
              id: 't1',
              kinds: [
                { id: 'k1', parent: { id: 'k2', name: 'Second' } },
                { id: 'k2', parent: null },
              ],
            },
          ],
          plain: () => [{ id: 't1' }],
          shown: () => ({ __typename: 'Book', id: 'b1', animals: book.animals }),
          kept: () => ({ __typename: 'Book', id: 'b1' }),
          picked: () => ({ __typename: 'Book', id: 'b1', title: 'Blue' }),
          items: () => media.map(({ __typename, id }) => ({ __typename, id })),
        },
      },
    },
    {
      name: 'kinds',
      typeDefs: `
        type Thing @key(fields: "id") { id: ID! kinds: [Kind!]! @shareable }
        type Kind @key(fields: "id") { id: ID! name: String! @shareable parent: Kind @shareable }
      `,
      resolvers: {
        Thing: {
          kinds: ({ id }: Id) => things.find((thing) => thing.id === id)?.kinds.map((kind) => kindWith({ id: kind })),
        },
        Kind: { __resolveReference: kindWith, parent: parentOf },
      },
    },
    {
      name: 'media',
      typeDefs: `
        interface Media { id: ID! animals: [Animal] }
        interface Animal { id: ID! name: String }
        type Dog implements Animal @shareable { id: ID! name: String }
        type Cat implements Animal @shareable { id: ID! name: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String @shareable animals: [Animal] @shareable pages: Int }
        type Film @key(fields: "id") { id: ID! title: String @shareable minutes: Int }
      `,
      resolvers: { Book: { __resolveReference: mediaWith }, Film: { __resolveReference: mediaWith } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { things: [Thing!]!  deep: [Thing!]!  plain: [Thing!]!  shown: Media  kept: Media  picked: Item  items: [Item!]! }
      type Thing { id: ID! kinds: [Kind!]! }
      type Kind { id: ID! name: String! parent: Kind }
      interface Media { id: ID! animals: [Animal] }
      interface Animal { id: ID! name: String }
      type Dog implements Animal { id: ID! name: String }
      type Cat implements Animal { id: ID! name: String }
      type Book implements Media { id: ID! title: String animals: [Animal] pages: Int }
      type Film { id: ID! title: String minutes: Int }
      union Item = Book | Film
    `,
    resolvers: {
      Query: {
        things: () => things,
        deep: () => things,
        plain: () => things,
        shown: () => book,
        kept: () => book,
        picked: () => book,
        items: () => media,
      },
      Thing: { kinds: ({ kinds: ids }: (typeof things)[number]) => ids.map((id) => kindWith({ id })) },
      Kind: { parent: parentOf },
    },
  },
  questions: [
    ['a list of nested entities', '{ things { kinds { id name } } }'],
    ['two levels', '{ deep { kinds { id parent { id name } } } }'],
    ['where nothing is', '{ plain { id kinds { name parent { name } } } }'],
    ['objects of an interface', '{ shown { id animals { id name __typename } } }'],
    ['where they are not', '{ kept { id animals { name } ... on Book { pages } } }'],
    ['a member of a union', '{ picked { ... on Book { id title } ... on Film { title } } }'],
    ['a member of a union, and more of it', '{ picked { ... on Book { title pages } } }'],
    ['where no member is', '{ items { ... on Book { title } ... on Film { title minutes } } }'],
  ],
};
