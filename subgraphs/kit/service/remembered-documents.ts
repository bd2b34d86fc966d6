import { type DocumentNode, parse, print } from 'graphql';
import { leastRecentlyUsed } from '../least-recently-used.ts';

/** Documents that are parsed and validated once for as long as they are remembered. */
const REMEMBERED_DOCUMENTS = 60;

/**
 * Apollo Server's own store counts what a document is as JSON. In memory, with its tokens, it is some twenty times that:
 * 30 MB of it made a gateway of 800 MB.
 */
export function rememberedDocuments() {
  const documents = leastRecentlyUsed<DocumentNode>(REMEMBERED_DOCUMENTS);
  return {
    get: async (key: string) => documents.get(key),
    // Where each word stood is four fifths of a document, and of use only while it is validated.
    set: async (key: string, document: DocumentNode) => documents.set(key, withoutPlaces(document)),
    delete: async (key: string) => documents.delete(key),
  };
}

const withoutPlaces = (document: DocumentNode) => parse(print(document), { noLocation: true });
