import type { FederationSuite } from '../suite.ts';

const items = [
  { id: 'i1', code: 'c1', kind: { id: 'k1', tag: 't1' }, price: 1, name: 'One' },
  { id: 'i2', code: 'c2', kind: { id: 'k2', tag: 't2' }, price: 2, name: 'Two' },
];
type Item = (typeof items)[number];
const chosen = { items, first: items[1], picked: items[0] };
type Ids = readonly { readonly id: string }[];
const ids = (of: Ids | undefined) => (of ?? []).map(({ id }) => id).join();
const itemWith = (key: Partial<Item>) =>
  items.find(({ id, code, kind }) => id === key.id || (code === key.code && (key.kind?.id ?? kind.id) === kind.id));
const sumOf = (of: Ids) => of.reduce((sum, { id }) => sum + (itemWith({ id })?.price ?? 0), 0);
const basketOf = ({ items: of }: { items: Ids }) => ({ items: of, sum: sumOf(of), words: `${ids(of)} in all` });

/** Keys that are lists of entities, and keys of entities within entities: an answer is a key of the next question. */
export const keysOfLists: FederationSuite = {
  rule: 'keys that are lists, lists of entities within entities',
  subgraphs: [
    {
      name: 'items',
      typeDefs: `
        type Query { basket: Basket!  item(id: ID!): Item }
        type Basket @key(fields: "items { id }") { items: [Item!]! @shareable  first: Item @shareable }
        type Item @key(fields: "id") @key(fields: "code kind { id }") { id: ID! code: String! kind: Kind! }
        type Kind @key(fields: "id") { id: ID! tag: String }
      `,
      resolvers: {
        Query: { basket: () => chosen, item: (_: unknown, key: Item) => itemWith(key) },
        Item: { __resolveReference: itemWith },
      },
    },
    {
      name: 'sums',
      typeDefs: `
        type Basket @key(fields: "items { id }") @key(fields: "items { id code }") { items: [Item!]! @shareable sum: Int }
        type Item @key(fields: "id") { id: ID! code: String! @shareable }
      `.replace('code: String! @shareable', 'code: String! @external'),
      resolvers: { Basket: { __resolveReference: basketOf } },
    },
    {
      name: 'words',
      typeDefs: `
        type Basket @key(fields: "items { id code }") { items: [Item!]! @shareable words: String }
        type Item @key(fields: "id code") { id: ID! code: String! @external }
      `,
      resolvers: { Basket: { __resolveReference: basketOf } },
    },
    {
      name: 'prices',
      typeDefs: `
        type Item @key(fields: "code kind { id }") { code: String! @shareable kind: Kind! @shareable price: Int name: String }
        type Kind @key(fields: "id") { id: ID! }
      `.replace(/ @shareable/g, ' @external'),
      resolvers: { Item: { __resolveReference: itemWith } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { basket: Basket!  item(id: ID!): Item }
      type Basket { items: [Item!]! first: Item sum: Int words: String }
      type Item { id: ID! code: String! kind: Kind! price: Int name: String }
      type Kind { id: ID! tag: String }
    `,
    resolvers: {
      Query: { basket: () => ({ ...chosen, ...basketOf(chosen) }), item: (_: unknown, key: Item) => itemWith(key) },
    },
  },
  questions: [
    ['a list of keys', '{ basket { sum } }'],
    ['a list of keys of two fields', '{ basket { words } }'],
    ['both', '{ basket { sum words first { id } } }'],
    ['entities within', '{ basket { items { price name } } }'],
    ['all of it', '{ basket { sum items { id code price kind { id tag } } words first { name kind { tag } } } }'],
    ['the list under another name', '{ basket { items: sum sum: items { id: code code: price } } }'],
    ['one of them', 'query($id: ID!) { item(id: $id) { price kind { tag } } }', { id: 'i2' }],
  ],
};
