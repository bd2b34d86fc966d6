import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { secretIn } from '../subgraphs/kit/service/secret.ts';

/** What stops a start: the sentence is all that whoever starts it needs. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

const HIGHEST_PORT = 65_535;

/** What must be there. Throws ConfigError with its name. */
export function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') {
    throw new ConfigError(`The environment variable "${name}" is missing.`);
  }
  return value;
}

/** A secret, or the file that it is in; undefined where neither is given. */
export const secretOf = (environment: Environment, name: string) => asConfigError(() => secretIn(environment, name));

/** The same of a secret, which may be in a file. */
export function requiredSecret(environment: Environment, name: string): string {
  return secretOf(environment, name) ?? required(environment, name);
}

/** What the kit says of the environment is all that whoever starts the gateway needs. */
export function asConfigError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
}

/** A whole number above 0. */
export function readCount(environment: Environment, name: string, usual: number): number {
  const value = environment[name] ?? '';
  const count = value === '' ? usual : Number(value);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new ConfigError(`The environment variable "${name}" is "${value}", which is no whole number above 0.`);
  }
  return count;
}

/** A port, 0 for any free one. */
export function readPort(name: string, value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new ConfigError(`The environment variable "${name}" is "${value}", which is no port.`);
  }
  return port;
}

/** The address of a service. */
export function readAddress(environment: Environment, name: string): string {
  const value = required(environment, name);
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new ConfigError(`The environment variable "${name}" is "${value}", which is no address of a service.`);
  }
  return value;
}

/** A file of keys. What is in it is repeated nowhere. */
export function readKeyFile<Keys>(environment: Environment, name: string, shape: z.ZodType<Keys>): Keys {
  const text = readText(name, required(environment, name));
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    // What is wrong with the file is not repeated: it may hold a private key.
    throw new ConfigError(`The file that "${name}" names does not hold the keys the gateway needs.`);
  }
}

/** The text of the file that a variable names. */
export function readText(name: string, file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch {
    throw new ConfigError(`The file "${file}" that "${name}" names cannot be read.`);
  }
}
