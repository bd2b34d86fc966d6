import { join } from 'node:path';
import type { JWK } from 'jose';
import { type KeySet, keySetOf, type PublicKeyFile } from '../../subgraphs/kit/service/public-keys.ts';
import { newKey, publicPartOf, readJson, writeWhenChanged } from './json-keys.ts';
import { type PrivateKeys, withKey } from './keys.ts';
import { StartError } from './start-error.ts';

type KeysOfOne = { readonly privateKeys: PrivateKeys; readonly publicKeys: PublicKeyFile; readonly set: KeySet };

const privateFileIn = (folder: string, name: string) => join(folder, 'private', `${name}.json`);
const publicFileIn = (folder: string) => join(folder, 'public.json');

/**
 * Gives a process a new key of its own beside the one it has: others know both from now on, and it signs with the new one
 * when it starts again. Throws StartError for a process without keys here.
 */
export async function rotateKey(folder: string, name: string): Promise<void> {
  const { privateKeys, publicKeys, set } = keysOf(folder, name);
  const service = await newKey();
  // Others must know it before anything can be signed with it.
  writeWhenChanged(publicFileIn(folder), { ...publicKeys, [name]: withKey(set, publicPartOf(service)) });
  writeWhenChanged(privateFileIn(folder, name), { ...privateKeys, service });
}

/**
 * Ends every key of a process but its newest: passes and tokens of the others are refused; what they signed before can
 * still be checked. Throws StartError when there is only one.
 */
export function retireKeys(folder: string, name: string): void {
  const { privateKeys, publicKeys, set } = keysOf(folder, name);
  const isNewest = ({ kid }: JWK) => kid === privateKeys.service.kid;
  const ending = set.keys.filter((key) => !isNewest(key));
  if (ending.length === 0) {
    throw new StartError(`"${name}" has one key, and none before it to end: give it a new one first (--rotate).`);
  }
  const left = { keys: set.keys.filter(isNewest), earlier: [...(set.earlier ?? []), ...ending] };
  writeWhenChanged(publicFileIn(folder), { ...publicKeys, [name]: left });
}

function keysOf(folder: string, name: string): KeysOfOne {
  const privateKeys = readJson<PrivateKeys>(privateFileIn(folder, name));
  if (privateKeys === null) {
    throw new StartError(`There are no keys of "${name}" in "${folder}".`);
  }
  const publicKeys = readJson<PublicKeyFile>(publicFileIn(folder)) ?? {};
  return { privateKeys, publicKeys, set: keySetOf(publicKeys[name]) };
}
