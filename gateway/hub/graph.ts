import { request } from 'undici';
import { CaseReviewError, type ErrorCode } from '../../subgraphs/kit/errors.ts';
import { StartError } from './start-error.ts';

/**
 * Asks the hub one thing, as one person. Throws CaseReviewError for what the hub refuses, and for an agency that did not
 * answer unless the caller shows `missing`.
 */
export type Ask = <T>(
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  missing?: 'missing is shown',
) => Promise<T>;

type Answer = {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};

const TIMEOUT_MS = 60_000;

/** The hub at an address, asked with this access token. */
export function askAt(address: string, token: string): Ask {
  return async <T>(query: string, variables: Readonly<Record<string, unknown>> = {}, missing?: 'missing is shown') => {
    const { data, errors } = await post(address, token, JSON.stringify({ query, variables }));
    const first = errors?.find((error) => missing === undefined || !isAgencyMissing(error));
    if (first !== undefined) {
      const { code = 'INTERNAL', ...more } = first.extensions ?? {};
      throw new CaseReviewError(code as ErrorCode, first.message, more);
    }
    return { ...(data as object), errors: errors ?? [] } as T;
  };
}

/** An agency that did not answer costs only its own part: the caller shows what came, and names the agency. */
const isAgencyMissing = ({ extensions }: NonNullable<Answer['errors']>[number]) =>
  extensions?.code === 'AGENCY_UNAVAILABLE';

/** The hub's one path below an address, which may end in a slash or be a folder of its host. Throws StartError for no address. */
function graphAt(address: string): URL {
  const base = address.endsWith('/') ? address : `${address}/`;
  if (!/^https?:/i.test(address) || !URL.canParse(base)) {
    throw new StartError(`"${address}" is not the address of a hub, such as http://127.0.0.1:4000.`, 2);
  }
  return new URL('graphql', base);
}

async function post(address: string, token: string, body: string): Promise<Answer> {
  const url = graphAt(address);
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    return (await answer.body.json()) as Answer;
  } catch {
    throw new StartError(`The hub at "${address}" does not answer. Is it running (npm start)?`);
  }
}
