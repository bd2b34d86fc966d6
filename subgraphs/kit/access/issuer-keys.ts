import {
  type CryptoKey,
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWK,
  type JWSHeaderParameters,
} from 'jose';
import { z } from 'zod';
import { CaseReviewError } from '../errors.ts';
import type { Issuer } from './issuers.ts';

/** Keys are asked for again after this, or when a token names one that is not known. */
const KEYS_MS = 10 * 60_000;
/** How soon a token with an unknown key may make us ask again. */
const COOLDOWN_MS = 30_000;
/** How long keys stay good that cannot be asked for again. */
const KEPT_MS = 60 * 60_000;
const ANSWER_MS = 2_000;
/** How long a sign-in service that did not answer is left alone. */
const REST_MS = 2_000;
const LONGEST_ANSWER = 256 * 1024;

/** Finds the key a token is signed with. Throws SIGN_IN_UNAVAILABLE when the issuer does not give its keys. */
export type FindKey = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/**
 * The keys of one issuer: from the file, or asked for and kept. While a sign-in service does not answer, the keys it gave
 * last stay good for an hour. Addresses come from the file alone, never from a token.
 */
export function keysOf(issuer: Issuer, now: () => number = Date.now): FindKey {
  if (issuer.keys !== undefined) {
    return createLocalJWKSet({ keys: issuer.keys as unknown as JWK[] });
  }
  let asking: Promise<RemoteKeys> | null = null;
  let kept: { readonly keys: JSONWebKeySet; readonly until: number } | null = null;
  let restsUntil = 0;
  return async (header, token) => {
    if (restsUntil <= now()) {
      try {
        asking ??= remoteKeys(issuer).catch((error: unknown) => {
          asking = null;
          throw error;
        });
        const remote = await asking;
        const key = await remote(header, token);
        const keys = remote.jwks();
        kept = keys !== undefined && remote.fresh ? { keys, until: now() + KEPT_MS } : kept;
        return key;
      } catch (error) {
        if (isNoKeyOfTheirs(error)) {
          throw error;
        }
        restsUntil = now() + REST_MS;
      }
    }
    if (kept === null || kept.until <= now()) {
      throw unavailable(issuer);
    }
    return createLocalJWKSet(kept.keys)(header, token).catch(() => {
      throw unavailable(issuer);
    });
  };
}

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

const isNoKeyOfTheirs = (error: unknown) =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;

async function remoteKeys(issuer: Issuer): Promise<RemoteKeys> {
  const address = new URL(issuer.jwksUri ?? (await discovered(issuer)));
  return createRemoteJWKSet(address, {
    timeoutDuration: ANSWER_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: KEYS_MS,
    [customFetch]: shortAnswer,
  });
}

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** The address of the keys, from the issuer's own description. Throws when that is somebody else's, or leaves HTTPS. */
async function discovered({ issuer }: Issuer): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await shortAnswer(address, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) });
  const described = discovery.parse(await response.json());
  if (described.issuer !== issuer || new URL(described.jwks_uri).protocol !== new URL(issuer).protocol) {
    throw new Error('It describes another issuer.');
  }
  return described.jwks_uri;
}

/** Asks an address, without following it elsewhere and without reading an answer that does not end. */
async function shortAnswer(address: string, options: RequestInit): Promise<Response> {
  const response = await fetch(address, { ...options, redirect: 'error' });
  let length = 0;
  const counted = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        length += chunk.byteLength;
        if (length > LONGEST_ANSWER) {
          controller.error(new Error('The answer is too long.'));
        } else {
          controller.enqueue(chunk);
        }
      },
    }),
  );
  return new Response(counted ?? null, { status: response.status, headers: response.headers });
}

const unavailable = ({ issuer }: Issuer) =>
  new CaseReviewError('SIGN_IN_UNAVAILABLE', `The sign-in service "${issuer}" does not give its keys.`);
