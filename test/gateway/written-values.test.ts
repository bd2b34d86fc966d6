import fc from 'fast-check';
import { GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString } from 'graphql';
import { describe, expect, it } from 'vitest';
import { leafOf } from '../../gateway/federation/operation/leaves.ts';
import { utf8Of } from '../../subgraphs/kit/service/utf8.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme-ascii' }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
);

describe('a value of an answer', () => {
  it.each([
    ['text', GraphQLString, anyText],
    ['an id', GraphQLID, fc.oneof(anyText, fc.integer())],
    ['a number', GraphQLFloat, fc.double()],
    ['a whole number', GraphQLInt, fc.integer()],
  ])('is written as JSON has it: %s', (_name, type, values) => {
    fc.assert(
      fc.property(values as fc.Arbitrary<unknown>, (value) => {
        expect(leafOf(type)?.write(value)).toBe(JSON.stringify(value));
      }),
      { seed: 20_260_104, numRuns: 500 },
    );
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
