import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JWK } from 'jose';
import { z } from 'zod';
import { serviceNamesIn } from './federation/supergraph.ts';
import type { GatewayOptions } from './server.ts';

/** What stops a start: the sentence is all that whoever starts it needs. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 4000;
const DEFAULT_SUPERGRAPH = 'schema/supergraph.graphql';
const HIGHEST_PORT = 65_535;

const privateKeys = z.object({ service: z.looseObject({ kty: z.string(), d: z.string() }) });
const publicKeys = z.object({ issuer: z.looseObject({ kty: z.string() }) });

/** Reads the environment, once. Throws ConfigError that names what is missing or wrong. */
export function readConfig(environment: Environment = process.env): GatewayOptions {
  const supergraphSdl = readText('SUPERGRAPH', environment['SUPERGRAPH'] ?? DEFAULT_SUPERGRAPH);
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port: readPort(environment['PORT']),
    supergraphSdl,
    services: Object.fromEntries(
      serviceNamesIn(supergraphSdl).map((name) => [name, readAddress(environment, addressVariable(name))]),
    ),
    keys: {
      service: readKeyFile(environment, 'GATEWAY_KEYS', privateKeys).service as JWK,
      issuer: readKeyFile(environment, 'HUB_PUBLIC_KEYS', publicKeys).issuer as JWK,
    },
    production: environment['NODE_ENV'] === 'production',
  };
}

/** The variable that holds a service's address: `SOCIAL_CARE_URL` for `social-care`. */
const addressVariable = (service: string) => `${service.toUpperCase().replaceAll('-', '_')}_URL`;

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') {
    throw new ConfigError(`The environment variable "${name}" is missing.`);
  }
  return value;
}

function readPort(value: string | undefined): number {
  const port = Number(value ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new ConfigError(`The environment variable "PORT" is "${value}", which is no port.`);
  }
  return port;
}

function readAddress(environment: Environment, name: string): string {
  const value = required(environment, name);
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new ConfigError(`The environment variable "${name}" is "${value}", which is no address of a service.`);
  }
  return value;
}

function readKeyFile<Keys>(environment: Environment, name: string, shape: z.ZodType<Keys>): Keys {
  const text = readText(name, required(environment, name));
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    // What is wrong with the file is not repeated: it may hold a private key.
    throw new ConfigError(`The file that "${name}" names does not hold the keys the gateway needs.`);
  }
}

function readText(name: string, file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch {
    throw new ConfigError(`The file "${file}" that "${name}" names cannot be read.`);
  }
}
