import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../gateway/config.ts';

const supergraph = `
  enum join__Graph {
    REVIEWS @join__graph(name: "reviews", url: "")
    SOCIAL_CARE @join__graph(name: "social-care", url: "")
  }`;

const issuer = {
  issuer: 'https://sign-in.example',
  audience: 'hub',
  algorithms: ['ES256'],
  organisations: {},
};

describe('the configuration', () => {
  let folder: string;
  let whole: Record<string, string>;
  const production = () => ({
    ...whole,
    NODE_ENV: 'production',
    GATEWAY_OWNER_DATABASE_URL: 'postgres://gateway_owner@127.0.0.1/gateway',
  });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gateway-config-'));
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    whole = {
      SUPERGRAPH: file('supergraph.graphql', supergraph),
      GATEWAY_KEYS: file('gateway.json', '{"service":{"kty":"EC","d":"secret"},"organisations":{}}'),
      IDENTITY_ISSUERS: file('issuers.json', JSON.stringify([issuer])),
      HUB_PUBLIC_KEYS: file('public.json', '{"sealer":{"kty":"EC"},"reviews":{"kty":"EC"}}'),
      GATEWAY_DATABASE_URL: 'postgres://gateway_app@127.0.0.1/gateway',
      REVIEWS_URL: 'http://127.0.0.1:4001',
      SOCIAL_CARE_URL: 'http://127.0.0.1:4002',
    };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('names services as the supergraph does', () => {
    expect(readConfig(whole)).toEqual({
      host: '127.0.0.1',
      port: 4000,
      supergraphSdl: supergraph,
      services: { reviews: 'http://127.0.0.1:4001', 'social-care': 'http://127.0.0.1:4002' },
      watched: { file: whole['SUPERGRAPH'], read: expect.any(Function) },
      trustedDocuments: new Map(),
      freeQueries: 'everybody',
      allowance: { rowsPerHour: 200_000, requestsPerSecond: 100 },
      drainMs: 0,
      keys: { service: { kty: 'EC', d: 'secret' }, sealer: expect.any(Function) },
      httpsOnly: false,
      introspection: 'everybody',
      issuers: [{ ...issuer, organisationClaim: 'organisation', accessTokens: 'at+jwt' }],
      database: {
        app: 'postgres://gateway_app@127.0.0.1/gateway',
        owner: 'postgres://gateway_app@127.0.0.1/gateway',
      },
    });
  });

  it.each(['GATEWAY_DATABASE_URL', 'GATEWAY_KEYS', 'IDENTITY_ISSUERS', 'REVIEWS_URL', 'SOCIAL_CARE_URL'])(
    'stops without "%s"',
    (name) => {
      const { [name]: _missing, ...rest } = whole;

      expect(() => readConfig(rest)).toThrow(`The environment variable "${name}" is missing.`);
    },
  );

  it.each([
    ['PORT', '70000', 'which is no port'],
    ['ROWS_PER_HOUR', '0', 'which is no whole number above 0'],
    ['REQUESTS_PER_SECOND', 'many', 'which is no whole number above 0'],
    ['DRAIN_MS', '-1', 'which is no number of milliseconds up to 60000'],
    ['FREE_QUERIES', 'some', 'it may be "everybody" or "nobody"'],
    ['INTROSPECTION', 'some', 'it may be "everybody", "developers" or "nobody"'],
    ['IDENTITY_ISSUERS', '/nowhere/at/all', 'cannot be read'],
    ['TRUSTED_DOCUMENTS', '/nowhere/at/all', 'cannot be read'],
    ['REVIEWS_URL', 'ftp://x', 'which is no address of a service'],
    ['SUPERGRAPH', '/nowhere/at/all', 'cannot be read'],
  ])('stops for a wrong "%s"', (name, value, words) => {
    expect(() => readConfig({ ...whole, [name]: value })).toThrow(words);
  });

  it('stops for a file of trusted documents that is none', () => {
    expect(() => readConfig({ ...whole, TRUSTED_DOCUMENTS: whole['SUPERGRAPH']! })).toThrow(
      'that "TRUSTED_DOCUMENTS" names cannot be used. It is no {"<sha256>": "<document>"}.',
    );
  });

  it('lets nobody ask freely in production, unless told to', () => {
    expect(readConfig(production()).freeQueries).toBe('nobody');
    expect(readConfig({ ...production(), FREE_QUERIES: 'everybody' }).freeQueries).toBe('everybody');
  });

  it('lets developers alone ask the graph about itself in production, unless told otherwise', () => {
    expect(readConfig(production())).toMatchObject({ introspection: 'developers', httpsOnly: true });
    expect(readConfig({ ...production(), INTROSPECTION: 'everybody' }).introspection).toBe('everybody');
  });

  it('takes the address of its database from a file', () => {
    const { GATEWAY_DATABASE_URL: address, ...rest } = whole;
    const file = join(folder, 'address');
    writeFileSync(file, `${address}\n`);

    expect(readConfig({ ...rest, GATEWAY_DATABASE_URL_FILE: file }).database.app).toBe(address);
    expect(() => readConfig({ ...whole, GATEWAY_DATABASE_URL_FILE: file })).toThrow(
      'Both GATEWAY_DATABASE_URL and GATEWAY_DATABASE_URL_FILE are set: leave one out.',
    );
  });

  it('has no default for a secret in production', () => {
    for (const name of ['GATEWAY_DATABASE_URL', 'GATEWAY_OWNER_DATABASE_URL', 'GATEWAY_KEYS', 'HUB_PUBLIC_KEYS']) {
      expect(() => readConfig({ ...production(), [name]: '' })).toThrow(
        `The environment variable "${name}" is missing.`,
      );
    }
  });

  it('asks nobody outside this machine unencrypted in production, unless told that something else sees to it', () => {
    const outside = { ...production(), REVIEWS_URL: 'http://reviews:4001' };

    expect(() => readConfig(outside)).toThrow(
      'REVIEWS_URL is "http://reviews:4001", which is not encrypted: make it https.',
    );
    expect(readConfig({ ...outside, HUB_PLAIN_HTTP: '1' }).services['reviews']).toBe('http://reviews:4001');
    expect(readConfig({ ...outside, HUB_EMBEDDED: '1' }).services['reviews']).toBe('http://reviews:4001');
  });

  it('asks nobody over https without a certificate of its own', () => {
    expect(() => readConfig({ ...whole, REVIEWS_URL: 'https://reviews:4001' })).toThrow(
      'REVIEWS_URL is "https://reviews:4001", which is asked with a certificate: set TLS_CERTIFICATE, TLS_KEY, TLS_AUTHORITY.',
    );
  });

  it('says where a file of issuers is wrong', () => {
    expect(() => readConfig({ ...whole, IDENTITY_ISSUERS: whole['GATEWAY_KEYS']! })).toThrow(
      `The file "${whole['GATEWAY_KEYS']}" that "IDENTITY_ISSUERS" names cannot be used. At "" it is wrong: `,
    );
  });

  it('does not repeat the content of a wrong key file', () => {
    expect(() => readConfig({ ...whole, GATEWAY_KEYS: whole['IDENTITY_ISSUERS']! })).toThrow(
      'The file that "GATEWAY_KEYS" names does not hold the keys the gateway needs.',
    );
  });
});
