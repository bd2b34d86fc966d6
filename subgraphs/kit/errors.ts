import { GraphQLError } from 'graphql';

/** The one list of codes of the whole product. The table in the docs is made from it. */
export const errorCodes = {
  NOT_FOUND: 'There is nothing with this id, or it is not yours to know of.',
  BAD_USER_INPUT: 'A value is wrong. The message names it and says why. Nothing was written.',
  CONFLICT: 'Somebody else changed it first, or its state does not allow this. The message says what it is now.',
  STALE: 'What was sent is older than what is held. Nothing was changed.',
  KEY_REUSED: 'This idempotency key was used before with other content. Nothing was written.',
  IN_PROGRESS: 'The same request is being carried out right now. Ask again in a moment.',
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

/** A refusal the caller can act on. Anything else that is thrown is a bug, and is masked at the edge. */
export class CaseReviewError extends GraphQLError {
  constructor(code: ErrorCode, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { code, ...more } });
    this.name = 'CaseReviewError';
  }
}

export const notFound = (what: string, id: string) =>
  new CaseReviewError('NOT_FOUND', `There is no ${what} with id "${id}".`);

export const badInput = (message: string) => new CaseReviewError('BAD_USER_INPUT', message);
