import type { FederationSuite } from '../suite.ts';

const product = {
  id: 'p1',
  name: { id: 'n1', brand: 'B', model: 'M' },
  price: { id: 'm1', amount: 5, currency: 'GBP' },
  stock: { id: 's1', inStock: true },
};
const all = [product, { ...product, id: 'p2', name: null }];
const shared = (...fields: readonly (keyof typeof product)[]) =>
  all.map((each) => Object.fromEntries(fields.map((field) => [field, each[field]])));

/** One root field of several services, whose objects have no key: what each knows must be asked of it from the root. */
export const sharedRoots: FederationSuite = {
  rule: 'root fields that several services share, over objects without keys',
  subgraphs: [
    {
      name: 'names',
      typeDefs: `
        type Query { product: Product @shareable  products(first: Int = 5): [Product!]! @shareable }
        type Product @shareable { id: ID! name: Name }
        type Name @shareable { id: ID! brand: String model: String }
      `,
      resolvers: { Query: { product: () => shared('id', 'name')[0], products: () => shared('id', 'name') } },
    },
    {
      name: 'prices',
      typeDefs: `
        type Query { product: Product @shareable  products(first: Int = 5): [Product!]! @shareable }
        type Product @shareable { id: ID! price: Price }
        type Price @shareable { id: ID! amount: Int }
      `,
      resolvers: { Query: { product: () => shared('id', 'price')[0], products: () => shared('id', 'price') } },
    },
    {
      name: 'stock',
      typeDefs: `
        type Query { product: Product @shareable  products(first: Int = 5): [Product!]! @shareable  other: String }
        type Product @shareable { id: ID! stock: Stock price: Price }
        type Stock @shareable { id: ID! inStock: Boolean }
        type Price @shareable { id: ID! currency: String }
      `,
      resolvers: {
        Query: {
          product: () => shared('id', 'stock', 'price')[0],
          products: () => shared('id', 'stock', 'price'),
          other: () => 'o',
        },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { product: Product  products(first: Int = 5): [Product!]!  other: String }
      type Product { id: ID! name: Name price: Price stock: Stock }
      type Name { id: ID! brand: String model: String }
      type Price { id: ID! amount: Int currency: String }
      type Stock { id: ID! inStock: Boolean }
    `,
    resolvers: { Query: { product: () => product, products: () => all, other: () => 'o' } },
  },
  questions: [
    ['what all know', '{ product { id } products { id } }'],
    ['of each something', '{ product { id name { brand } price { amount } stock { inStock } } }'],
    ['nested parts of two', '{ product { price { id amount currency } } }'],
    ['lists, item by item', '{ products { id name { model } price { amount currency } stock { id } } }'],
    [
      'under other names',
      '{ a: product { name { b: brand } } b: product { stock { b: inStock } price { currency } } }',
    ],
    ['with arguments', 'query($n: Int) { products(first: $n) { price { amount } name { brand } } other }', { n: 2 }],
    [
      'in fragments',
      '{ product { ...A ...B } } fragment A on Product { name { id } price { ...P } } fragment B on Product { stock { inStock } } fragment P on Price { amount currency }',
    ],
    [
      'left out by variables',
      'query($no: Boolean!) { product { id name @include(if: $no) { brand } stock @skip(if: $no) { id } } other @include(if: $no) }',
      { no: false },
    ],
  ],
};
