import type { GraphQLResponse } from '@apollo/server';
import { requestErrorCodes } from '../errors.ts';
import type { Decision } from './access-row.ts';
import type { Ending } from './trail.ts';

/** Codes by which somebody is told no. What a caller can mend counts as well: nothing was given for it. */
const refusing: ReadonlySet<string> = new Set([
  'NOT_FOUND',
  'NOT_ALLOWED',
  'UNAUTHENTICATED',
  'BAD_USER_INPUT',
  'LIMIT_EXCEEDED',
  'CONFLICT',
  'KEY_REUSED',
  ...Object.keys(requestErrorCodes),
]);

type Errors = readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[];

/** The codes of an answer's errors, each once. */
export const codesOf = (errors: Errors): readonly string[] => [
  ...new Set(errors.map(({ extensions }) => String(extensions?.['code'] ?? 'INTERNAL'))),
];

/** How an answer with these codes ended; without data it failed, unless it was refused. */
export function decisionOf(codes: readonly string[], hasData: boolean): Decision {
  if (codes.some((code) => refusing.has(code))) {
    return 'REFUSED';
  }
  return codes.includes('INTERNAL') || !hasData ? 'FAILED' : 'ALLOWED';
}

/** How a GraphQL answer ended, with what it says of the services that were asked. */
export function endingOf({ body }: GraphQLResponse): Ending {
  const { data, errors = [], extensions } = body.kind === 'single' ? body.singleResult : { data: null };
  const codes = codesOf(errors);
  const coverage = extensions?.['coverage'];
  return { decision: decisionOf(codes, data != null), codes, ...(Array.isArray(coverage) ? { coverage } : {}) };
}

/** How an answer ended that never reached the graph, read from what is about to be sent. */
export function endingOfRefusal(httpStatus: number, payload: unknown): Ending {
  const codes = codesOf(errorsIn(payload));
  return { decision: httpStatus >= 500 ? 'FAILED' : 'REFUSED', codes };
}

function errorsIn(payload: unknown): Errors {
  try {
    const { errors = [] } = JSON.parse(String(payload)) as { errors?: Errors };
    return errors;
  } catch {
    return [];
  }
}
