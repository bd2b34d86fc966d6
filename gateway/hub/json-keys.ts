import { existsSync, readFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { writePrivate } from './files.ts';
import { StartError } from './start-error.ts';

/** Makes a key (ES256) to sign with, named after itself. */
export async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg: 'ES256', use: 'sig' };
}

export function publicPartOf({ d: _secret, ...publicPart }: JWK): JWK {
  return publicPart;
}

/** Reads a file of keys, null when it is not there. Throws StartError when it is not JSON. */
export function readJson<T extends object>(file: string): T | null {
  if (!existsSync(file)) {
    return null;
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    throw new StartError(`The key file "${file}" is not JSON: restore it from a backup.`);
  }
}

/** Writes a file for its owner alone, unless it holds this already. */
export function writeWhenChanged(file: string, content: object): void {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    writePrivate(file, text);
  }
}
