import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import type { Issuer } from '../../subgraphs/kit/access/issuers.ts';
import { callerVerifier, type SignedIn } from '../../subgraphs/kit/access/signed-in.ts';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { signingKeyOf } from '../../subgraphs/kit/service/keys.ts';
import { asHttpError } from '../apollo/client-errors.ts';
import { isData } from '../federation/data.ts';
import type { Presence, SubgraphClient } from '../federation/subgraph-client.ts';
import { type Trace, traceFrom } from '../trace.ts';
import { callerOf, type IdentifiedCaller } from './caller.ts';
import { isDeveloper, membershipLookup } from './memberships.ts';
import { passSigner } from './passes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose token it came with, once that is verified. */
    signedIn?: SignedIn;
    /** Of which trace it is a part. */
    trace?: Trace;
  }
}

/** Keys and conditions of signing in. */
export type SignInOptions = {
  /** The gateway's private key. */
  readonly service: JWK;
  /** Whose access tokens are taken. */
  readonly issuers: readonly Issuer[];
};

/** The moments of a request at which it matters who asks. */
export type SignIn = {
  /** Before the body is read. Throws UNAUTHENTICATED or SIGN_IN_UNAVAILABLE, and the request ends there. */
  readonly verify: (request: FastifyRequest) => Promise<SignedIn>;
  /** Before a long body is read: whether it is somebody who has records of an organisation to send. */
  readonly mayUpload: (request: FastifyRequest) => Promise<boolean>;
  /** Whether an `authorization` header is a developer's. Throws UNAUTHENTICATED or SIGN_IN_UNAVAILABLE. */
  readonly isDeveloper: (authorization: string | undefined) => Promise<boolean>;
  /** Once the body is there: who it was, with all that services must be told. */
  readonly callerOf: (request: FastifyRequest, reply: FastifyReply) => Promise<IdentifiedCaller>;
};

/** Makes the sign-in from its keys and the service that knows everybody's memberships. */
export async function signInWith(options: SignInOptions, reviews: Pick<SubgraphClient, 'get'>): Promise<SignIn> {
  const ownKey = await signingKeyOf(options.service);
  const verify = callerVerifier(options.issuers);
  const identity = { membershipsOf: membershipLookup(reviews, ownKey), passFor: passSigner(ownKey) };
  return {
    verify: async (request) => {
      const signedIn = await verify(onlyAuthorization(request));
      request.signedIn = signedIn;
      return signedIn;
    },
    mayUpload: async (request) =>
      (await identity.membershipsOf(personOf(request).person, traceOf(request))).organisation !== null,
    isDeveloper: async (authorization) =>
      isDeveloper(await identity.membershipsOf((await verify(authorization)).person)),
    callerOf: async (request, reply) =>
      callerOf(identity, personOf(request), incoming(request, reply, traceOf(request))).catch(refuseAsHttp),
  };
}

function traceOf(request: FastifyRequest): Trace {
  const { traceparent } = request.headers;
  request.trace ??= traceFrom(typeof traceparent === 'string' ? traceparent : undefined);
  return request.trace;
}

function personOf({ signedIn }: FastifyRequest): SignedIn {
  if (signedIn === undefined) {
    throw new Error('A request reached the graph without having been verified.');
  }
  return signedIn;
}

/** The one `authorization` header of a request: of two, none is taken, as what stands before us may look at the other. */
function onlyAuthorization({ raw, headers }: FastifyRequest): string | undefined {
  const names = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization');
  return names.length === 1 ? headers.authorization : undefined;
}

function incoming(request: FastifyRequest, reply: FastifyReply, trace: Trace) {
  const { 'hub-purpose': purpose } = request.headers;
  const { query, variables } = isData(request.body) ? request.body : {};
  return {
    id: request.id,
    purpose: typeof purpose === 'string' ? purpose : null,
    text: () => `${query} ${JSON.stringify(variables)}`,
    presence: presenceOf(reply),
    trace,
  };
}

/** A caller leaves when the connection closes before the whole answer was sent. */
function presenceOf({ raw }: FastifyReply): Presence {
  const hasLeft = () => raw.destroyed && !raw.writableFinished;
  const onLeaving = (act: () => void) => {
    const closed = () => hasLeft() && act();
    raw.once('close', closed);
    return () => raw.removeListener('close', closed);
  };
  // One for each request to a service: a long list goes out in many.
  raw.setMaxListeners(Number.POSITIVE_INFINITY);
  return { hasLeft, onLeaving };
}

function refuseAsHttp(error: unknown): never {
  throw error instanceof CaseReviewError ? asHttpError(error) : error;
}
