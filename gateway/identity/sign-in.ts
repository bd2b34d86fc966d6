import type { FastifyRequest } from 'fastify';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { asHttpError } from '../federation/client-errors.ts';
import { isData } from '../federation/data.ts';
import type { SubgraphClient } from '../federation/subgraph-client.ts';
import { callerOf, type IdentifiedCaller } from './caller.ts';
import { membershipLookup } from './memberships.ts';
import { passSigner } from './passes.ts';
import { type SignedIn, tokenVerifier } from './tokens.ts';

/** Keys and conditions of signing in. */
export type SignInOptions = {
  /** The gateway's private key. */
  readonly service: JWK;
  /** The public key of the development issuer of tokens. */
  readonly issuer: JWK;
  readonly production: boolean;
};

/** The two moments of a request at which it matters who asks. */
export type SignIn = {
  /** Before the body is read. Throws UNAUTHENTICATED, and the request ends there. */
  readonly verify: (request: FastifyRequest) => Promise<void>;
  /** Once the body is there: who it was, with all that services must be told. */
  readonly callerOf: (request: FastifyRequest) => Promise<IdentifiedCaller>;
};

/** Makes the sign-in from its keys and the service that knows everybody's memberships. */
export async function signInWith(options: SignInOptions, reviews: SubgraphClient | undefined): Promise<SignIn> {
  if (reviews === undefined) {
    throw new Error('The supergraph has no service "reviews", which knows who may read what.');
  }
  const ownKey = await es256(options.service);
  const verify = tokenVerifier(await es256(options.issuer), options);
  const identity = { membershipsOf: membershipLookup(reviews, ownKey), passFor: passSigner(ownKey) };
  const verified = new WeakMap<FastifyRequest, SignedIn>();
  return {
    verify: async (request) => {
      verified.set(request, await verify(request.headers.authorization));
    },
    callerOf: async (request) => {
      const signedIn = verified.get(request);
      if (signedIn === undefined) {
        throw new Error('A request reached the graph without having been verified.');
      }
      return callerOf(identity, signedIn, incoming(request)).catch(refuseAsHttp);
    },
  };
}

const es256 = async (key: JWK) => (await importJWK(key, 'ES256')) as CryptoKey;

function incoming(request: FastifyRequest) {
  const purpose = request.headers['hub-purpose'];
  const { query, variables } = isData(request.body) ? request.body : {};
  return {
    id: request.id,
    purpose: typeof purpose === 'string' ? purpose : null,
    text: () => `${query} ${JSON.stringify(variables)}`,
  };
}

function refuseAsHttp(error: unknown): never {
  throw error instanceof CaseReviewError ? asHttpError(error) : error;
}
