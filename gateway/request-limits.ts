import type { FastifyRequest } from 'fastify';
import { CaseReviewError } from '../subgraphs/kit/errors.ts';
import { documentCheck } from './document-limits.ts';
import { isData } from './federation/data.ts';

/** Longest body, in bytes, of a query, and of anybody who speaks for no organisation. */
const LONGEST_QUERY = 256 * 1024;
/** Longest body of a change, in bytes. Nobody's is read who is not signed in. */
export const LONGEST_CHANGE = 16_000_000;

/**
 * Decides before a body is read how long it may be: somebody who speaks for an organisation may send its records, in up
 * to 16 MB; for all others it is 256 kB, and they must say how long it is. Throws errors with an HTTP status.
 */
export async function refuseLongBody(
  request: FastifyRequest,
  mayUpload: (request: FastifyRequest) => Promise<boolean>,
): Promise<void> {
  const length = bodyLength(request);
  if ((length === null || length > LONGEST_QUERY) && !(await mayUpload(request))) {
    throw Object.assign(new Error('The body is too long.'), { statusCode: length === null ? 411 : 413 });
  }
}

/** Gives the check of a request whose body is there. Throws LIMIT_EXCEEDED. */
export function requestCheck(): (request: FastifyRequest) => void {
  const check = documentCheck();
  return (request) => {
    const query = isData(request.body) ? request.body['query'] : undefined;
    if (typeof query !== 'string') {
      return;
    }
    const makesChanges = query.length <= LONGEST_QUERY && check(query)?.makesChanges === true;
    if (!makesChanges && (bodyLength(request) ?? query.length) > LONGEST_QUERY) {
      throw new CaseReviewError('LIMIT_EXCEEDED', `A query may have ${LONGEST_QUERY} bytes, with all its variables.`);
    }
  };
}

function bodyLength({ headers }: FastifyRequest): number | null {
  const stated = headers['content-length'];
  return stated === undefined ? null : Number(stated);
}
