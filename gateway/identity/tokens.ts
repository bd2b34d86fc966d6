import { type CryptoKey, jwtVerify } from 'jose';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';

/** Who signs tokens of a hub that has no sign-in service yet. Never accepted in production. */
export const DEVELOPMENT_ISSUER = 'http://localhost/development';
const AUDIENCE = 'hub';
const CLOCK_TOLERANCE_SECONDS = 30;

/** Somebody whose token has been verified. */
export type SignedIn = { readonly person: string; readonly token: string };

/** Gives who a request's `authorization` header stands for. Throws UNAUTHENTICATED for everything else. */
export type VerifyCaller = (authorization: string | undefined) => Promise<SignedIn>;

/** Verifies tokens of the development issuer: ES256, for this hub, of the type for access tokens. */
export function tokenVerifier(issuerKey: CryptoKey, { production }: { readonly production: boolean }): VerifyCaller {
  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw unauthenticated('Sign in first: this request carries no bearer token.');
    }
    if (production) {
      throw unauthenticated('Tokens of the development issuer are not accepted in production.');
    }
    return { person: await personIn(token, issuerKey), token };
  };
}

async function personIn(token: string, issuerKey: CryptoKey): Promise<string> {
  const { payload } = await jwtVerify(token, issuerKey, {
    algorithms: ['ES256'],
    issuer: DEVELOPMENT_ISSUER,
    audience: AUDIENCE,
    typ: 'at+jwt',
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['sub', 'exp'],
  }).catch(() => {
    throw unauthenticated('The bearer token of this request is not valid, or has ended.');
  });
  if (payload.sub === undefined || payload.sub === '') {
    throw unauthenticated('The bearer token of this request names nobody.');
  }
  return payload.sub;
}

const unauthenticated = (message: string) => new CaseReviewError('UNAUTHENTICATED', message);
