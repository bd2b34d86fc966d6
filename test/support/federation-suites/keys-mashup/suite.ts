import type { FederationSuite, Id } from '../suite.ts';

const units = [
  {
    id: 'u1',
    pid: 'P1',
    part: { id: 'x1', two: { three: 'T1' } },
    a: 'A1',
    b: 'B1',
    c: 'C1',
    d: 'D1',
    ring: { id: 'r1', label: 'R' },
  },
  {
    id: 'u2',
    pid: 'P2',
    part: { id: 'x2', two: { three: 'T2' } },
    a: 'A2',
    b: 'B2',
    c: null,
    d: 'D2',
    ring: { id: 'r1', label: 'R' },
  },
];
type Unit = (typeof units)[number];
type Key = { id?: string; pid?: string; part?: { id?: string; two?: { three?: string } }; ring?: Id };
const unitWith = (key: Key) =>
  units.find(
    ({ id, pid, part }) =>
      (key.id ?? id) === id &&
      (key.pid ?? pid) === pid &&
      (key.part?.id ?? part.id) === part.id &&
      (key.part?.two?.three ?? part.two.three) === part.two.three,
  );
const only = (unit: Unit | undefined, ...keys: readonly (keyof Unit)[]) =>
  unit && Object.fromEntries(keys.map((key) => [key, unit[key]]));

/** Four services, each of which knows the same object by another mixture of fields and nested fields. */
export const keysMashup: FederationSuite = {
  rule: 'compound and nested keys that differ from service to service',
  subgraphs: [
    {
      name: 'one',
      typeDefs: `
        type Query { ones: [Unit!]! }
        type Unit @key(fields: "id") @key(fields: "id part { id two { three } }") @key(fields: "id pid ring { id }") @key(fields: "id pid") {
          id: ID! pid: ID! part: Part a: String ring: Ring
        }
        type Part { id: ID! two: Two }
        type Two { three: String! }
        type Ring { id: ID! label: String }
      `
        .replace('type Part {', 'type Part @shareable {')
        .replace('type Two {', 'type Two @shareable {')
        .replace('type Ring { id: ID!', 'type Ring { id: ID! @shareable'),
      resolvers: {
        Query: { ones: () => units.map((unit) => only(unit, 'id', 'pid', 'part', 'a', 'ring')) },
        Unit: { __resolveReference: (key: Key) => only(unitWith(key), 'id', 'pid', 'part', 'a', 'ring') },
      },
    },
    {
      name: 'two',
      typeDefs: `
        type Query { twos: [Unit] }
        type Unit @key(fields: "id pid") { id: ID! pid: ID! b: String }
      `,
      resolvers: {
        Query: { twos: () => [only(units[1], 'id', 'pid', 'b'), null] },
        Unit: { __resolveReference: (key: Key) => only(unitWith(key), 'id', 'pid', 'b') },
      },
    },
    {
      name: 'three',
      typeDefs: `
        type Query { threes: [Unit!]! }
        type Unit @key(fields: "id part { id two { three } }") { id: ID! part: Part! c: String }
        type Part @shareable { id: ID! two: Two! }
        type Two @shareable { three: String! }
      `,
      resolvers: {
        Query: { threes: () => units.map((unit) => only(unit, 'id', 'part', 'c')) },
        Unit: { __resolveReference: (key: Key) => only(unitWith(key), 'id', 'part', 'c') },
      },
    },
    {
      name: 'four',
      typeDefs: `
        type Query { fours: [Unit!]! }
        type Unit @key(fields: "pid ring { id } id") { id: ID! pid: ID! ring: Ring! d: String! }
        type Ring { id: ID! @shareable }
      `,
      resolvers: {
        Query: { fours: () => units.map((unit) => only(unit, 'id', 'pid', 'ring', 'd')) },
        Unit: { __resolveReference: (key: Key) => only(unitWith(key), 'id', 'pid', 'ring', 'd') },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { ones: [Unit!]!  twos: [Unit]  threes: [Unit!]!  fours: [Unit!]! }
      type Unit { id: ID! pid: ID! part: Part ring: Ring a: String b: String c: String d: String! }
      type Part { id: ID! two: Two }
      type Two { three: String! }
      type Ring { id: ID! label: String }
    `,
    resolvers: {
      Query: { ones: () => units, twos: () => [units[1], null], threes: () => units, fours: () => units },
    },
  },
  questions: [
    ['from the first to each', '{ ones { a b c d } }'],
    ['from the second', '{ twos { a b c d } }'],
    ['from the third', '{ threes { id c b d } }'],
    ['from the fourth', '{ fours { d c } }'],
    ['over the first, to what nobody asked for', '{ twos { d } }'],
    ['nested keys in the answer', '{ twos { part { two { three } id } ring { id label } } }'],
    ['nested keys under other names', '{ twos { id: pid pid: id ring { label: id id: label } part: c c: b } }'],
    ['from all', '{ ones { c } twos { c } threes { ring { label } } fours { part { id } a } }'],
  ],
};
