import type { FederationSuite, Id } from '../suite.ts';

const entries = [
  {
    __typename: 'HealthEntry',
    id: 'h1',
    reference: 'HEA-1',
    ward: 'A',
    by: { __typename: 'Doctor', name: 'D', pager: 1 },
  },
  {
    __typename: 'PoliceEntry',
    id: 'p1',
    reference: 'POL-1',
    force: 'N',
    by: { __typename: 'Officer', name: 'O', badge: 'x' },
  },
  { __typename: 'HealthEntry', id: 'h2', reference: 'HEA-2', ward: null, by: null },
];
const records: Readonly<Record<string, unknown>> = {
  h1: { __typename: 'Attendance', reference: 'HEA-1', left: true, tags: [{ __typename: 'Tag', label: 't' }] },
  h2: { __typename: 'NotAvailable', reference: 'HEA-2' },
  p1: { __typename: 'CallOut', reference: 'POL-1', officers: 2, tags: [] },
};
const search = [entries[1], { __typename: 'Tag', label: 'lone' }, null, entries[0]];
const entryWith = ({ id }: Id) => entries.find((entry) => entry.id === id);
const asReference = ({ id }: Id) => ({ id });
const recordOf = ({ id }: Id) => records[id];

const content = `
  interface Content { reference: String! }
  type NotAvailable implements Content @shareable { reference: String! }
`;

/** Interfaces and unions whose types live in several services, with and without type names asked for. */
export const interfacesAndUnions: FederationSuite = {
  rule: 'interfaces and unions across services, with fragments and without type names',
  subgraphs: [
    {
      name: 'reviews',
      typeDefs: `
        type Query { entries: [Entry!]!  search: [Found]!  entry(id: ID!): Entry }
        interface Entry { id: ID! reference: String! by: Worker }
        interface Worker { name: String! }
        type Doctor implements Worker { name: String! pager: Int }
        type Officer implements Worker { name: String! badge: String }
        type HealthEntry implements Entry @key(fields: "id") { id: ID! reference: String! by: Worker }
        type PoliceEntry implements Entry @key(fields: "id") { id: ID! reference: String! by: Worker }
        union Found = HealthEntry | PoliceEntry | Tag
        type Tag @shareable { label: String! }
      `,
      resolvers: {
        Query: { entries: () => entries, search: () => search, entry: (_: unknown, key: Id) => entryWith(key) },
      },
    },
    {
      name: 'health',
      typeDefs: `${content}
        interface Entry { id: ID! record: Content }
        type HealthEntry implements Entry @key(fields: "id") { id: ID! ward: String record: Content }
        type Attendance implements Content { reference: String! left: Boolean tags: [Tag!]! }
        type Tag @shareable { label: String! }
      `,
      resolvers: {
        HealthEntry: { __resolveReference: asReference, ward: (key: Id) => entryWith(key)?.ward, record: recordOf },
      },
    },
    {
      name: 'police',
      typeDefs: `${content}
        type Query { either: [Content] }
        interface Entry { id: ID! record: Content }
        type PoliceEntry implements Entry @key(fields: "id") { id: ID! force: String record: Content }
        type CallOut implements Content { reference: String! officers: Int tags: [Label] }
        union Label = Tag
        type Tag @shareable { label: String! }
      `,
      resolvers: {
        Query: { either: () => [records['p1'], null, records['h2']] },
        PoliceEntry: { __resolveReference: asReference, force: (key: Id) => entryWith(key)?.force, record: recordOf },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { entries: [Entry!]!  search: [Found]!  entry(id: ID!): Entry  either: [Content] }
      interface Entry { id: ID! reference: String! by: Worker record: Content }
      interface Worker { name: String! }
      type Doctor implements Worker { name: String! pager: Int }
      type Officer implements Worker { name: String! badge: String }
      type HealthEntry implements Entry { id: ID! reference: String! by: Worker ward: String record: Content }
      type PoliceEntry implements Entry { id: ID! reference: String! by: Worker force: String record: Content }
      union Found = HealthEntry | PoliceEntry | Tag
      union Label = Tag
      type Tag { label: String! }
      interface Content { reference: String! }
      type NotAvailable implements Content { reference: String! }
      type Attendance implements Content { reference: String! left: Boolean tags: [Tag!]! }
      type CallOut implements Content { reference: String! officers: Int tags: [Label] }
    `,
    resolvers: {
      Query: {
        entries: () => entries,
        search: () => search,
        entry: (_: unknown, key: Id) => entryWith(key),
        either: () => [records['p1'], null, records['h2']],
      },
      HealthEntry: { record: recordOf },
      PoliceEntry: { record: recordOf },
    },
  },
  questions: [
    ['a field of an interface in each service', '{ entries { record { reference } } }'],
    ['the same with type names', '{ entries { __typename record { __typename reference } } }'],
    ['a type name under another name, alone', '{ entries { kind: __typename } either { kind: __typename } }'],
    ['a type name under the name of a key', '{ entries { id: __typename record { reference } } }'],
    ['nothing but type names below', '{ entries { record { __typename } by { __typename } } }'],
    ['fragments on types', '{ entries { ... on HealthEntry { ward } ... on PoliceEntry { force reference } } }'],
    ['only one type has anything', '{ entries { ... on PoliceEntry { record { ... on CallOut { officers } } } } }'],
    [
      'a fragment on the interface within a type',
      '{ entries { ... on HealthEntry { ... on Entry { id record { reference } } } } }',
    ],
    [
      'fragments on an interface through a union',
      '{ search { ... on Entry { id reference record { reference } } ... on Tag { label } } }',
    ],
    ['a union without type names', '{ search { ... on Tag { label } ... on HealthEntry { ward } } }'],
    ['a union with type names alone', '{ search { __typename } }'],
    [
      'the same key with other types in each branch',
      '{ entries { ... on HealthEntry { x: ward record { ... on Attendance { tags { label } } } } ... on PoliceEntry { x: force } } }',
    ],
    [
      'one key, lists of two types',
      '{ entries { record { ... on Attendance { tags { label } left } ... on CallOut { labels: tags { ... on Tag { label } } } } } }',
    ],
    [
      'named fragments within each other',
      'query { entries { ...E } } fragment E on Entry { ...H by { name } } fragment H on HealthEntry { ward }',
    ],
    ['a shared type of an interface', '{ either { reference __typename ... on NotAvailable { r: reference } } }'],
    ['a type that an interface never has there', '{ either { reference ... on Attendance { left } } }'],
    [
      'merged from an interface and a type',
      '{ entry(id: "h1") { record { reference } ... on HealthEntry { record { ... on Attendance { left tags { label } } } } } }',
    ],
    [
      'objects of an interface that are values',
      '{ entries { by { name ... on Officer { badge } ... on Doctor { pager } } } }',
    ],
    ['nothing there', '{ entry(id: "x") { record { reference } } }'],
  ],
};
