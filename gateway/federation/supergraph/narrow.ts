import { type ASTNode, type DocumentNode, parse, visit } from 'graphql';

const wide = /[\u0100-\uffff]/;

/**
 * The same text, kept once and with one byte to each character, where that holds it. V8 gives two to a name cut out of a
 * text with a dash in it, and then to whatever the name becomes a part of, and to the same word when a service answers with
 * it: answers with such a word in them take half as long again to write.
 */
export const narrow = (text: string): string =>
  wide.test(text) ? text : nameIn({ [Buffer.from(text, 'latin1').toString('latin1')]: true });

/** V8 keeps the name of a property once, wherever it stands. */
const nameIn = (object: object): string => Object.keys(object)[0]!;

/** Parses a schema or an operation. Its names are narrow, whatever descriptions have, and hold nothing else of the text. */
export const parseNarrow = (text: string): DocumentNode =>
  visit(parse(text, { noLocation: true }), { Name: withNarrowValue, StringValue: withNarrowValue });

const withNarrowValue = <Node extends ASTNode & { readonly value: string }>(node: Node): Node => ({
  ...node,
  value: narrow(node.value),
});
