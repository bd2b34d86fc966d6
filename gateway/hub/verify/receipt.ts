import { join } from 'node:path';
import { decodeProtectedHeader, type JWK } from 'jose';
import { z } from 'zod';
import type { DeliveryAnswer } from '../../../subgraphs/kit/publishing/manifest.ts';
import { keyOf, verifiedBytes } from '../../../subgraphs/kit/service/keys.ts';
import { type KeySet, keySetOf, type PublicKeyFile } from '../../../subgraphs/kit/service/public-keys.ts';
import { readConfiguration } from '../configuration.ts';
import { readJson } from '../json-keys.ts';
import { SEALER } from '../keys.ts';
import { keysFolderOf } from '../keys-folder.ts';
import { refusalInWords } from '../refusal-in-words.ts';
import { StartError } from '../start-error.ts';

/** Public keys of a hub by the name of who signs: those in use, and those that were and still prove what they signed. */
export type HubKeys = Readonly<Record<string, readonly JWK[]>>;

/** Where the public keys of the hub are whose keys are in the data folder or HUB_KEYS. */
export const publicKeysFile = () => join(keysFolderOf(readConfiguration([])), 'public.json');

const jwk = z.looseObject({ kty: z.string() });
const publicKeyFile = z.record(
  z.string(),
  z.union([z.looseObject({ keys: z.array(jwk), earlier: z.array(jwk).optional() }), jwk]),
);

/** Reads a file of public keys. Throws StartError when it is not there, or holds something else. */
export function readHubKeys(file: string): HubKeys {
  const content = readJson<PublicKeyFile>(file);
  if (content === null) {
    throw new StartError(`There is no file of public keys "${file}". Say where it is with --keys.`);
  }
  const { data: keys, success } = publicKeyFile.safeParse(content);
  if (!success) {
    throw new StartError(`The file "${file}" holds no public keys of a hub: it wants the hub's public.json.`);
  }
  return Object.fromEntries(
    Object.entries(keys).map(([name, entry]) => {
      const { keys: inUse, earlier = [] } = keySetOf(entry as KeySet | JWK);
      return [name, [...inUse, ...earlier]];
    }),
  );
}

/** What an agency's service says it did, under the caller's key. */
type Done = {
  readonly act: string;
  readonly at: string;
  readonly key: string;
  readonly review: string;
  readonly organisation: string;
  readonly number?: number;
  readonly hash?: string;
  readonly draftVersion?: number;
  readonly entries?: readonly { readonly outcome: string }[] | number;
};

/** Each kind of receipt: who may have signed it, and how it reads. */
const kinds: Readonly<
  Record<
    string,
    { readonly signedBy: (name: string) => boolean; readonly inWords: (bytes: string, by: string) => string }
  >
> = {
  receipt: {
    signedBy: (name) => !['reviews', 'gateway', SEALER].includes(name),
    inWords: (bytes, by) => doneInWords(JSON.parse(bytes) as Done, by),
  },
  'delivery-answer': {
    signedBy: (name) => name === 'reviews',
    inWords: (bytes) => answerInWords(JSON.parse(bytes) as DeliveryAnswer),
  },
};

/** Says what a signed receipt is for. Throws StartError with the reason when it does not hold. */
export async function receiptInWords(signed: string, keys: HubKeys): Promise<string> {
  const { kid, typ = '' } = headerOf(signed);
  const kind = kinds[typ];
  if (kind === undefined) {
    throw new StartError(`This is signed as "${typ}", and no receipt.`);
  }
  const [by, ofSigner = []] = Object.entries(keys).find(([, each]) => each.some((jwk) => jwk.kid === kid)) ?? [];
  const key = ofSigner.find((jwk) => jwk.kid === kid);
  if (by === undefined || key === undefined) {
    throw new StartError(`It is signed with the key "${kid}", which is none of this hub's.`);
  }
  if (!kind.signedBy(by)) {
    throw new StartError(`It is signed by "${by}", whose receipts these are not.`);
  }
  const bytes = await verifiedBytes(signed, await keyOf(key), typ).catch(() => null);
  if (bytes === null) {
    throw new StartError(`The signature of "${by}" does not hold: it is not what was signed.`);
  }
  return kind.inWords(bytes, by);
}

function headerOf(signed: string) {
  try {
    return decodeProtectedHeader(signed);
  } catch {
    throw new StartError('This is no receipt: a receipt is a compact JWS, three parts with dots between them.');
  }
}

function doneInWords({ act, at, key, review, organisation, ...done }: Done, by: string): string {
  const facts = [
    done.number === undefined ? null : `publication ${done.number}`,
    done.hash === undefined ? null : `manifest ${done.hash}`,
    done.draftVersion === undefined ? null : `the draft is then at version ${done.draftVersion}`,
    Array.isArray(done.entries) ? outcomesInWords(done.entries) : null,
  ].filter((fact) => fact !== null);
  return [
    `It holds. Signed by ${by}: "${act}" was carried out at ${at} under the key "${key}".`,
    `Review ${review}, organisation ${organisation}${facts.map((fact) => `; ${fact}`).join('')}.`,
  ].join('\n');
}

function outcomesInWords(entries: readonly { readonly outcome: string }[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of entries) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].map(([outcome, count]) => `${count} ${outcome.toLowerCase()}`).join(', ');
}

function answerInWords({ review, organisation, number, hash, outcome, version, refusal, at }: DeliveryAnswer): string {
  const became =
    outcome === 'ACCEPTED' ? `was accepted as version ${version}` : `was refused: ${refusalInWords(refusal)}`;
  return [
    `It holds. Signed by reviews: publication ${number} ${became.replace(/\.$/, '')}, at ${at}.`,
    `Review ${review}, organisation ${organisation}; manifest ${hash}.`,
  ].join('\n');
}
