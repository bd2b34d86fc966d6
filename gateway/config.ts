import { resolve } from 'node:path';
import type { JWK } from 'jose';
import { z } from 'zod';
import { type Issuer, IssuersError, readIssuersFile } from '../subgraphs/kit/access/issuers.ts';
import { checkedDatabase } from '../subgraphs/kit/service/database-address.ts';
import { readPublicKeys, type VerifyingKey } from '../subgraphs/kit/service/public-keys.ts';
import { readTls } from '../subgraphs/kit/service/tls.ts';
import { checkWays, tlsFilesIn } from '../subgraphs/kit/service/tls-files.ts';
import type { GatewayDatabase } from './access-log/open-log.ts';
import { usualAllowance } from './allowance.ts';
import {
  asConfigError,
  ConfigError,
  type Environment,
  readAddress,
  readCount,
  readKeyFile,
  readPort,
  readText,
  required,
  requiredSecret,
  secretOf,
} from './environment.ts';
import { serviceNamesIn } from './federation/supergraph.ts';
import type { GatewayOptions, Introspection } from './gateway-options.ts';
import type { GraphSource } from './served-graph.ts';
import { type FreeQueries, readTrustedDocuments, type TrustedDocuments } from './trusted-documents.ts';

/** What the environment says of a gateway: all but what must be opened first. */
export type GatewayConfig = Omit<GatewayOptions, 'accessLog'> & { readonly database: GatewayDatabase };

const DEFAULT_PORT = 4000;
const DEFAULT_SUPERGRAPH = 'schema/supergraph.graphql';
const LONGEST_DRAIN_MS = 60_000;

const publicKeys = z.object({ sealer: z.looseObject({}) });
const privateKeys = z.object({ service: z.looseObject({ kty: z.string(), d: z.string() }) });

/**
 * Reads the environment, once. Throws ConfigError that names what is missing or wrong. The file "SUPERGRAPH" names is
 * watched: a new one is served without a restart, from services whose addresses are in the environment already.
 */
export function readConfig(environment: Environment = process.env): GatewayConfig {
  const production = environment['NODE_ENV'] === 'production';
  const file = resolve(environment['SUPERGRAPH'] ?? DEFAULT_SUPERGRAPH);
  const read = () => readGraph(file, environment);
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port: readPort('PORT', environment['PORT'] ?? String(DEFAULT_PORT)),
    ...readMetricsPort(environment['METRICS_PORT']),
    ...read(),
    watched: { file, read },
    trustedDocuments: readDocuments(environment['TRUSTED_DOCUMENTS']),
    freeQueries: readFreeQueries(environment['FREE_QUERIES'], production),
    allowance: {
      rowsPerHour: readCount(environment, 'ROWS_PER_HOUR', usualAllowance.rowsPerHour),
      requestsPerSecond: readCount(environment, 'REQUESTS_PER_SECOND', usualAllowance.requestsPerSecond),
    },
    drainMs: readDrain(environment['DRAIN_MS']),
    httpsOnly: production,
    introspection: readIntrospection(environment['INTROSPECTION'], production),
    keys: {
      service: readKeyFile(environment, 'GATEWAY_KEYS', privateKeys).service as JWK,
      sealer: readSealerKey(environment),
    },
    issuers: readIssuers(environment),
    database: readDatabase(environment, production),
    ...readCertificate(environment),
  };
}

/** The gateway's own database; outside service one role does for both where no other is given. */
function readDatabase(environment: Environment, production: boolean): GatewayDatabase {
  const app = requiredSecret(environment, 'GATEWAY_DATABASE_URL');
  const owner = 'GATEWAY_OWNER_DATABASE_URL';
  const ownerUrl = (production ? requiredSecret(environment, owner) : secretOf(environment, owner)) ?? app;
  return asConfigError(() => ({
    app: checkedDatabase(environment, 'GATEWAY_DATABASE_URL', app),
    owner: checkedDatabase(environment, owner, ownerUrl),
  }));
}

