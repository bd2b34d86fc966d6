import { type ASTNode, type DocumentNode, parse, visit } from 'graphql';

const wide = /[\u0100-\uffff]/;

/**
 * The same text with one byte to each character, where that holds it. V8 gives two to a name cut out of a text with a dash
 * in it, and then to whatever the name becomes a part of, and to the same word when a service answers with it: answers
 * with such a word in them take half as long again to write.
 */
export const narrow = (text: string): string =>
  wide.test(text) ? text : Buffer.from(text, 'latin1').toString('latin1');

/** Parses a schema, whose descriptions may have any character. Its names are narrow. */
export const parseSchema = (sdl: string): DocumentNode =>
  visit(parse(sdl, { noLocation: true }), { Name: withNarrowValue, StringValue: withNarrowValue });

const withNarrowValue = <Node extends ASTNode & { readonly value: string }>(node: Node): Node => ({
  ...node,
  value: narrow(node.value),
});
