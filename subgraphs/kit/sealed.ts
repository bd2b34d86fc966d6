import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts text with a key of 32 bytes (AES-256-GCM): nobody without it can read or change it. */
export const seal = (key: Buffer, text: string): Buffer => sealWith(key, randomBytes(NONCE_BYTES), text);

/** Bytes of a nonce that say which text of its list it is for: up to 65,536. */
const INDEX_BYTES = 2;

/** The same for a list, where the same list always gives the same bytes: the nonces are made from all of its texts. */
export function sealAlike(key: Buffer, texts: readonly string[]): readonly Buffer[] {
  const ofList = createHmac('sha256', key).update(JSON.stringify(texts)).digest().subarray(0, NONCE_BYTES);
  return texts.map((text, index) => {
    const nonce = Buffer.from(ofList);
    nonce.writeUInt16BE(index, NONCE_BYTES - INDEX_BYTES);
    return sealWith(key, nonce, text);
  });
}

function sealWith(key: Buffer, nonce: Buffer, text: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Decrypts what `seal` made with this key. Throws for anything else. */
export function unseal(key: Buffer, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