/** `TLS_CERTIFICATE`, `TLS_KEY`, `TLS_AUTHORITY`: what the gateway proves itself with to the services. */
const readCertificate = (environment: Environment) =>
  asConfigError(() => {
    const tls = readTls(tlsFilesIn(environment), 'gateway');
    return tls === null ? {} : { tls };
  });

function readGraph(file: string, environment: Environment): GraphSource {
  const supergraphSdl = readText('SUPERGRAPH', file);
  const names = serviceNamesIn(supergraphSdl);
  const services = Object.fromEntries(names.map((name) => [name, readAddress(environment, addressVariable(name))]));
  const asks = Object.fromEntries(names.map((name) => [addressVariable(name), services[name] as string]));
  asConfigError(() => checkWays(environment, tlsFilesIn(environment), { listensOn: null, asks }));
  return { supergraphSdl, services };
}

/** `TRUSTED_DOCUMENTS` names a file of documents by their SHA-256; without it there are none. */
function readDocuments(file: string | undefined): TrustedDocuments {
  if (file === undefined || file === '') {
    return new Map();
  }
  const text = readText('TRUSTED_DOCUMENTS', file);
  try {
    return readTrustedDocuments(text);
  } catch (error) {
    const reason =
      error instanceof z.ZodError || error instanceof SyntaxError
        ? 'It is no {"<sha256>": "<document>"}.'
        : (error as Error).message;
    throw new ConfigError(`The file "${file}" that "TRUSTED_DOCUMENTS" names cannot be used. ${reason}`);
  }
}

/** `FREE_QUERIES` says who may ask what is in no trusted document: `everybody`, or in production `nobody` unless stated. */
function readFreeQueries(value: string | undefined, production: boolean): FreeQueries {
  const said = value ?? (production ? 'nobody' : 'everybody');
  if (said !== 'everybody' && said !== 'nobody') {
    throw new ConfigError(`The environment variable "FREE_QUERIES" is "${said}"; it may be "everybody" or "nobody".`);
  }
  return said;
}

/** `INTROSPECTION` says who may ask the graph about itself: `everybody`, or in production `developers` unless stated. */
function readIntrospection(value: string | undefined, production: boolean): Introspection {
  const said = value ?? (production ? 'developers' : 'everybody');
  if (said !== 'everybody' && said !== 'developers' && said !== 'nobody') {
    throw new ConfigError(
      `The environment variable "INTROSPECTION" is "${said}"; it may be "everybody", "developers" or "nobody".`,
    );
  }
  return said;
}

/** `IDENTITY_ISSUERS` names the file of those whose access tokens are taken. */
function readIssuers(environment: Environment): readonly Issuer[] {
  const file = required(environment, 'IDENTITY_ISSUERS');
  try {
    return readIssuersFile(resolve(file), { embedded: environment['HUB_EMBEDDED'] === '1' });
  } catch (error) {
    throw error instanceof IssuersError ? new ConfigError(error.message) : error;
  }
}

/** `DRAIN_MS`: how long requests are still taken after SIGTERM, so that a load balancer sees that we are not ready. */
function readDrain(value: string | undefined): number {
  const drainMs = Number(value ?? 0);
  if (!Number.isInteger(drainMs) || drainMs < 0 || drainMs > LONGEST_DRAIN_MS) {
    throw new ConfigError(
      `The environment variable "DRAIN_MS" is "${value}", which is no number of milliseconds up to 60000.`,
    );
  }
  return drainMs;
}

/** The variable that holds a service's address: `SOCIAL_CARE_URL` for `social-care`. */
const addressVariable = (service: string) => `${service.toUpperCase().replaceAll('-', '_')}_URL`;

/** `METRICS_PORT`: without it, nothing is measured. */
const readMetricsPort = (value: string | undefined) =>
  value === undefined || value === '' ? {} : { metricsPort: readPort('METRICS_PORT', value) };

/** `HUB_PUBLIC_KEYS`: of all keys there the gateway needs the sealer's. */
function readSealerKey(environment: Environment): VerifyingKey {
  readKeyFile(environment, 'HUB_PUBLIC_KEYS', publicKeys);
  return readPublicKeys(resolve(required(environment, 'HUB_PUBLIC_KEYS'))).current('sealer');
}
