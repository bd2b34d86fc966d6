import { createHash } from 'node:crypto';
import { GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { z } from 'zod';
import { badInput, CaseReviewError, notFound } from '../subgraphs/kit/errors.ts';
import { isData } from './federation/data.ts';

/** Documents that were looked at before they came into use, by the SHA-256 of their text in hexadecimal. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** Trusted documents beside a graph: those that can be answered from it, and why the others cannot, by their SHA-256. */
export type ServedDocuments = { readonly fitting: TrustedDocuments; readonly unfit: ReadonlyMap<string, string> };

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

/** Holds each document against a graph: one that asks for what is no longer there is not served. */
export function servedDocuments(trusted: TrustedDocuments, schema: GraphQLSchema): ServedDocuments {
  const wrong = [...trusted].map(([hash, text]) => [hash, faultOf(text, schema)] as const);
  return {
    fitting: new Map(wrong.flatMap(([hash, fault]) => (fault === null ? [[hash, trusted.get(hash)!]] : []))),
    unfit: new Map(wrong.flatMap(([hash, fault]) => (fault === null ? [] : [[hash, fault]]))),
  };
}

function faultOf(text: string, schema: GraphQLSchema): string | null {
  try {
    return validate(schema, parse(text), specifiedRules, { maxErrors: 1 })[0]?.message ?? null;
  } catch (error) {
    return error instanceof GraphQLError ? error.message : 'It is no GraphQL.';
  }
}

/**
 * Gives the body that is to be carried out: a request that names a trusted document gets that document's text. Throws for
 * a name that is not known, and for any other query where none may be sent.
 */
export function withDocument(body: unknown, { fitting, unfit }: ServedDocuments, freeQueries: FreeQueries): unknown {
  if (!isData(body)) {
    return body;
  }
  const { documentId, ...rest } = body;
  if (documentId === undefined) {
    refuseFree(rest['query'], fitting, freeQueries);
    return body;
  }
  if (typeof documentId !== 'string' || rest['query'] !== undefined) {
    throw badInput('A request has either a "query" or the "documentId" of a trusted document.');
  }
  const hash = documentId.startsWith(PREFIX) ? documentId.slice(PREFIX.length) : '';
  if (unfit.has(hash)) {
    throw new CaseReviewError(
      'CONFLICT',
      `The trusted document "${documentId}" no longer fits the graph that is served.`,
    );
  }
  const query = fitting.get(hash);
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
