import type { FederationSuite, Id } from '../suite.ts';

const reviews = [
  { id: 'r1', title: 'Ada', partnership: { id: 'north' }, number: 1, shelf: 'A1', due: '2024-05-01', boxes: 2 },
  { id: 'r2', title: 'Ben', partnership: { id: 'north' }, number: 2, shelf: 'A2', due: null, boxes: 0 },
  { id: 'r3', title: 'Cy', partnership: { id: 'south' }, number: 1, shelf: 'B1', due: '2024-07-01', boxes: 5 },
];
const names: Readonly<Record<string, string>> = { north: 'North', south: 'South' };
const entries = [
  { organisation: 'POL', reference: '1', text: 'Call', seen: true, review: 'r1' },
  { organisation: 'HSP', reference: '1', text: 'Visit', seen: false, review: 'r1' },
  { organisation: 'POL', reference: '2', text: 'Arrest', seen: null, review: 'r3' },
];

type Review = (typeof reviews)[number];
type Entry = (typeof entries)[number];
type ReviewKey = { partnership?: Id; number?: number; shelf?: string; id?: string };

const reviewWith = (key: ReviewKey) =>
  reviews.find(
    (each) =>
      each.id === key.id ||
      each.shelf === key.shelf ||
      (each.partnership.id === key.partnership?.id && each.number === key.number),
  );
const only = <Key extends keyof Review>(review: Review | undefined, ...keys: readonly Key[]) =>
  review && Object.fromEntries(keys.map((key) => [key, review[key]]));
const entryWith = (key: Pick<Entry, 'organisation' | 'reference'>) =>
  entries.find(({ organisation, reference }) => organisation === key.organisation && reference === key.reference);

/** Keys of one field, of two, nested, and several for one type: the way to a service may lead over a third. */
export const entityKeys: FederationSuite = {
  rule: 'entity keys: simple, compound, nested, several',
  subgraphs: [
    {
      name: 'reviews',
      typeDefs: `
        type Query { reviews: [Review!]!  review(id: ID!): Review }
        type Review @key(fields: "id") @key(fields: "partnership { id } number") {
          id: ID! title: String! partnership: Partnership! @shareable number: Int! @shareable entries: [Entry!]!
        }
        type Partnership @key(fields: "id") { id: ID! name: String! }
        type Entry @key(fields: "organisation reference") { organisation: String! reference: String! }
      `,
      resolvers: {
        Query: {
          reviews: () => reviews.map((each) => only(each, 'id', 'title', 'partnership', 'number')),
          review: (_: unknown, { id }: Id) => only(reviewWith({ id }), 'id', 'title', 'partnership', 'number'),
        },
        Review: {
          __resolveReference: (key: ReviewKey) => only(reviewWith(key), 'id', 'title', 'partnership', 'number'),
          entries: ({ id }: Id) => entries.filter(({ review }) => review === id),
        },
        Partnership: { name: ({ id }: Id) => names[id] },
      },
    },
    {
      name: 'clock',
      typeDefs: `
        type Query { late: [Review] }
        type Review @key(fields: "partnership { id } number") @key(fields: "shelf") {
          partnership: Partnership! @shareable number: Int! @shareable shelf: String! due: String
        }
        type Partnership @key(fields: "id", resolvable: false) { id: ID! }
      `,
      resolvers: {
        Query: { late: () => [only(reviews[2], 'partnership', 'number', 'shelf', 'due'), null] },
        Review: {
          __resolveReference: (key: ReviewKey) => only(reviewWith(key), 'partnership', 'number', 'shelf', 'due'),
        },
      },
    },
    {
      name: 'archive',
      typeDefs: `
        type Query { kept: [Review!] }
        type Review @key(fields: "shelf") { shelf: String! boxes: Int! }
        type Entry @key(fields: "reference organisation") { reference: String! organisation: String! text: String! seen: Boolean }
      `,
      resolvers: {
        Query: { kept: () => [only(reviews[1], 'shelf', 'boxes')] },
        Review: { __resolveReference: ({ shelf }: Review) => only(reviewWith({ shelf }), 'shelf', 'boxes') },
        Entry: { __resolveReference: entryWith },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { reviews: [Review!]!  review(id: ID!): Review  late: [Review]  kept: [Review!] }
      type Review {
        id: ID! title: String! partnership: Partnership! number: Int! entries: [Entry!]! shelf: String! due: String boxes: Int!
      }
      type Partnership { id: ID! name: String! }
      type Entry { organisation: String! reference: String! text: String! seen: Boolean }
    `,
    resolvers: {
      Query: {
        reviews: () => reviews,
        review: (_: unknown, { id }: Id) => reviewWith({ id }),
        late: () => [reviews[2], null],
        kept: () => [reviews[1]],
      },
      Review: { entries: ({ id }: Id) => entries.filter(({ review }) => review === id) },
      Partnership: { name: ({ id }: Id) => names[id] },
    },
  },
  questions: [
    ['a nested compound key', '{ reviews { due } }'],
    ['a key that only a third service knows', '{ reviews { title boxes } }'],
    ['the same from one', 'query($id: ID!) { review(id: $id) { boxes shelf due } }', { id: 'r3' }],
    ['back again', '{ kept { title id due partnership { name } } }'],
    ['from the middle, with nulls', '{ late { id title boxes partnership { name } } }'],
    ['a compound key in another order', '{ reviews { entries { text } } }'],
    [
      'keys asked for too',
      '{ reviews { number partnership { id name } entries { reference organisation text seen } } }',
    ],
    ['keys under another name', '{ reviews { number: title id: number shelf: boxes entries { reference: text } } }'],
    ['all services at once', '{ a: reviews { boxes } b: late { boxes title } c: kept { due entries { seen } } }'],
  ],
};
