import type { FastifyReply } from 'fastify';
import { CaseReviewError, type ErrorCode, errorCodes, type requestErrorCodes } from '../subgraphs/kit/errors.ts';
import { AllowanceUsed } from './allowance.ts';
import { httpStatusOf } from './apollo/client-errors.ts';

/** A request that never reaches the graph, refused in the same shape as one that does. */
export type Refusal = {
  readonly httpStatus: number;
  readonly code: ErrorCode | keyof typeof requestErrorCodes;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export const wrongMethod: Refusal = {
  httpStatus: 405,
  code: 'BAD_USER_INPUT',
  message: 'The graph is asked with POST.',
  headers: { allow: 'POST' },
};

export const nothingHere: Refusal = {
  httpStatus: 404,
  code: 'NOT_FOUND',
  message: 'There is nothing at this address.',
};

/** Gives the refusal for whatever stopped a request. What is not known is masked. */
export function refusalFrom(error: unknown): Refusal {
  if (error instanceof AllowanceUsed) {
    const headers = { 'retry-after': String(error.waitSeconds) };
    return { httpStatus: 429, code: 'LIMIT_EXCEEDED', message: error.message, headers };
  }
  if (error instanceof CaseReviewError) {
    const code = error.extensions['code'] as ErrorCode;
    const headers = code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : {};
    return { httpStatus: httpStatusOf(code), code, message: error.message, headers };
  }
  const httpStatus = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  switch (httpStatus) {
    case 413:
      return { httpStatus, code: 'LIMIT_EXCEEDED', message: 'The request is longer than this gateway reads.' };
    case 411:
      return { httpStatus, code: 'LIMIT_EXCEEDED', message: 'The request does not say how long it is.' };
    case 400:
    case 415:
      return { httpStatus, code: 'BAD_REQUEST', message: 'The request is not the JSON of a GraphQL request.' };
    default:
      return { httpStatus: 500, code: 'INTERNAL', message: errorCodes.INTERNAL };
  }
}

/** Sends a refusal. */
export const refuse = (reply: FastifyReply, { httpStatus, code, message, headers = {} }: Refusal) =>
  reply
    .code(httpStatus)
    .headers(headers)
    .send({ errors: [{ message, extensions: { code } }] });
