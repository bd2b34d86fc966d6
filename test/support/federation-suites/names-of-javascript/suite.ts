import type { FederationSuite, Id } from '../suite.ts';

/** Each object lacks something else. */
const cars = [
  { id: 'a', constructor: { id: 'm1' }, toString: 'Car a', hasOwnProperty: true, valueOf: 1 },
  { id: 'b', constructor: null, toString: null, hasOwnProperty: null, valueOf: null },
  { id: 'c', constructor: { id: 'm2' }, toString: null, hasOwnProperty: false, valueOf: 3 },
];
const makers = [
  { id: 'm1', toString: 'Lola', isPrototypeOf: 'x' },
  { id: 'm2', toString: null, isPrototypeOf: null },
];
type Car = (typeof cars)[number];
type Maker = (typeof makers)[number];

const carWith = ({ id }: Id) => cars.find((car) => car.id === id) as Car;
const makerWith = ({ id }: Id) => makers.find((maker) => maker.id === id) as Maker;
const labelOf = (car: Pick<Car, 'valueOf' | 'toString'>) => `${car.valueOf} ${car.toString}`;

/** Fields whose names JavaScript's objects have, as keys of answers, and as what another service needs. */
export const namesOfJavascript: FederationSuite = {
  rule: 'fields named as what JavaScript objects have',
  subgraphs: [
    {
      name: 'cars',
      typeDefs: `
        type Query { cars: [Car!]! car(id: ID!): Car }
        type Car @key(fields: "id") { id: ID! constructor: Maker valueOf: Int toString: String }
        type Maker @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: { cars: () => cars, car: (_: unknown, key: Id) => carWith(key) },
        Car: {
          __resolveReference: carWith,
          constructor: (car: Car) => car.constructor,
          valueOf: (car: Car) => car.valueOf,
          toString: (car: Car) => car.toString,
        },
        Maker: { id: ({ id }: Id) => id },
      },
    },
    {
      name: 'makers',
      typeDefs: `
        type Maker @key(fields: "id") { id: ID! toString: String isPrototypeOf: String }
        type Car @key(fields: "id") {
          id: ID! hasOwnProperty: Boolean
          valueOf: Int @external toString: String @external label: String @requires(fields: "valueOf toString")
        }
      `,
      resolvers: {
        Maker: {
          __resolveReference: makerWith,
          toString: (maker: Maker) => maker.toString,
          isPrototypeOf: (maker: Maker) => maker.isPrototypeOf,
        },
        Car: {
          hasOwnProperty: (key: Id) => carWith(key).hasOwnProperty,
          label: labelOf,
        },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { cars: [Car!]! car(id: ID!): Car }
      type Car {
        id: ID! constructor: Maker valueOf: Int toString: String hasOwnProperty: Boolean label: String
      }
      type Maker { id: ID! toString: String isPrototypeOf: String }
    `,
    resolvers: {
      Query: { cars: () => cars, car: (_: unknown, key: Id) => carWith(key) },
      Car: {
        constructor: ({ constructor: maker }: Car) => maker && makerWith(maker),
        valueOf: (car: Car) => car.valueOf,
        toString: (car: Car) => car.toString,
        hasOwnProperty: (car: Car) => car.hasOwnProperty,
        label: labelOf,
      },
      Maker: {
        toString: (maker: Maker) => maker.toString,
        isPrototypeOf: (maker: Maker) => maker.isPrototypeOf,
      },
    },
  },
  questions: [
    ['of the service itself', '{ cars { id constructor { id } valueOf toString } }'],
    ['of another service', '{ cars { hasOwnProperty constructor { toString isPrototypeOf } } }'],
    ['as needs', '{ cars { label } }'],
    ['as needs that are asked for, too', '{ cars { toString label valueOf } }'],
    ['of one object', '{ car(id: "b") { constructor { toString } hasOwnProperty toString label } }'],
    ['under other names', '{ cars { id: toString a: constructor { b: toString } c: label } }'],
    ['as names that callers chose', '{ constructor: cars { id valueOf: id constructor: toString toString: label } }'],
    ['beside each other', '{ cars { id toString valueOf hasOwnProperty } car(id: "c") { id toString } }'],
  ],
};
