import { jwtVerify, SignJWT } from 'jose';
import { CaseReviewError } from '../errors.ts';
import type { SigningKey } from '../service/keys.ts';
import type { VerifyingKey } from '../service/public-keys.ts';
import type { Clearance, Office, Viewer } from './viewer.ts';

/** Longest life of a pass, in seconds. */
export const PASS_SECONDS = 8;
/** A pass names at most this many reviews: those the request is about. */
export const PASS_REVIEWS = 20;
const ISSUER = 'hub:gateway';

/** The header a pass travels in, beside the caller's own token in `authorization`. */
export const PASS_HEADER = 'x-hub-pass';

export type PassClaims = {
  readonly organisation: string | null;
  readonly reviews: readonly Clearance[];
  readonly hasMore: boolean;
  readonly administers: readonly string[];
  readonly offices?: readonly Office[];
  readonly purpose: string | null;
  readonly requestId: string;
};

/** Signs a pass for one service. Only the gateway has the key. */
export function signPass(
  { key, kid }: Pick<SigningKey, 'key' | 'kid'>,
  person: string,
  audience: string,
  claims: PassClaims,
): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'pass+jwt', kid })
    .setIssuer(ISSUER)
    .setAudience(`subgraph:${audience}`)
    .setSubject(person)
    .setIssuedAt()
    .setExpirationTime(`${PASS_SECONDS}s`)
    .sign(key);
}

/** Verifies a pass for this service and gives who asks. Throws UNAUTHENTICATED for anything else. */
export async function verifyPass(pass: string | undefined, key: VerifyingKey, service: string): Promise<Viewer> {
  if (pass === undefined) {
    throw new CaseReviewError('UNAUTHENTICATED', 'This service answers only requests that carry a pass.');
  }
  try {
    const { payload } = await jwtVerify<PassClaims>(pass, typeof key === 'function' ? key : () => key, {
      algorithms: ['ES256'],
      typ: 'pass+jwt',
      issuer: ISSUER,
      audience: `subgraph:${service}`,
      maxTokenAge: PASS_SECONDS,
      requiredClaims: ['sub', 'exp', 'reviews', 'requestId'],
    });
    return {
      person: payload.sub as string,
      organisation: payload.organisation,
      reviews: new Map(payload.reviews.map((clearance) => [clearance.review, clearance])),
      hasMore: payload.hasMore,
      administers: payload.administers,
      ...(payload.offices === undefined ? {} : { offices: payload.offices }),
      purpose: payload.purpose,
      requestId: payload.requestId,
    };
  } catch {
    throw new CaseReviewError('UNAUTHENTICATED', 'The pass of this request is not valid.');
  }
}
