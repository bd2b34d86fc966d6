import { GraphQLError } from 'graphql';

/** The one list of codes of the whole product. The table in the docs is made from it. */
export const errorCodes = {
  NOT_FOUND: 'There is nothing with this id, or it is not yours to know of.',
  BAD_USER_INPUT: 'A value is wrong. The message names it and says why. Nothing was written.',
  CONFLICT: 'Somebody else changed it first, or its state does not allow this. The message says what it is now.',
  KEY_REUSED: 'This idempotency key was used before with other content. Nothing was written.',
  OUTCOME_UNKNOWN: 'The answer did not arrive in time. Ask for the receipt with the same idempotency key.',
  UNAUTHENTICATED: 'Nobody is signed in, or the sign-in has ended.',
  SIGN_IN_UNAVAILABLE: 'The sign-in service does not say how to check who you are. Ask again in a moment.',
  NOT_ALLOWED: 'You may see this, but you may not do that to it.',
  LIMIT_EXCEEDED:
    'More was asked for than one request may have, or one person in a while: then the answer says when to ask again.',
  AGENCY_UNAVAILABLE: 'One agency did not give a usable answer. Its part is missing and named; the rest is whole.',
  ACCESS_LOG_UNAVAILABLE: 'The access log cannot be written, so nothing is answered.',
  INTERNAL: 'Something went wrong on our side. It has been recorded.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What is wrong with a request itself, before anything is carried out, by the codes of the GraphQL server. */
export const requestErrorCodes = {
  GRAPHQL_PARSE_FAILED: 'The query is not GraphQL. The message says where.',
  GRAPHQL_VALIDATION_FAILED: 'The query asks for a field or gives an argument that the graph does not have.',
  OPERATION_RESOLUTION_FAILURE: 'The request has several operations and names none of them, or one that is not there.',
  BAD_REQUEST: 'The request is not a GraphQL request: it is no JSON, has no query, or its variables are no object.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Send the whole query: none is kept by its hash.',
} as const;

/** How an agency failed to give a usable answer, beside AGENCY_UNAVAILABLE and ACCESS_LOG_UNAVAILABLE: its name goes before. */
export const agencyFailures = {
  REFUSED: 'could not be reached, or broke off its answer.',
  TIMEOUT: 'did not answer in time.',
  INVALID: 'gave an answer that cannot be used.',
  WRONG_ENTRY: 'gave another entry than the one it was asked for.',
  INCOMPLETE: 'left out part of what it was asked for.',
  SCHEMA: 'no longer answers a question that its published schema has.',
  ACCESS_LOG: 'cannot write its access log, so it gave nothing.',
} as const;

/** A refusal the caller can act on. Anything else that is thrown is a bug, and is masked at the edge. */
export class CaseReviewError extends GraphQLError {
  constructor(code: ErrorCode, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { code, ...more } });
    this.name = 'CaseReviewError';
  }
}

export const notFound = (what: string, id: string) =>
  new CaseReviewError('NOT_FOUND', `There is no ${what} with id "${id}".`);

export const noPublishedEntry = (reference: string) =>
  new CaseReviewError('NOT_FOUND', `There is no published entry "${reference}".`);

export const badInput = (message: string) => new CaseReviewError('BAD_USER_INPUT', message);
