import type { FederationSuite, Id } from '../suite.ts';

const broken = () => {
  throw new Error('Broken.');
};
const rows = [
  { id: 'a', must: 'A', may: 'a', next: 'b' },
  { id: 'b', must: null, may: null, next: 'c' },
  { id: 'c', must: 'C', may: 'c', next: null },
];
type Row = (typeof rows)[number];

const rowWith = ({ id }: Id) => rows.find((row) => row.id === id)!;
const nextOf = ({ next }: Row) => (next === null ? null : rowWith({ id: next }));
const roots = {
  open: () => [rows[0], rows[1], rows[2]],
  strict: () => [rows[0], rows[1]],
  sure: () => rows[1],
  fine: () => rows[2],
  nested: () => [[rows[0]], [rows[1], rows[2]]],
};
const brokenFor = (id: string) => (row: Id) => (row.id === id ? broken() : `fine ${row.id}`);

/** Nulls where none may be, in objects, lists and at the root, and errors of services at their places. */
export const nulls: FederationSuite = {
  rule: 'nulls bubble as far as they must, with the places of their errors',
  subgraphs: [
    {
      name: 'rows',
      typeDefs: `
        type Query { open: [Row]  strict: [Row!]  sure: Row!  fine: Row  nested: [[Row!]]  bad: String  badMust: Int! }
        type Row @key(fields: "id") { id: ID! next: Row holder: Holder }
        type Holder { row: Row! }
      `,
      resolvers: {
        Query: { ...roots, bad: broken, badMust: broken },
        Row: { next: nextOf, holder: (row: Row) => ({ row }), __resolveReference: rowWith },
      },
    },
    {
      name: 'values',
      typeDefs: `
        type Row @key(fields: "id") {
          id: ID! must: String! may: String broken: String brokenMust: String! list: [String!] part: Part
        }
        type Part { deep: [Deep!] }
        type Deep { must: String! }
      `,
      resolvers: {
        Row: {
          __resolveReference: rowWith,
          broken: brokenFor('a'),
          brokenMust: brokenFor('c'),
          list: ({ id }: Id) => (id === 'c' ? ['x', null] : ['x']),
          part: ({ id }: Id) => ({ deep: [{ must: 'x' }, { must: id === 'a' ? null : 'y' }] }),
        },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { open: [Row]  strict: [Row!]  sure: Row!  fine: Row  nested: [[Row!]]  bad: String  badMust: Int! }
      type Row {
        id: ID! next: Row holder: Holder must: String! may: String
        broken: String brokenMust: String! list: [String!] part: Part
      }
      type Holder { row: Row! }
      type Part { deep: [Deep!] }
      type Deep { must: String! }
    `,
    resolvers: {
      Query: { ...roots, bad: broken, badMust: broken },
      Row: {
        next: nextOf,
        holder: (row: Row) => ({ row }),
        broken: brokenFor('a'),
        brokenMust: brokenFor('c'),
        list: ({ id }: Id) => (id === 'c' ? ['x', null] : ['x']),
        part: ({ id }: Id) => ({ deep: [{ must: 'x' }, { must: id === 'a' ? null : 'y' }] }),
      },
    },
  },
  questions: [
    ['an item of a list', '{ open { id must } }'],
    ['the whole list', '{ strict { id must } open { id } }'],
    ['the whole answer', '{ sure { must } open { id } }'],
    ['only inner lists', '{ nested { must } }'],
    ['an object below', '{ open { id next { must } } }'],
    ['what holds the object', '{ open { id holder { row { must } } } }'],
    ['a null that may be', '{ open { may } }'],
    ['an error at a field', '{ open { id broken } }'],
    ['an error at a field that must be', '{ open { id brokenMust } fine { id } }'],
    ['an error below the root', '{ bad open { may } }'],
    ['an error at the root', '{ badMust open { may } }'],
    ['a null in a list of values', '{ open { id list } }'],
    ['a null deep inside', '{ open { part { deep { must } } } }'],
    ['an error under another name', '{ open { x: broken y: brokenMust } }'],
    ['two errors in one object', '{ open { broken brokenMust } }'],
    ['the same entity in two places', '{ open { next { broken } } fine { broken } sure { next { brokenMust } } }'],
    ['in a fragment', '{ open { ... on Row { next { ...F } } } } fragment F on Row { must may }'],
    [
      'not where it is left out',
      'query($no: Boolean = false) { sure { id must @include(if: $no) } strict { must @include(if: $no) } }',
    ],
  ],
};
