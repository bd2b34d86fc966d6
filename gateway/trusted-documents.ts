import { createHash } from 'node:crypto';
import { z } from 'zod';
import { badInput, CaseReviewError, notFound } from '../subgraphs/kit/errors.ts';
import { isData } from './federation/data.ts';

/** Documents that were looked at before they came into use, by the SHA-256 of their text in hexadecimal. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** Who may ask what is in no trusted document. */
export type FreeQueries = 'everybody' | 'nobody';

const PREFIX = 'sha256:';
const LONGEST_ID = 80;
const manifest = z.record(z.string(), z.string());

/** Reads a manifest, `{"<sha256>": "<document>"}`. Throws for one that is not, or that holds another text than it says. */
export function readTrustedDocuments(json: string): TrustedDocuments {
  const documents = manifest.parse(JSON.parse(json));
  return new Map(
    Object.entries(documents).map(([id, text]) => {
      const hash = hashOf(text);
      if (id.replace(PREFIX, '') !== hash) {
        throw new Error(`The document under "${id}" has the SHA-256 "${hash}".`);
      }
      return [hash, text];
    }),
  );
}

/**
 * Gives the body that is to be carried out: a request that names a trusted document gets that document's text. Throws for
 * a name that is not known, and for any other query where none may be sent.
 */
export function withDocument(body: unknown, trusted: TrustedDocuments, freeQueries: FreeQueries): unknown {
  if (!isData(body)) {
    return body;
  }
  const { documentId, ...rest } = body;
  if (documentId === undefined) {
    refuseFree(rest['query'], trusted, freeQueries);
    return body;
  }
  if (typeof documentId !== 'string' || rest['query'] !== undefined) {
    throw badInput('A request has either a "query" or the "documentId" of a trusted document.');
  }
  const query = documentId.startsWith(PREFIX) ? trusted.get(documentId.slice(PREFIX.length)) : undefined;
  if (query === undefined) {
    throw notFound('trusted document', documentId.slice(0, LONGEST_ID));
  }
  return { ...rest, query };
}

function refuseFree(query: unknown, trusted: TrustedDocuments, freeQueries: FreeQueries): void {
  if (freeQueries === 'nobody' && typeof query === 'string' && !trusted.has(hashOf(query))) {
    throw new CaseReviewError('NOT_ALLOWED', 'This hub answers trusted documents alone: send a "documentId".');
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
