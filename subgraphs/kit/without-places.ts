import { type DocumentNode, parse, print } from 'graphql';

/** The same document without where each word stood: four fifths of what it takes up, and of use only while it is validated. */
export const withoutPlaces = (document: DocumentNode): DocumentNode => parse(print(document), { noLocation: true });
