import fc from 'fast-check';
import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString } from 'graphql';
import { describe, expect, it } from 'vitest';
import { leafOf } from '../../gateway/federation/operation/leaves.ts';
import { utf8Of } from '../../subgraphs/kit/service/utf8.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme-ascii' }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
);

const types = [GraphQLString, GraphQLID, GraphQLInt, GraphQLFloat, GraphQLBoolean];
/** JSON of what services may give, right or wrong. */
const jsons = ['""', '"a"', '"5"', '0', '-0', '1.0', '17', '1.5', '2147483647', '2147483648', '1e21', '1e999', 'true'];

describe('a value of an answer', () => {
  it.each([
    ['text', GraphQLString, anyText],
    ['an id', GraphQLID, fc.oneof(anyText, fc.integer(), fc.constantFrom(1e21))],
    ['a number', GraphQLFloat, fc.double({ noNaN: true, noDefaultInfinity: true })],
    ['a whole number', GraphQLInt, fc.integer()],
  ])('is written as graphql-js has it: %s', (_name, type, values) => {
    fc.assert(
      fc.property(values as fc.Arbitrary<unknown>, (value) => {
        expect(leafOf(type)?.accepts(value)).toBe(true);
        expect(leafOf(type)?.write(value)).toBe(JSON.stringify(type.serialize(value)));
      }),
      { seed: 20_260_104, numRuns: 500 },
    );
  });

  it.each(types)('is refused where it is none of its type, or is as graphql-js has it: %s', (type) => {
    const leaf = leafOf(type)!;
    for (const value of jsons.map((json) => JSON.parse(json)).filter(leaf.accepts)) {
      expect(leaf.write(value)).toBe(JSON.stringify(type.serialize(value)));
    }
  });

  it.each([
    [GraphQLString, ['""', '"a"', '"5"']],
    [GraphQLID, ['""', '"a"', '"5"', '0', '-0', '1.0', '17', '2147483647', '2147483648', '1e21']],
    [GraphQLInt, ['0', '-0', '1.0', '17', '2147483647']],
    [GraphQLFloat, ['0', '-0', '1.0', '17', '1.5', '2147483647', '2147483648', '1e21']],
    [GraphQLBoolean, ['true']],
  ])('is of its type in JSON: text is no number, and one is no yes: %s', (type, accepted) => {
    expect(jsons.filter((json) => leafOf(type)!.accepts(JSON.parse(json)))).toEqual(accepted);
  });

  it.each(types)('that is kept as it came is as graphql-js has it: %s', (type) => {
    const kept = jsons.filter((json) => new RegExp(`^${leafOf(type)!.pattern}$`).test(json));

    expect(kept).not.toHaveLength(0);
    expect(kept).toEqual(kept.map((json) => JSON.stringify(type.serialize(JSON.parse(json)))));
  });

  it.each([
    ['plain', 'Seen at home.'],
    ['with a pound sign', 'She had £5.'],
    ['with a dash', 'Seen – not heard.'],
    ['with a sign whose half looks like a letter', 'a\u2041b'],
    ['with half of a character', 'a\ud800b'],
    ['longer than the room for a page', 'é–'.repeat(200_000)],
  ])('is sent as UTF-8: text %s', (_name, text) => {
    expect(utf8Of(text).equals(Buffer.from(text))).toBe(true);
  });

  it('is sent as UTF-8, whatever text it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(utf8Of(text)).toEqual(Buffer.from(text));
      }),
      { seed: 20_260_104, numRuns: 500 },
    );
  });
});
