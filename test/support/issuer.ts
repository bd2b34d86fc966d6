import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Issuer } from '../../subgraphs/kit/access/issuers.ts';

/** A sign-in service of a test's own, on this machine: its keys over HTTP, and whatever token a test wants of it. */
export type TestIssuer = {
  readonly address: string;
  readonly privateKey: () => CryptoKey;
  readonly publicKey: () => JWK;
  /** How the hub is told of it. */
  readonly described: (more?: Partial<Issuer>) => Issuer;
  readonly token: (
    claims?: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ) => Promise<string>;
  /** Takes a new key, and forgets the old one. */
  readonly rotate: () => Promise<void>;
  /** How often its keys were asked for. */
  readonly asked: () => number;
  /** While true, it answers 500. */
  readonly failing: (isFailing: boolean) => void;
  readonly close: () => Promise<void>;
};

const seconds = () => Math.floor(Date.now() / 1_000);

export async function startIssuer(alg: 'ES256' | 'RS256' = 'ES256'): Promise<TestIssuer> {
  let number = 0;
  let asked = 0;
  let isFailing = false;
  const newPair = async () => {
    number += 1;
    const pair = await generateKeyPair(alg, { extractable: true });
    const jwk: JWK = { ...(await exportJWK(pair.publicKey)), kid: `key-${number}`, alg, use: 'sig' };
    return { privateKey: pair.privateKey, jwk };
  };
  let pair = await newPair();
  const server = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    asked += isKeys ? 1 : 0;
    response.statusCode = isFailing ? 500 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isKeys ? { keys: [pair.jwk] } : { issuer: address, jwks_uri: `${address}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    privateKey: () => pair.privateKey,
    publicKey: () => pair.jwk,
    described: (more = {}) => ({
      issuer: address,
      audience: 'hub',
      algorithms: [alg],
      organisations: 'any',
      organisationClaim: 'organisation',
      accessTokens: 'at+jwt',
      ...more,
    }),
    token: (claims = {}, header = {}) =>
      new SignJWT({ sub: 'ada', iss: address, aud: 'hub', exp: seconds() + 300, ...claims })
        .setProtectedHeader({ alg, typ: 'at+jwt', kid: pair.jwk.kid ?? '', ...header })
        .sign(pair.privateKey),
    rotate: async () => {
      pair = await newPair();
    },
    asked: () => asked,
    failing: (fails) => {
      isFailing = fails;
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}
