import { readFileSync } from 'node:fs';
import { type CryptoKey, createLocalJWKSet, type FlattenedJWSInput, type JWK, type JWSHeaderParameters } from 'jose';
import { readWhenChanged } from './when-changed.ts';

/** Gives the key that a signed text names (`kid`). Throws when there is none of that name. */
export type KeyFinder = (header?: JWSHeaderParameters, signed?: FlattenedJWSInput) => Promise<CryptoKey>;

/** A key to verify with, or what finds it. */
export type VerifyingKey = CryptoKey | KeyFinder;

/** Public keys of all services, the gateway and the sealer, by name; of each there may be several at once. */
export type PublicKeys = {
  readonly has: (name: string) => boolean;
  /** For what is said now: passes and the tokens of services. */
  readonly current: (name: string) => KeyFinder;
  /** For what was signed once and is kept, such as receipts and seals: the keys that were retired since as well. */
  readonly everUsed: (name: string) => KeyFinder;
  /** The names (`kid`) of all keys that a name has ever used, the oldest first. */
  readonly kids: (name: string) => readonly string[];
};

/** The keys of one name: those in use, and those that only prove what they signed while they were. */
export type KeySet = { readonly keys: readonly JWK[]; readonly earlier?: readonly JWK[] };

/** What a file of public keys holds of each name; one key alone where a hub has never changed it. */
export type PublicKeyFile = Readonly<Record<string, KeySet | JWK>>;

/** The keys of a name in a file of public keys. */
export const keySetOf = (entry: KeySet | JWK | undefined): KeySet =>
  entry === undefined ? { keys: [] } : isKeySet(entry) ? entry : { keys: [entry] };

const isKeySet = (entry: KeySet | JWK): entry is KeySet => 'keys' in entry;

type Found = { readonly current: KeyFinder; readonly everUsed: KeyFinder; readonly kids: readonly string[] };

/**
 * Reads a file of public keys, and reads it again whenever it has changed: keys come and go without a restart. Throws
 * when it cannot be read at first; later the last good one stays.
 */
export function readPublicKeys(path: string): PublicKeys {
  const newest = readWhenChanged(path, () => keysIn(path));
  const finder =
    (name: string, use: 'current' | 'everUsed'): KeyFinder =>
    async (header, signed) => {
      const found = newest().get(name);
      if (found === undefined) {
        throw new Error(`There is no public key of "${name}".`);
      }
      return found[use](header, signed);
    };
  return {
    has: (name) => newest().has(name),
    current: (name) => finder(name, 'current'),
    everUsed: (name) => finder(name, 'everUsed'),
    kids: (name) => newest().get(name)?.kids ?? [],
  };
}

function keysIn(path: string): ReadonlyMap<string, Found> {
  const entries = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as PublicKeyFile);
  return new Map(
    entries.map(([name, entry]) => {
      const { keys, earlier = [] } = keySetOf(entry);
      const current = createLocalJWKSet({ keys: [...keys] });
      const all = [...earlier, ...keys];
      return [
        name,
        { current, everUsed: createLocalJWKSet({ keys: all }), kids: all.map(({ kid = '' }) => kid) },
      ] as const;
    }),
  );
}
