import { crc32, inflateRawSync } from 'node:zlib';
import { NotReadable } from './file-content.ts';

/** The parts of a package by their paths, inflated. */
export type Parts = ReadonlyMap<string, Buffer>;

const MOST_PARTS = 1_000;
const LARGEST_INFLATED = 100_000_000;
/** How many times larger a part may become; small parts are let be, since a page of blanks packs well. */
const MOST_RATIO = 100;
const RATIO_FROM = 1_000_000;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

type Listed = {
  readonly path: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly at: number;
};

/**
 * Reads a zip file. Its own list is looked at before anything is inflated: number of parts, sizes, ratio, overlaps. No part
 * may become larger than it says. Throws NotReadable.
 */
export function readZip(bytes: Buffer): Parts {
  const listed = listOf(bytes);
  refuseLarge(listed);
  const inner = new Map<string, Buffer>();
  for (const entry of listed) {
    if (inner.has(entry.path)) {
      throw damaged(`it lists "${entry.path.slice(0, 80)}" twice`);
    }
    inner.set(entry.path, inflated(bytes, entry));
  }
  return inner;
}

const damaged = (why: string) => new NotReadable(`The file is damaged or was made to do harm: ${why}.`);

/** The list stands at the very end, with nothing after it: so that all readers of this file see the same one. */
function listOf(bytes: Buffer): readonly Listed[] {
  const end = bytes.length - 22;
  if (end < 0 || bytes.readUInt32LE(end) !== END || bytes.readUInt16LE(end + 20) !== 0) {
    throw damaged('its list of parts is not where it must be');
  }
  const [count, size, start] = [
    bytes.readUInt16LE(end + 10),
    bytes.readUInt32LE(end + 12),
    bytes.readUInt32LE(end + 16),
  ];
  if (count > MOST_PARTS) {
    throw new NotReadable(`The file has ${count} parts; up to ${MOST_PARTS} are read.`);
  }
  if (start + size !== end || bytes.readUInt16LE(end + 8) !== count) {
    throw damaged('its list of parts is not where it must be');
  }
  const listed: Listed[] = [];
  let at = start;
  while (at < end) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) {
      throw damaged('its list of parts breaks off');
    }
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    listed.push(partListed(bytes, at, nameLength));
    at += 46 + nameLength + extra + comment;
  }
  if (listed.length !== count) {
    throw damaged(`it says that it has ${count} parts and lists ${listed.length}`);
  }
  return listed;
}

function partListed(bytes: Buffer, at: number, nameLength: number): Listed {
  if ((bytes.readUInt16LE(at + 8) & 1) === 1) {
    throw new NotReadable('The file is protected by a password. Take the password away, save it and try again.');
  }
  return {
    path: bytes.subarray(at + 46, at + 46 + nameLength).toString('utf8'),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    at: bytes.readUInt32LE(at + 42),
  };
}

function refuseLarge(listed: readonly Listed[]): void {
  const total = listed.reduce((sum, { size }) => sum + size, 0);
  if (total > LARGEST_INFLATED) {
    throw new NotReadable(
      `The file would unpack to ${Math.round(total / 1e6)} MB; up to ${LARGEST_INFLATED / 1e6} MB are read.`,
    );
  }
  const swelling = listed.find(({ size, packed }) => size > RATIO_FROM && size > packed * MOST_RATIO);
  if (swelling !== undefined) {
    const times = Math.round(swelling.size / Math.max(swelling.packed, 1));
    throw new NotReadable(
      `A part of the file would unpack to ${times} times its size; up to ${MOST_RATIO} times is read.`,
    );
  }
  const inOrder = listed.toSorted((one, other) => one.at - other.at);
  if (
    inOrder.some(({ at, packed }, index) => at + 30 + packed > (inOrder[index + 1]?.at ?? Number.POSITIVE_INFINITY))
  ) {
    throw damaged('its parts overlap');
  }
}

function inflated(bytes: Buffer, { path, method, packed, size, crc, at }: Listed): Buffer {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) {
    throw damaged(`the part "${path.slice(0, 80)}" is not where it should be`);
  }
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const content = bytes.subarray(from, from + packed);
  try {
    const whole = method === DEFLATED ? inflateRawSync(content, { maxOutputLength: Math.max(size, 1) }) : content;
    if ((method === DEFLATED || method === STORED) && whole.length === size && crc32(whole) === crc) {
      return whole;
    }
  } catch {
    // Named below: what inflates to more than it says, or to nothing at all.
  }
  throw damaged(`the part "${path.slice(0, 80)}" is not what it says it is`);
}
