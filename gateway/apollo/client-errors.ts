import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type ErrorCode, errorCodes, requestErrorCodes } from '../../subgraphs/kit/errors.ts';

/** The only extensions that ever reach a caller. */
const passedExtensions = ['code', 'agency', 'failure', 'affected', 'affectedCount', 'problems'] as const;

const httpStatuses: Partial<Readonly<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  AGENCY_UNAVAILABLE: 503,
  SIGN_IN_UNAVAILABLE: 503,
  ACCESS_LOG_UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** The HTTP status of a request that is refused before anything is carried out. */
export const httpStatusOf = (code: ErrorCode): number => httpStatuses[code] ?? 400;

/** Gives an error as a caller may see it: known codes with known extensions, and constant words for all else. */
export function clientError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  const { path, locations } = formatted;
  const place = { ...(locations === undefined ? {} : { locations }), ...(path === undefined ? {} : { path }) };
  if (isUnexpected(code)) {
    return { message: errorCodes.INTERNAL, ...place, extensions: { code: 'INTERNAL' } };
  }
  const message = messageOf(formatted.message, code);
  return { message, ...place, extensions: passed(formatted.extensions ?? {}) };
}

/** The server's own words for a request that is none tell of its settings and of headers that nobody here is to send. */
const messageOf = (message: string, code: unknown) =>
  code === 'GRAPHQL_VALIDATION_FAILED'
    ? inOwnWords(message)
    : code === 'BAD_REQUEST'
      ? requestErrorCodes.BAD_REQUEST
      : message;

/** Tells whether a code stands for something wrong on our side. */
export const isUnexpected = (code: unknown): boolean =>
  code === 'INTERNAL' ||
  typeof code !== 'string' ||
  !(Object.hasOwn(requestErrorCodes, code) || Object.hasOwn(errorCodes, code));

/** graphql-js suggests names, and says of which type a field is, that the caller has not sent. */
const inOwnWords = (message: string) =>
  message
    .replace(/ ?Did you mean [^?]*\?/g, '')
    .replace(/ o[nf] type "[^"]*"/g, '')
    .replace(/"\w+\.(\w+)"/g, '"$1"');

const passed = (extensions: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    passedExtensions.filter((name) => extensions[name] !== undefined).map((name) => [name, extensions[name]]),
  );

/** Gives a refusal the HTTP status it has when it ends the whole request. */
export const asHttpError = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message, {
    extensions: { ...error.extensions, http: { status: httpStatusOf(error.extensions['code'] as ErrorCode) } },
  });
