import type { DocumentNode } from 'graphql';
import { leastRecentlyUsed } from '../least-recently-used.ts';
import { withoutPlaces } from '../without-places.ts';

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
    set: async (key: string, document: DocumentNode) => documents.set(key, withoutPlaces(document)),
    delete: async (key: string) => documents.delete(key),
  };
}
