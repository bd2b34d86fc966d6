import { generateKeyPair } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { chainFault, rowFault } from '../../../subgraphs/kit/access-log/faults.ts';
import type { LogRow } from '../../../subgraphs/kit/access-log/log-rows.ts';
import { leafHash, pathOf, rootFrom, rootOf } from '../../../subgraphs/kit/access-log/merkle.ts';
import { newSeal, type StoredSeal, statedSeal, verifiedSeal } from '../../../subgraphs/kit/access-log/seal.ts';
import { canonical } from '../../../subgraphs/kit/canonical.ts';
import { signBytes } from '../../../subgraphs/kit/service/keys.ts';

const ROWS = 1_000;
const ROWS_A_SEAL = 37;
const keyOf = async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { signing: { key: privateKey, alg: 'ES256', kid: 'sealer' }, publicKey };
};

/** Numbers leave gaps, as those that were drawn and not used do. */
const all: readonly LogRow[] = Array.from({ length: ROWS }, (_, index) => ({
  number: index * 2 + 1,
  bytes: Buffer.from(`(${index * 2 + 1},person-${index % 7})`),
}));

const leavesOver = (rows: readonly LogRow[]) => ({
  to: rows.at(-1)!.number,
  leaves: Buffer.concat(rows.map(({ bytes }) => leafHash(bytes))),
});

describe('a log of 1,000 rows', () => {
  let keys: Awaited<ReturnType<typeof keyOf>>;
  let seals: readonly StoredSeal[];

  beforeAll(async () => {
    keys = await keyOf();
    const made: StoredSeal[] = [];
    for (let first = 0; first < ROWS; first += ROWS_A_SEAL) {
      const rows = all.slice(first, first + ROWS_A_SEAL);
      const at = new Date(Date.UTC(2026, 0, 1, 0, 0, made.length));
      made.push(await newSeal(keys.signing, 'health', made.at(-1)?.signed ?? null, leavesOver(rows), at));
    }
    seals = made;
  });

  const sealOver = (index: number) => seals[Math.floor(index / ROWS_A_SEAL)]!;
  /** What is found when these rows are in the place of those that the seal over a row covers. */
  const found = (index: number, change: (rows: readonly LogRow[]) => readonly LogRow[]) => {
    const { from, to } = statedSeal(sealOver(index).signed);
    const rows = change(all).filter(({ number }) => (from === 1 || number >= from) && number <= to);
    return rowFault(sealOver(index), rows)?.row;
  };
  const everyRow = all.map((_, index) => index);
  const missed = (find: (index: number) => unknown, expected: (index: number) => unknown) =>
    everyRow.filter((index) => find(index) !== expected(index));

  it('is whole as it was sealed', () => {
    expect(seals.map((seal, index) => chainFault('health', seals[index - 1]?.signed ?? null, seal))).toEqual(
      seals.map(() => null),
    );
    expect(
      missed(
        (index) => found(index, (rows) => rows),
        () => undefined,
      ),
    ).toEqual([]);
  });

  it('shows each row that was changed, by its number', () => {
    const changed = (index: number) =>
      found(index, (rows) =>
        rows.with(index, { ...all[index]!, bytes: Buffer.concat([all[index]!.bytes, Buffer.of(0)]) }),
      );
    expect(missed(changed, (index) => all[index]!.number)).toEqual([]);
  });

  it('shows each row that was removed, by the row after it', () => {
    const removed = (index: number) => found(index, (rows) => rows.toSpliced(index, 1));
    const isLastOfItsSeal = (index: number) => (index + 1) % ROWS_A_SEAL === 0 || index === ROWS - 1;
    expect(missed(removed, (index) => (isLastOfItsSeal(index) ? null : all[index + 1]!.number))).toEqual([]);
  });

  it('shows each row that was added, by its number', () => {
    const number = (index: number) => all[index]!.number - 1;
    const added = (index: number) =>
      found(index, (rows) =>
        rows.toSpliced(index, 0, { number: number(index), bytes: Buffer.from(`(${number(index)},added)`) }),
      );
    expect(missed(added, number)).toEqual([]);
  });

  it('shows each two rows that changed places', () => {
    const swapped = (index: number) => {
      const other = index % ROWS_A_SEAL === 0 ? index + 1 : index - 1;
      const [one, two] = [all[index]!, all[other] ?? all[index - 1]!];
      const at = all.indexOf(two);
      const saying = (row: LogRow, { bytes }: LogRow) => ({ ...row, bytes });
      return found(index, (rows) => rows.with(index, saying(one, two)).with(at, saying(two, one)));
    };
    expect(everyRow.filter((index) => swapped(index) === undefined)).toEqual([]);
  });

  it('shows each seal that was removed, edited, or made by somebody else', async () => {
    const other = await keyOf();
    for (const [index, seal] of seals.entries()) {
      const previous = seals[index - 1]?.signed ?? null;
      const next = seals[index + 1];
      expect(next === undefined || chainFault('health', previous, next)?.sentence).toBe(
        next === undefined || `The seal ${seal.number} is missing: seal ${next.number} is in its place.`,
      );
      const leaves = Buffer.from(seal.leaves);
      leaves[5]! ^= 1;
      expect(chainFault('health', previous, { ...seal, leaves })?.sentence).toBe(
        `The hashes kept with the seal ${seal.number} are not those it was made over.`,
      );
      const stated = statedSeal(seal.signed);
      for (const edited of [
        { ...stated, to: stated.to + 2 },
        { ...stated, size: stated.size + 1 },
        { ...stated, at: 'never' },
      ]) {
        const forged = await signBytes(other.signing, 'access-seal', canonical(edited));
        await expect(verifiedSeal(forged, keys.publicKey)).rejects.toThrow('signature verification failed');
        const [head, , signature] = seal.signed.split('.');
        const resigned = `${head}.${Buffer.from(canonical(edited)).toString('base64url')}.${signature}`;
        await expect(verifiedSeal(resigned, keys.publicKey)).rejects.toThrow('signature verification failed');
      }
    }
  });

  it('does not take a seal over rows in another form', async () => {
    const signed = await signBytes(
      keys.signing,
      'access-seal',
      canonical({ ...statedSeal(seals[0]!.signed), form: 1 }),
    );
    expect(chainFault('health', null, { ...seals[0]!, signed })?.sentence).toBe(
      'The seal 1 is over rows in the form 1; this release reads the form 2.',
    );
  });

  it('has a proof for each row, which no other row has', () => {
    const leaves = all.slice(0, ROWS_A_SEAL).map(({ bytes }) => leafHash(bytes));
    const { root } = statedSeal(seals[0]!.signed);
    const leadsTo = (leaf: Buffer, index: number) => rootFrom(leaf, pathOf(leaves, index)).toString('hex');
    expect(leaves.map(leadsTo)).toEqual(leaves.map(() => root));
    expect(leaves.map((_, index) => leadsTo(leafHash(Buffer.from('another row')), index))).not.toContain(root);
  });
});

it('makes the tree of RFC 6962: over three leaves, the third stands beside the node of the first two', () => {
  const [one, two, three] = ['1', '2', '3'].map((row) => leafHash(Buffer.from(row))) as [Buffer, Buffer, Buffer];
  expect(rootOf([one, two, three])).toEqual(
    rootFrom(three, [{ side: 'left', hash: rootOf([one, two]).toString('hex') }]),
  );
  expect(leafHash(Buffer.alloc(0)).toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
});
