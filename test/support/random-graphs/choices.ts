import fc from 'fast-check';

/** What is chosen of one field, free of any graph, so that it can be made smaller part by part; zeros are the simplest. */
export type FieldChoice = {
  readonly named: number;
  readonly wrapping: number;
  readonly owner: number;
  readonly sharing: number;
  readonly args: number;
  readonly extra: number;
  readonly pick: number;
};

/** What is chosen of a type of objects. */
export type TypeChoice = { readonly keys: number; readonly style: number; readonly fields: readonly FieldChoice[] };

/** What is chosen of an interface or union. */
export type AbstractChoice = {
  readonly members: number;
  readonly style: number;
  readonly fields: readonly FieldChoice[];
};

/** What a random graph is made of. */
export type GraphChoices = {
  readonly services: number;
  readonly entities: readonly TypeChoice[];
  readonly values: readonly TypeChoice[];
  readonly interfaces: readonly AbstractChoice[];
  readonly unions: readonly AbstractChoice[];
  readonly whole: AbstractChoice | null;
  readonly roots: readonly FieldChoice[];
  readonly changes: readonly FieldChoice[];
};

const field = fc.record({
  named: fc.nat(999),
  wrapping: fc.nat(99),
  owner: fc.nat(99),
  sharing: fc.nat(99),
  args: fc.nat(9),
  extra: fc.nat(99),
  pick: fc.nat(9_999),
});
const fields = (most: number, least = 0) => fc.array(field, { minLength: least, maxLength: most });
const type = (most: number) => fc.record({ keys: fc.nat(9_999), style: fc.nat(9_999), fields: fields(most, 1) });
const abstract = fc.record({ members: fc.nat(9_999), style: fc.nat(9_999), fields: fields(2) });

/** Choices of small graphs; the smallest is one entity in two services. */
export const graphChoices: fc.Arbitrary<GraphChoices> = fc.record({
  services: fc.integer({ min: 2, max: 4 }),
  entities: fc.array(type(5), { minLength: 1, maxLength: 4 }),
  values: fc.array(type(3), { maxLength: 2 }),
  interfaces: fc.array(abstract, { maxLength: 2 }),
  unions: fc.array(abstract, { maxLength: 2 }),
  whole: fc.option(abstract, { freq: 2 }),
  roots: fields(4, 1),
  changes: fields(2),
});
