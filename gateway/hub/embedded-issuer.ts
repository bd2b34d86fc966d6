import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { importJWK, type JWK, SignJWT } from 'jose';
import { makeFolder } from './files.ts';
import { newKey, publicPartOf, readJson, writeWhenChanged } from './json-keys.ts';
import { StartError } from './start-error.ts';

/** For whom access tokens of the hub are. */
export const AUDIENCE = 'hub';

/** The issuer's address where no sign-in service of its own runs, and its key alone makes tokens. */
const NOWHERE = 'http://localhost/embedded';

const keyFile = (folder: string) => join(folder, 'private', 'issuer.json');

/** Path of the file of issuers that takes the embedded issuer and no other. */
export const embeddedIssuersFile = (folder: string) => join(folder, 'issuers.json');

/**
 * Makes what a hub with invented people signs them in with: a key that is kept, and a file of issuers that takes it. Only
 * processes with HUB_EMBEDDED=1 take that file. Gives its path.
 */
export async function prepareEmbeddedIssuer(folder: string, address = NOWHERE): Promise<string> {
  makeFolder(join(folder, 'private'), 0o700);
  const key = readJson<JWK>(keyFile(folder)) ?? (await newKey());
  writeWhenChanged(keyFile(folder), key);
  const file = embeddedIssuersFile(folder);
  writeWhenChanged(file, [
    {
      issuer: address,
      keys: [publicPartOf(key)],
      audience: AUDIENCE,
      algorithms: ['ES256'],
      organisations: 'any',
    },
  ]);
  return file;
}

/** The key of the embedded issuer. Throws StartError when there is none yet. */
export function embeddedKey(folder: string): JWK {
  const key = readJson<JWK>(keyFile(folder));
  if (key === null) {
    throw new StartError(`There is no key to sign with yet ("${keyFile(folder)}"): run "npm start" once.`);
  }
  return key;
}

/**
 * Signs an access token (RFC 9068) with the key of the embedded issuer of a keys folder, as its sign-in service would.
 * Throws StartError when it has no key yet.
 */
export async function embeddedToken(
  folder: string,
  person: { readonly id: string; readonly organisation?: string | null | undefined },
  hours: number,
): Promise<string> {
  const jwk = embeddedKey(folder);
  const [own] = readJson<readonly { readonly issuer: string }[]>(embeddedIssuersFile(folder)) ?? [];
  return new SignJWT(person.organisation == null ? {} : { organisation: person.organisation })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid ?? '' })
    .setIssuer(own?.issuer ?? NOWHERE)
    .setAudience(AUDIENCE)
    .setSubject(person.id)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000 + hours * 3600))
    .sign(await importJWK(jwk, 'ES256'));
}
