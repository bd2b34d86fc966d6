import { canonical, sha256 } from '../canonical.ts';
import { ownBytes, type SigningKey, signBytes, verifiedBytes } from '../service/keys.ts';
import type { VerifyingKey } from '../service/public-keys.ts';
import { type LogLeaves, ROW_FORM } from './log-rows.ts';
import { rootOf } from './merkle.ts';

/** What a seal states of the rows it covers, and of the seal before it. */
export type Seal = {
  /** Name of the service whose log it is. */
  readonly chain: string;
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  /** Numbers of rows, both included. Not all of them exist: a number that was drawn and not used leaves a gap. */
  readonly from: number;
  readonly to: number;
  readonly size: number;
  readonly root: string;
  /** SHA-256 of the seal before, null for the first. */
  readonly previous: string | null;
  readonly at: string;
  readonly form: number;
};

/** A seal as its database has it. The leaves tell which row was changed; the root tells whether the leaves were. */
export type StoredSeal = { readonly number: number; readonly leaves: Buffer; readonly signed: string };

const HASH_BYTES = 32;

/** Hash of a seal, by which the next one and the other logs hold it. */
export const sealHash = (signed: string): string => sha256(ownBytes(signed));

/** What a seal says, whoever signed it. */
export const statedSeal = (signed: string): Seal => JSON.parse(ownBytes(signed)) as Seal;

/** What seals are checked with: the sealer's keys, and their names (`kid`), the oldest first. */
export type SealerKeys = { readonly key: VerifyingKey; readonly kids: readonly string[] };

/** What a seal says, when it was signed with this key. Throws otherwise. */
export const verifiedSeal = async (signed: string, key: VerifyingKey): Promise<Seal> =>
  JSON.parse(await verifiedBytes(signed, key, 'access-seal')) as Seal;

/** Seals the rows with these leaves after the last seal. Throws for no rows. */
export async function newSeal(
  key: SigningKey,
  chain: string,
  last: string | null,
  { to, leaves }: LogLeaves,
  at: Date,
): Promise<StoredSeal & { readonly size: number }> {
  const before = last === null ? null : statedSeal(last);
  const each = leavesOf({ leaves });
  const seal: Seal = {
    chain,
    number: (before?.number ?? 0) + 1,
    from: (before?.to ?? 0) + 1,
    to,
    size: each.length,
    root: rootOf(each).toString('hex'),
    previous: last === null ? null : sealHash(last),
    at: at.toISOString(),
    form: ROW_FORM,
  };
  const signed = await signBytes(key, 'access-seal', canonical(seal));
  return { number: seal.number, size: seal.size, leaves, signed };
}

/** The hashes of rows that a seal keeps. */
export const leavesOf = ({ leaves }: Pick<StoredSeal, 'leaves'>): readonly Buffer[] =>
  Array.from({ length: Math.floor(leaves.length / HASH_BYTES) }, (_, index) =>
    leaves.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
