import { GraphQLError } from 'graphql';
import { type Data, isData, type ResponsePath } from '../data.ts';
import { shownPath } from '../operation/aliases.ts';
import type { Failure } from './failures.ts';

/** Codes whose sentences are written for the caller; the message of any other stays inside. */
const passed: ReadonlySet<unknown> = new Set([
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'KEY_REUSED',
  'NOT_ALLOWED',
  'LIMIT_EXCEEDED',
  'UNAUTHENTICATED',
]);

/** Codes by which a service says that it does not know its own published schema. */
const schemaCodes: ReadonlySet<unknown> = new Set(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']);

const LONGEST_MESSAGE = 1_000;
const MOST_PROBLEMS = 500;
/** What a problem of an input may say: of an entry and its field, or of a row and its column. Only `row` is a number. */
const problemTexts = ['entry', 'field', 'table', 'column', 'value', 'reason'] as const;
const graphqlName = /^[_A-Za-z][_0-9A-Za-z]{0,99}$/;

/** An error in a service's answer: a sentence for the caller, or a failure whose text stays inside. */
type ReadError =
  | { readonly kind: 'sentence'; readonly error: GraphQLError }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** Reads one error of a service's answer by the list of codes that may pass; the path is ours. */
export function readSubgraphError(service: string, reported: unknown, path: ResponsePath | undefined): ReadError {
  const extensions = isData(reported) && isData(reported['extensions']) ? reported['extensions'] : {};
  const message = isData(reported) ? reported['message'] : undefined;
  const { code, problems } = extensions;
  if (schemaCodes.has(code)) {
    return { kind: 'failure', failure: 'SCHEMA' };
  }
  if (code === 'ACCESS_LOG_UNAVAILABLE') {
    return { kind: 'failure', failure: 'ACCESS_LOG' };
  }
  if (!passed.has(code) || typeof message !== 'string') {
    return { kind: 'failure', failure: 'INVALID' };
  }
  const more =
    code === 'BAD_USER_INPUT' && Array.isArray(problems)
      ? { problems: problems.slice(0, MOST_PROBLEMS).flatMap(readProblem) }
      : {};
  return {
    kind: 'sentence',
    error: new GraphQLError(message.slice(0, LONGEST_MESSAGE), {
      ...(path === undefined ? {} : { path: shownPath(path) }),
      extensions: { code, agency: service, ...more },
    }),
  };
}

/** A problem as far as it is one: a service cannot put other text into it. */
function readProblem(reported: unknown): Data | [] {
  if (!isData(reported) || typeof reported['reason'] !== 'string') {
    return [];
  }
  const { row, table } = reported;
  const texts = problemTexts.flatMap((name) => {
    const text = reported[name];
    return typeof text === 'string' ? [[name, text.slice(0, LONGEST_MESSAGE)] as const] : [];
  });
  return {
    ...(Number.isInteger(row) ? { row } : {}),
    ...(table === null ? { table } : {}),
    ...Object.fromEntries(texts),
  };
}

/** The path of a reported error, as far as it is one; a service cannot put other text into it. */
export function readErrorPath(reported: unknown): ResponsePath {
  const path = isData(reported) && Array.isArray(reported['path']) ? reported['path'] : [];
  const end = path.findIndex((key) => !(Number.isInteger(key) || (typeof key === 'string' && graphqlName.test(key))));
  return end < 0 ? path : path.slice(0, end);
}
