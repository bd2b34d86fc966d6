import { hash } from 'node:crypto';

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

const sha256 = (...parts: readonly Buffer[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

/** Hash of a leaf: its prefix tells it from a node, so that no node passes for a row (RFC 6962, 2.1). */
export const leafHash = (row: Buffer): Buffer => sha256(LEAF, row);

const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(NODE, left, right);

/** The level above: pairs from the left, and what is left over goes up as it is. */
function levelAbove(level: readonly Buffer[]): readonly Buffer[] {
  const above: Buffer[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const left = level[index] as Buffer;
    const right = level[index + 1];
    above.push(right === undefined ? left : nodeHash(left, right));
  }
  return above;
}

/** Root of the Merkle tree of RFC 6962 over these leaves. Throws for none. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) {
    level = levelAbove(level);
  }
  const [root] = level;
  if (root === undefined) {
    throw new RangeError('A tree without leaves has no root.');
  }
  return root;
}

/** One step from a leaf to the root: the other hash, in hexadecimal, and on which side it stands. */
export type Step = { readonly side: 'left' | 'right'; readonly hash: string };

/** The steps from the leaf at this index to the root. */
export function pathOf(leaves: readonly Buffer[], index: number): readonly Step[] {
  const steps: Step[] = [];
  let level = leaves;
  for (let place = index; level.length > 1; place = Math.floor(place / 2)) {
    const other = level[place ^ 1];
    if (other !== undefined) {
      steps.push({ side: place % 2 === 0 ? 'right' : 'left', hash: other.toString('hex') });
    }
    level = levelAbove(level);
  }
  return steps;
}

/** The root that a leaf and its steps lead to. */
export const rootFrom = (leaf: Buffer, steps: readonly Step[]): Buffer =>
  steps.reduce((below, { side, hash: other }) => {
    const beside = Buffer.from(other, 'hex');
    return side === 'left' ? nodeHash(beside, below) : nodeHash(below, beside);
  }, leaf);
