import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CompactSign, type CryptoKey, compactVerify, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import type { PublicKeys, VerifyingKey } from './public-keys.ts';
import { readWhenChanged } from './when-changed.ts';

/** A key to sign with, and the name under which its public half is known. */
export type SigningKey = { readonly key: CryptoKey; readonly alg: string; readonly kid: string };

/** The private keys of one service, from its key file. */
export type ServiceKeys = {
  /** The service's own: for receipts and for calls to other services. */
  readonly service: SigningKey;
  /** The key of an organisation that publishes here, null when it has none. The file is read anew for one not seen yet. */
  readonly organisation: (id: string) => Promise<SigningKey | null>;
  /** Further secrets of this service by name, 32 bytes in base64. */
  readonly secret: (name: string) => Buffer;
};

type KeyFile = { readonly service: JWK; readonly organisations?: Readonly<Record<string, JWK>> } & Readonly<
  Record<string, unknown>
>;

const algorithmOf = (jwk: JWK) => jwk.alg ?? (jwk.kty === 'OKP' ? 'EdDSA' : 'ES256');

/** Reads a JWK, public or private. */
export async function keyOf(jwk: JWK): Promise<CryptoKey> {
  return (await importJWK(jwk, algorithmOf(jwk))) as CryptoKey;
}

/** Reads a private JWK to sign with. */
export const signingKeyOf = async (jwk: JWK): Promise<SigningKey> => ({
  key: await keyOf(jwk),
  alg: algorithmOf(jwk),
  kid: jwk.kid ?? '',
});

const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8')) as KeyFile;

/** Reads a service's private key file. */
export async function readServiceKeys(path: string): Promise<ServiceKeys> {
  const file = await readJson(path);
  const known = new Map<string, SigningKey>();
  return {
    service: await signingKeyOf(file.service),
    organisation: async (id) => {
      const held = known.get(id);
      if (held !== undefined) {
        return held;
      }
      const jwk = (await readJson(path)).organisations?.[id];
      if (jwk === undefined) {
        return null;
      }
      const key = await signingKeyOf(jwk);
      known.set(id, key);
      return key;
    },
    secret: (name) => {
      const value = file[name];
      if (typeof value !== 'string') {
        throw new Error(`The key file ${path} has no "${name}".`);
      }
      return Buffer.from(value, 'base64');
    },
  };
}

/** The key of a process as its key file has it now: a new one is signed with at once, without a restart. */
export const newestKeyIn = (path: string): (() => Promise<SigningKey>) =>
  readWhenChanged(path, () => signingKeyOf((JSON.parse(readFileSync(path, 'utf8')) as KeyFile).service));

/** Signs exact bytes as a compact JWS. */
export const signBytes = ({ key, alg, kid }: SigningKey, typ: string, bytes: string) =>
  new CompactSign(Buffer.from(bytes)).setProtectedHeader({ alg, kid, typ }).sign(key);

/** Verifies a compact JWS and gives the bytes it was made over. Throws when signature or type is not right. */
export async function verifiedBytes(signed: string, key: VerifyingKey, typ: string): Promise<string> {
  const find = typeof key === 'function' ? key : () => key;
  const { payload, protectedHeader } = await compactVerify(signed, find, { algorithms: ['ES256', 'EdDSA'] });
  if (protectedHeader.typ !== typ) {
    throw new Error(`This is signed as "${protectedHeader.typ}", not as "${typ}".`);
  }
  return Buffer.from(payload).toString('utf8');
}

/** The payload of a compact JWS that this service signed itself, without verifying it again. */
export const ownBytes = (signed: string) => Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8');

const TOKEN_SECONDS = 60;

/** A token with which one service calls another. */
export const serviceToken = ({ key, alg, kid }: SigningKey, from: string, to: string) =>
  new SignJWT({})
    .setProtectedHeader({ alg, kid, typ: 'service+jwt' })
    .setIssuer(`hub:${from}`)
    .setAudience(`service:${to}`)
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_SECONDS}s`)
    .sign(key);

/** Gives the name of the service that calls. Throws when the token is not one of a known service for this one. */
export async function callingService(token: string, keys: PublicKeys, self: string): Promise<string> {
  const claimed = JSON.parse(ownBytes(token) || '{}') as { iss?: string };
  const name = String(claimed.iss ?? '').replace(/^hub:/, '');
  await jwtVerify(token, keys.current(name), {
    algorithms: ['ES256', 'EdDSA'],
    typ: 'service+jwt',
    issuer: `hub:${name}`,
    audience: `service:${self}`,
    maxTokenAge: TOKEN_SECONDS,
  });
  return name;
}
