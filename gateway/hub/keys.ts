import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { type KeySet, keySetOf, type PublicKeyFile } from '../../subgraphs/kit/service/public-keys.ts';
import { makeFolder } from './files.ts';
import { newKey, publicPartOf, readJson, writeWhenChanged } from './json-keys.ts';
import { StartError } from './start-error.ts';

/** Ids of the organisations that sign for themselves, by the service that holds their records. */
export type OrganisationsByService = Readonly<Record<string, readonly string[]>>;

/** What a service keeps to itself. Secrets are 32 random bytes each, in base64; only `reviews` has the last two. */
export type PrivateKeys = {
  readonly service: JWK;
  readonly organisations: Readonly<Record<string, JWK>>;
  readonly requestKey: string;
  readonly identityKey?: string;
  readonly cursorKey?: string;
};

/** The process that seals access logs; its key is nobody else's. */
export const SEALER = 'sealer';

export type Keys = {
  readonly folder: string;
  /** Path of the public keys: those of each service, the gateway's and the sealer's. */
  readonly publicFile: string;
  privateFile(service: string): string;
  /** The key with which others check an organisation's signature. Throws StartError when it has none. */
  publicKeyOf(service: string, organisation: string): JWK;
};

/**
 * Makes the keys (ES256) that are missing in a folder, and never replaces one: what was signed stays checkable.
 * Private keys are in `private/`, 0600; public ones in `public.json`.
 */
export async function prepareKeys(
  folder: string,
  services: readonly string[],
  organisationsByService: OrganisationsByService,
): Promise<Keys> {
  const privateFile = (service: string) => join(folder, 'private', `${service}.json`);
  const publicFile = join(folder, 'public.json');
  makeFolder(join(folder, 'private'), 0o700);
  const publicKeys: Record<string, KeySet> = {};
  const known = readJson<PublicKeyFile>(publicFile) ?? {};
  for (const service of new Set([...services, 'gateway', SEALER])) {
    const keys = await completed(service, readKeys(privateFile(service)), organisationsByService[service] ?? []);
    writeWhenChanged(privateFile(service), keys);
    publicKeys[service] = withKey(keySetOf(known[service]), publicPartOf(keys.service));
  }
  writeWhenChanged(publicFile, { ...known, ...publicKeys });
  return {
    folder,
    publicFile,
    privateFile,
    publicKeyOf: (service, organisation) => organisationKey(privateFile(service), organisation),
  };
}

/** A set of keys with one that it may have already. */
export const withKey = ({ keys, ...more }: KeySet, added: JWK): KeySet => ({
  keys: keys.some(({ kid }) => kid === added.kid) ? keys : [...keys, added],
  ...more,
});

async function completed(
  service: string,
  before: Partial<PrivateKeys>,
  organisations: readonly string[],
): Promise<PrivateKeys> {
  const keys: Record<string, JWK> = { ...before.organisations };
  for (const organisation of organisations) {
    keys[organisation] ??= await newKey();
  }
  const own = {
    ...before,
    service: before.service ?? (await newKey()),
    requestKey: before.requestKey ?? secret(),
    organisations: keys,
  };
  return service === 'reviews'
    ? { ...own, identityKey: own.identityKey ?? secret(), cursorKey: own.cursorKey ?? secret() }
    : own;
}

const secret = () => randomBytes(32).toString('base64');

function organisationKey(file: string, organisation: string): JWK {
  const key = readKeys(file).organisations?.[organisation];
  if (key === undefined) {
    throw new StartError(`The organisation "${organisation}" has no key in "${file}".`);
  }
  return publicPartOf(key);
}

const readKeys = (file: string) => readJson<Partial<PrivateKeys>>(file) ?? {};
