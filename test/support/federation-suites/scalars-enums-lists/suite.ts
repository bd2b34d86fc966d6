import type { FederationSuite, Id } from '../suite.ts';

const things = [
  {
    id: 't1',
    at: '2024-02-09T06:31:00.000Z',
    any: { deep: [1, { x: null }], text: 'x' },
    colour: 'RED',
    colours: ['RED', null, 'BLUE'],
    grid: [[1, 2], [], [3]],
    cube: [[['a', null], []], null],
    ratio: 0.5,
    count: -2_147_483_648,
    on: false,
  },
  {
    id: '2',
    at: null,
    any: [],
    colour: null,
    colours: [],
    grid: null,
    cube: [],
    ratio: -3,
    count: 2_147_483_647,
    on: null,
  },
];
const thingWith = ({ id }: Id) => things.find((thing) => thing.id === id);
const pick = (thing: object | undefined, ...keys: readonly string[]) =>
  thing && Object.fromEntries(Object.entries(thing).filter(([key]) => keys.includes(key)));
const boxes = [[{ id: 't1' }, null], [], null, [{ id: '2' }, { id: 't1' }]];
const wholeBoxes = boxes.map((box) => box?.map((key) => key && thingWith(key)));
const told = (_: unknown, given: object) => JSON.stringify(given);

const scalars = 'scalar Instant scalar Anything enum Colour { RED BLUE GREEN }';
const fields = {
  first: 'at: Instant any: Anything colour: Colour grid: [[Int!]!]',
  second: 'colours: [Colour] cube: [[[String]!]] ratio: Float count: Int on: Boolean',
};

/** Values of every kind, in lists of lists, and through both services. */
export const scalarsEnumsLists: FederationSuite = {
  rule: 'custom scalars, enums, lists of lists',
  subgraphs: [
    {
      name: 'one',
      typeDefs: `
        ${scalars}
        type Query { things: [Thing!]!  boxes: [[Thing]!]  boxed: [[Thing]]  told(at: Instant, any: Anything, colours: [Colour!] = [BLUE], grid: [[Int]]): String }
        type Thing @key(fields: "id") { id: ID! ${fields.first} }
      `,
      resolvers: {
        Query: {
          things: () => things.map((thing) => pick(thing, 'id', 'at', 'any', 'colour', 'grid')),
          boxes: () => wholeBoxes,
          boxed: () => wholeBoxes,
          told,
        },
        Thing: { __resolveReference: thingWith },
      },
    },
    {
      name: 'two',
      typeDefs: `${scalars} type Thing @key(fields: "id") { id: ID! ${fields.second} }`,
      resolvers: { Thing: { __resolveReference: (key: Id) => thingWith(key) } },
    },
  ],
  whole: {
    typeDefs: `
      ${scalars}
      type Query { things: [Thing!]!  boxes: [[Thing]!]  boxed: [[Thing]]  told(at: Instant, any: Anything, colours: [Colour!] = [BLUE], grid: [[Int]]): String }
      type Thing { id: ID! ${fields.first} ${fields.second} }
    `,
    resolvers: {
      Query: {
        things: () => things,
        boxes: () => wholeBoxes,
        boxed: () => wholeBoxes,
        told,
      },
    },
  },
  questions: [
    ['values of one service', '{ things { id at any colour grid } }'],
    ['values of the other', '{ things { colours cube ratio count on } }'],
    ['entities in lists of lists', '{ boxed { id count colours } }'],
    ['a null in a list that has none', '{ boxes { count } }'],
    ['given by literal', '{ told(at: "2024", any: { a: [1, { b: null }] }, colours: RED, grid: [[1], 2, null]) }'],
    [
      'given by variable',
      'query($at: Instant, $any: Anything, $c: [Colour!], $g: [[Int]]) { told(at: $at, any: $any, colours: $c, grid: $g) }',
      { at: '2024', any: { a: [1, { b: null }] }, c: 'GREEN', g: [[1, null], 2] },
    ],
    ['an enum by a default of a variable', 'query($c: [Colour!] = [RED, GREEN]) { told(colours: $c) x: told }'],
    [
      'a variable inside a list',
      'query($c: Colour!, $n: Int) { told(colours: [RED, $c], grid: [[$n, 1]]) }',
      { c: 'BLUE' },
    ],
  ],
};
