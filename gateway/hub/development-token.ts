import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { importJWK, type JWK, SignJWT } from 'jose';
import { StartError } from './start-error.ts';

/** Issuer of tokens that only a development hub takes. */
export const DEVELOPMENT_ISSUER = 'http://localhost/development';

/** Signs an access token (RFC 9068) of the development issuer. Throws StartError when it has no key yet. */
export async function developmentToken(person: string, hours: number, issuerKeyFile: string): Promise<string> {
  if (!existsSync(issuerKeyFile)) {
    throw new StartError(`There is no key to sign with yet ("${issuerKeyFile}"): run "npm start" once.`);
  }
  const jwk = JSON.parse(readFileSync(issuerKeyFile, 'utf8')) as JWK;
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid ?? '' })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setAudience('hub')
    .setSubject(person)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000 + hours * 3600))
    .sign(await importJWK(jwk, 'ES256'));
}
