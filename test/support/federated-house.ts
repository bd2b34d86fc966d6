import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type Logger, pino } from 'pino';
import type { AllowanceLimits } from '../../gateway/allowance.ts';
import type { TimeLimits } from '../../gateway/federation/gateway-interface.ts';
import type { GatewayOptions } from '../../gateway/gateway-options.ts';
import { type RunningGateway, startGateway } from '../../gateway/server.ts';
import type { Issuer } from '../../subgraphs/kit/access/issuers.ts';
import type { AccessLog } from '../../subgraphs/kit/access-log/access-log.ts';
import { logInMemory } from './log-in-memory.ts';
import { type SubgraphDefinition, sdlOf, startTinySubgraph, type TinySubgraph } from './tiny-subgraph.ts';

/** A GraphQL answer as a caller gets it. */
export type Answer = {
  readonly httpStatus: number;
  readonly text: string;
  readonly headers: Headers;
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
};

export type AskOptions = {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Tiny subgraphs with a real gateway before them. One of them is `reviews`, which also knows memberships. */
export type FederatedHouse = {
  readonly gateway: RunningGateway;
  readonly supergraphSdl: string;
  readonly subgraphs: Readonly<Record<string, TinySubgraph>>;
  /** The public half of the key that signs passes and service tokens. */
  readonly servicePublicKey: CryptoKey;
  readonly token: (claims?: Readonly<Record<string, unknown>>, typ?: string) => Promise<string>;
  readonly ask: (query: string, options?: AskOptions) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

export type HouseOptions = {
  /** Puts something between the gateway and a subgraph: gives the address the gateway is told. */
  readonly between?: Readonly<Record<string, (url: string) => Promise<string>>>;
  readonly memberships?: () => unknown;
  readonly logger?: Logger;
  readonly limits?: TimeLimits;
  /** In memory, unless given. */
  readonly accessLog?: AccessLog;
} & Partial<
  Pick<
    GatewayOptions,
    'trustedDocuments' | 'freeQueries' | 'allowance' | 'drainMs' | 'metricsPort' | 'issuers' | 'introspection'
  >
>;

/** Tests ask as fast as they can, many of them as one person. */
export const unlimited: AllowanceLimits = { rowsPerHour: 1_000_000_000, requestsPerSecond: 1_000_000 };

const cleared = () => ({
  organisation: null,
  administers: [],
  reviews: [{ review: 'r1', reference: 'R-1', roles: ['CHAIR'] }],
});

/** Composes the subgraphs and starts them and a gateway, each on a free port. */
export async function startFederatedHouse(
  definitions: readonly SubgraphDefinition[],
  { between = {}, memberships = cleared, accessLog = logInMemory(), ...options }: HouseOptions = {},
): Promise<FederatedHouse> {
  const supergraphSdl = compose(definitions);
  const started = await Promise.all(
    definitions.map((definition) =>
      startTinySubgraph(definition, (url) => (url.startsWith('/memberships') ? memberships() : { status: 'alive' })),
    ),
  );
  const addresses = started.map(async ({ name, url }) => [name, (await between[name]?.(url)) ?? url]);
  const [service, issuer] = [await keyPair(), await keyPair()];
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl,
    services: Object.fromEntries(await Promise.all(addresses)),
    keys: { service: await exportJWK(service.privateKey) },
    issuers: [testIssuer(await exportJWK(issuer.publicKey))],
    introspection: 'everybody',
    freeQueries: 'everybody',
    accessLog,
    allowance: unlimited,
    logger: pino({ level: 'silent' }),
    ...options,
  });
  const token: FederatedHouse['token'] = (claims = {}, typ = 'at+jwt') =>
    new SignJWT({ sub: 'ada', iss: TEST_ISSUER, aud: 'hub', exp: now() + 60, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ, kid: 'test' })
      .sign(issuer.privateKey);
  return {
    gateway,
    supergraphSdl,
    subgraphs: Object.fromEntries(started.map((subgraph) => [subgraph.name, subgraph])),
    servicePublicKey: service.publicKey,
    token,
    ask: async (query, { variables = {}, headers = {} } = {}) =>
      postTo(gateway.url, { query, variables }, { authorization: `Bearer ${await token()}`, ...headers }),
    close: async () => {
      await gateway.close();
      await Promise.all(started.map((subgraph) => subgraph.close()));
    },
  };
}

/** Posts a body to a gateway's graph. */
export async function postTo(
  gatewayUrl: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { ...JSON.parse(text), httpStatus: response.status, text, headers: response.headers };
}

export const now = () => Math.floor(Date.now() / 1_000);

export const TEST_ISSUER = 'https://sign-in.example/tests';

/** The one issuer of a test, whose public key the gateway holds under the name `test`. */
export const testIssuer = (publicKey: JWK): Issuer => ({
  issuer: TEST_ISSUER,
  keys: [{ ...publicKey, kty: 'EC', kid: 'test' }],
  audience: 'hub',
  algorithms: ['ES256'],
  organisations: 'any',
  organisationClaim: 'organisation',
  accessTokens: 'at+jwt',
});

const keyPair = () => generateKeyPair('ES256', { extractable: true });

function compose(definitions: readonly SubgraphDefinition[]): string {
  const composed = composeServices(
    definitions.map((definition) => ({
      name: definition.name,
      url: `http://${definition.name}.invalid/graphql`,
      typeDefs: parse(sdlOf(definition)),
    })),
  );
  if (composed.supergraphSdl === undefined) {
    throw new Error(composed.errors?.map(({ message }) => message).join('\n'));
  }
  return composed.supergraphSdl;
}
