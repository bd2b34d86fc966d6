import type { FederationSuite, Id } from '../suite.ts';

const posts = [
  { __typename: 'Image', id: 'i1', made: '2020', by: 'Ada', likes: 1 },
  { __typename: 'Text', id: 't1', made: null, by: 'Ben', likes: 2 },
];
type Post = (typeof posts)[number];
const postWith = ({ id }: Id) => posts.find((post) => post.id === id);
const wrong = () => {
  throw new Error('The field has moved.');
};
const line = ({ made, by }: { made: string | null; by: string | null }) => `${by}, ${made}`;

/** Fields that have moved, of types of an interface, with needs of their own, and from a service that is not there. */
export const movedFields: FederationSuite = {
  rule: '@override of an interface, with @requires, and from a service that is not there',
  subgraphs: [
    {
      name: 'old',
      typeDefs: `
        type Query { feed: [Post!]!  image: Image  another: [Text] }
        interface Post { id: ID! made: String by: String }
        type Image implements Post @key(fields: "id") { id: ID! made: String by: String line: String size: Int }
        type Text implements Post @key(fields: "id") { id: ID! made: String by: String likes: Int }
      `,
      resolvers: {
        Query: { feed: () => posts, image: () => posts[0], another: () => [posts[1]] },
        Post: { __resolveType: ({ __typename }: Post) => __typename },
        Image: { __resolveReference: postWith, made: wrong, line: wrong, size: () => 7 },
        Text: { __resolveReference: postWith, made: wrong },
      },
    },
    {
      name: 'new',
      typeDefs: `
        type Query { made: [Image!]! }
        interface Post { id: ID! made: String }
        type Image implements Post @key(fields: "id") {
          id: ID! made: String @override(from: "old") by: String @external
          line: String @override(from: "old") @requires(fields: "by")
          shape: String @override(from: "gone")
        }
        type Text implements Post @key(fields: "id") { id: ID! made: String @override(from: "old") likes: Int @shareable }
      `.replace('likes: Int @shareable', 'liked: Int @override(from: "gone")'),
      resolvers: {
        Query: { made: () => [{ id: 'i1' }] },
        Image: {
          made: (key: Id) => postWith(key)?.made,
          line: ({ id, by }: Post) => line({ made: postWith({ id })?.made ?? null, by }),
          shape: () => 'round',
        },
        Text: { made: (key: Id) => postWith(key)?.made, liked: () => 3 },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { feed: [Post!]!  image: Image  another: [Text]  made: [Image!]! }
      interface Post { id: ID! made: String by: String }
      type Image implements Post { id: ID! made: String by: String line: String size: Int shape: String }
      type Text implements Post { id: ID! made: String by: String likes: Int liked: Int }
    `,
    resolvers: {
      Query: { feed: () => posts, image: () => posts[0], another: () => [posts[1]], made: () => [posts[0]] },
      Image: { line, size: () => 7, shape: () => 'round' },
      Text: { liked: () => 3 },
    },
  },
  questions: [
    ['through the interface', '{ feed { id made } }'],
    ['beside what has stayed', '{ feed { by made ... on Text { likes liked } } }'],
    ['of one type', '{ feed { ... on Image { made size } } another { made likes } }'],
    ['with a need of what has stayed', '{ image { line } made { line } }'],
    ['all together, from the new one', '{ made { made by line size shape } }'],
    ['from a service that is not there', '{ image { shape } another { liked } }'],
    ['under exchanged names', '{ image { made: by by: made line: shape shape: line } }'],
  ],
};
