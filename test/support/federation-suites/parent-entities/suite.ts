import type { FederationSuite, Id } from '../suite.ts';

const products = [
  { id: 'p1', pid: 'x1', category: { id: 'c1', details: { products: 2, words: 'w' } }, name: 'One' },
  { id: 'p2', pid: 'x2', category: { id: 'c2', details: null }, name: 'Two' },
  { id: 'p3', pid: 'x3', category: null, name: 'Three' },
];
type Key = { id?: string; pid?: string | null };
const productWith = ({ id, pid }: Key) => products.find((product) => product.id === id || product.pid === pid);
const categoryWith = ({ id }: Id) => products.find(({ category }) => category?.id === id)?.category;

/** Values below an entity, of which each service knows a part and that are reached through the entity above alone. */
export const parentEntities: FederationSuite = {
  rule: 'values without a key, reached through the entity that holds them',
  subgraphs: [
    {
      name: 'a',
      typeDefs: `
        type Query { products: [Product!]! }
        type Product @key(fields: "id pid") { id: ID! pid: ID! }
      `,
      resolvers: { Query: { products: () => products.map(({ id, pid }) => ({ id, pid })) } },
    },
    {
      name: 'b',
      typeDefs: `
        type Query { oneOfB: Product }
        type Product @key(fields: "id pid") { id: ID! pid: ID! category: Category @shareable }
        type Category { details: Details @shareable }
        type Details { products: Int @shareable }
      `,
      resolvers: { Query: { oneOfB: () => products[0] }, Product: { __resolveReference: productWith } },
    },
    {
      name: 'c',
      typeDefs: `
        type Product @key(fields: "id") @key(fields: "pid") { id: ID! pid: ID! category: Category @shareable name: String }
        type Category @key(fields: "id") { id: ID! details: Details @shareable }
        type Details { products: Int @shareable words: String }
      `,
      resolvers: { Product: { __resolveReference: productWith }, Category: { __resolveReference: categoryWith } },
    },
    {
      name: 'd',
      typeDefs: `
        type Query { product(id: ID!): Product }
        type Product @key(fields: "id") { id: ID! category: Category @shareable }
        type Category @key(fields: "id") { id: ID! label(short: Boolean! = false): String }
      `,
      resolvers: {
        Query: { product: (_: unknown, key: Id) => productWith(key) },
        Product: { __resolveReference: productWith },
        Category: { label: ({ id }: Id, { short }: { short: boolean }) => (short ? id : `label of ${id}`) },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { products: [Product!]!  oneOfB: Product  product(id: ID!): Product }
      type Product { id: ID! pid: ID! category: Category name: String }
      type Category { id: ID! details: Details label(short: Boolean! = false): String }
      type Details { products: Int words: String }
    `,
    resolvers: {
      Query: {
        products: () => products,
        oneOfB: () => products[0],
        product: (_: unknown, key: Id) => productWith(key),
      },
      Category: { label: ({ id }: Id, { short }: { short: boolean }) => (short ? id : `label of ${id}`) },
    },
  },
  questions: [
    ['what all know', '{ products { category { details { products } } } }'],
    ['what one knows', '{ products { category { details { words } } } }'],
    ['both', '{ products { category { details { products words } } name } }'],
    ['the key of what has none there', '{ oneOfB { category { id } } }'],
    ['from where the value has no key', '{ oneOfB { category { details { products words } label } } }'],
    [
      'from one of the others',
      'query($id: ID!) { product(id: $id) { category { label(short: true) details { words } } pid } }',
      { id: 'p2' },
    ],
    [
      'all of it',
      '{ products { id category { id label details { words products } } } product(id: "p3") { name category { id } } }',
    ],
    [
      'an object twice under other names',
      '{ oneOfB { a: category { details { words } } b: category { label } category { details { products } } } }',
    ],
  ],
};
