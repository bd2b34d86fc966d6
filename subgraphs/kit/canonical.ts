import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';

/** JSON in the one form that is hashed and signed (RFC 8785). Throws for what JSON cannot hold. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) {
    throw new TypeError('This value has no canonical JSON.');
  }
  return text;
}

/** SHA-256 in lower-case hexadecimal. */
export const sha256 = (...parts: readonly (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest('hex');
};

/** 16 random bytes: kept with the content and erased with it, so that the hash left behind tells nothing. */
export const freshSalt = () => randomBytes(16);

export const contentHash = (salt: Buffer, content: string) => sha256(salt, content);
