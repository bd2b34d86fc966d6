import type { FederationSuite, Id } from '../suite.ts';

const goods = [
  { id: 'g1', price: 4, weight: 2, category: { id: 'k1', average: 10 } },
  { id: 'g2', price: 50, weight: null, category: null },
];
type Good = (typeof goods)[number];
const goodWith = ({ id }: Id) => goods.find((good) => good.id === id);

type Needs = Id & {
  price: number | null;
  isDear: boolean | null;
  postage: number | null;
  category: { average: number } | null;
};
const dear = (price: number | null, average: number | undefined) => (price === null ? null : price > (average ?? 20));
const postage = (price: number | null, isDear: boolean | null) => (isDear ? 0 : (price ?? 0) * 2);
const words = (of: number | null, isDear: boolean | null) => `${of} ${isDear}`;
const priced = ({ price }: { price: number }, { in: unit }: { in: string }) => (unit === 'P' ? price * 100 : price);
const whole = ({ price, category }: Good) => dear(price, category?.average);

/** Fields that need what itself needs something, there and back again between services, with arguments. */
export const requiresInChains: FederationSuite = {
  rule: '@requires of what itself requires, there and back again',
  subgraphs: [
    {
      name: 'goods',
      typeDefs: `
        enum Unit { P L }
        type Query { goods: [Good!]!  good(id: ID!): Good }
        type Good @key(fields: "id") {
          id: ID! price(in: Unit! = L): Int category: Category
          isDear: Boolean @external
          advice(loud: Boolean! = false): String @requires(fields: "isDear")
          weight: Int @external
          total: String @requires(fields: "weight postage")
          postage: Int @external
        }
        type Category @key(fields: "id") { id: ID! average: Int }
      `,
      resolvers: {
        Query: { goods: () => goods, good: (_: unknown, key: Id) => goodWith(key) },
        Good: {
          __resolveReference: ({ id, ...known }: Needs) => ({ ...goodWith({ id }), ...known }),
          price: priced,
          advice: ({ isDear }: Needs, { loud }: { loud: boolean }) => `${loud ? 'NO' : 'no'} ${isDear}`,
          total: ({ weight, postage: of }: Needs & { weight: number }) => `${weight} ${of}`,
        },
        Category: { __resolveReference: ({ id }: Id) => goods.find(({ category }) => category?.id === id)?.category },
      },
    },
    {
      name: 'prices',
      typeDefs: `
        enum Unit { P L }
        type Good @key(fields: "id") {
          id: ID! price(in: Unit! = L): Int @external category: Category @external
          isDear: Boolean @requires(fields: "price(in: L) category { average }")
          weight: Int
          postage: Int @requires(fields: "price(in: P)")
        }
        type Category @key(fields: "id") { id: ID! average: Int @external }
      `,
      resolvers: {
        Good: {
          isDear: ({ price, category }: Needs) => dear(price, category?.average),
          weight: (key: Id) => goodWith(key)?.weight,
          postage: ({ price }: Needs) => postage(price, false),
        },
      },
    },
    {
      name: 'letters',
      typeDefs: `
        type Good @key(fields: "id") {
          id: ID! isDear: Boolean @external postage: Int @external advice(loud: Boolean! = false): String @external
          words: String @requires(fields: "postage isDear")
          letter: String @requires(fields: "advice(loud: true)")
        }
      `,
      resolvers: {
        Good: {
          words: ({ postage: of, isDear }: Needs) => words(of, isDear),
          letter: ({ advice }: { advice: string }) => `Dear all, ${advice}`,
        },
      },
    },
  ],
  whole: {
    typeDefs: `
      enum Unit { P L }
      type Query { goods: [Good!]!  good(id: ID!): Good }
      type Good {
        id: ID! price(in: Unit! = L): Int category: Category isDear: Boolean advice(loud: Boolean! = false): String
        weight: Int total: String postage: Int words: String letter: String
      }
      type Category { id: ID! average: Int }
    `,
    resolvers: {
      Query: { goods: () => goods, good: (_: unknown, key: Id) => goodWith(key) },
      Good: {
        price: priced,
        isDear: whole,
        advice: (good: Good, { loud }: { loud: boolean }) => `${loud ? 'NO' : 'no'} ${whole(good)}`,
        postage: ({ price }: Good) => postage(price * 100, false),
        total: ({ weight, price }: Good) => `${weight} ${postage(price * 100, false)}`,
        words: (good: Good) => words(postage(good.price * 100, false), whole(good)),
        letter: (good: Good) => `Dear all, NO ${whole(good)}`,
      },
    },
  },
  questions: [
    ['one step', '{ goods { isDear } }'],
    ['there and back', '{ goods { advice } }'],
    ['there, back and on', '{ goods { letter } }'],
    ['two needs of one field with other arguments', '{ goods { isDear postage } }'],
    ['both, beside the field itself', '{ goods { price isDear postage p: price(in: P) } }'],
    ['back to where it began', '{ goods { total } }'],
    ['over three services', '{ goods { words } }'],
    ['a chain of needs beside all else', '{ goods { words letter total advice isDear weight category { average } } }'],
    ['with arguments beside a need of it with others', '{ goods { advice a: advice(loud: true) letter } }'],
    ['under exchanged names', '{ goods { isDear: postage postage: isDear price: words words: price } }'],
    [
      'of one, by variable',
      'query($id: ID!, $l: Boolean!) { good(id: $id) { words advice(loud: $l) } }',
      { id: 'g2', l: true },
    ],
    [
      'left out by a variable',
      'query($no: Boolean!) { goods { id letter @include(if: $no) total @skip(if: $no) } }',
      { no: false },
    ],
  ],
};
