import { createHash } from 'node:crypto';
import { decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { CaseReviewError } from '../errors.ts';
import { leastRecentlyUsed } from '../least-recently-used.ts';
import { type FindKey, keysOf } from './issuer-keys.ts';
import { type Issuer, maySpeakFor, personOf } from './issuers.ts';

/** Somebody whose token has been verified. */
export type SignedIn = {
  /** Of issuer and subject: the id by which the hub knows them. */
  readonly person: string;
  readonly token: string;
  /** Id of the organisation the token says they act for, null when it names none. */
  readonly organisation: string | null;
  /** Whether the issuer may speak for people of this organisation. */
  readonly maySpeakFor: (organisation: string) => boolean;
};

/** Gives who a request's `authorization` header stands for. Throws UNAUTHENTICATED, or SIGN_IN_UNAVAILABLE. */
export type VerifyCaller = (authorization: string | undefined) => Promise<SignedIn>;

const CLOCK_TOLERANCE_SECONDS = 30;
/** How long a verified token is believed without looking again, in milliseconds. */
export const REMEMBERED_MS = 10_000;
const MOST_TOKENS = 5_000;
const LONGEST_TOKEN = 8 * 1024;

type Known = { readonly issuer: Issuer; readonly key: FindKey };
type Remembered = { readonly signedIn: SignedIn; readonly until: number };

/**
 * Verifies access tokens of several issuers. What a token says of keys or addresses (`jku`, `x5u`, `jwk`) is never read:
 * its `iss` chooses an issuer of the file, and its `kid` one of that issuer's keys.
 */
export function callerVerifier(issuers: readonly Issuer[], now: () => number = Date.now): VerifyCaller {
  const known = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, key: keysOf(issuer, now) }]));
  const remembered = leastRecentlyUsed<Remembered>(MOST_TOKENS);
  return async (authorization) => {
    const token = tokenIn(authorization);
    const name = createHash('sha256').update(token).digest('base64');
    const held = remembered.get(name);
    if (held !== undefined && held.until > now()) {
      return held.signedIn;
    }
    const payload = await verified(token, known.get(claimedIssuer(token)), now);
    const signedIn = signedInWith(payload.claims, payload.issuer, token);
    remembered.set(name, { signedIn, until: Math.min(now() + REMEMBERED_MS, (payload.claims.exp ?? 0) * 1_000) });
    return signedIn;
  };
}

function tokenIn(authorization = ''): string {
  if (authorization.trim() === '') {
    throw unauthenticated('Sign in first: this request carries no bearer token.');
  }
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  if (token === undefined || token.length > LONGEST_TOKEN) {
    throw unauthenticated('The authorization of this request cannot be read: it takes "Bearer" and a signed token.');
  }
  return token;
}

/** Who the token says made it: believed only to choose the keys with which that is checked. */
function claimedIssuer(token: string): string {
  try {
    return String(decodeJwt(token).iss);
  } catch {
    throw notValid();
  }
}

async function verified(token: string, known: Known | undefined, now: () => number) {
  if (known === undefined) {
    throw notValid();
  }
  const { issuer, key } = known;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, withKid(key), {
      algorithms: [...issuer.algorithms],
      issuer: issuer.issuer,
      audience: issuer.audience,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now()),
      requiredClaims: ['sub', 'exp'],
    });
    if (isAccessToken(issuer, protectedHeader.typ, payload['typ'])) {
      return { claims: payload, issuer };
    }
  } catch (error) {
    if (error instanceof CaseReviewError) {
      throw error;
    }
  }
  throw notValid();
}

/** A token names its key: without that, an issuer that has but one would be taken at its word. */
const withKid =
  (key: FindKey): FindKey =>
  (header, token) => {
    if (typeof header.kid !== 'string' || header.kid === '') {
      throw notValid();
    }
    return key(header, token);
  };

/** RFC 9068 says `at+jwt` in the header; Keycloak, unless told to, says `JWT` there and `Bearer` in the claims. */
function isAccessToken({ accessTokens }: Issuer, headerType = '', claimedType: unknown = undefined): boolean {
  const type = headerType.toLowerCase().replace(/^application\//, '');
  return accessTokens === 'Bearer' ? type === 'jwt' && claimedType === 'Bearer' : type === 'at+jwt';
}

function signedInWith(claims: JWTPayload, issuer: Issuer, token: string): SignedIn {
  const person = claims.sub === undefined || claims.sub === '' ? null : personOf(issuer, claims.sub);
  if (person === null) {
    throw unauthenticated('The bearer token of this request names nobody.');
  }
  return {
    person,
    token,
    organisation: organisationIn(claims[issuer.organisationClaim], issuer),
    maySpeakFor: (organisation) => maySpeakFor(issuer, organisation),
  };
}

/** Throws UNAUTHENTICATED for an organisation that this issuer may not speak for. */
function organisationIn(claimed: unknown, { organisations }: Issuer): string | null {
  if (claimed === undefined || claimed === null) {
    return null;
  }
  const ids = new Map<unknown, unknown>(organisations === 'any' ? [[claimed, claimed]] : Object.entries(organisations));
  const id = ids.get(claimed);
  if (typeof id !== 'string') {
    throw unauthenticated('The bearer token of this request names an organisation that its issuer may not speak for.');
  }
  return id;
}

const unauthenticated = (message: string) => new CaseReviewError('UNAUTHENTICATED', message);
const notValid = () => unauthenticated('The bearer token of this request is not valid, or has ended.');
