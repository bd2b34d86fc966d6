import { crc32 } from 'node:zlib';
import type { Parts } from './zip.ts';

/**
 * Puts parts into a zip file of ours, nothing packed: a library that reads it meets only what was looked at, once each.
 */
export function storedZip(parts: Parts): Buffer {
  const pieces: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [path, content] of parts) {
    const name = Buffer.from(path, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(0x00210000, 6);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    pieces.push(signed(0x04034b50), common, name, content);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    list.push(signed(0x02014b50), Buffer.from([20, 0]), common, rest, name);
    at += 30 + name.length + content.length;
  }
  const listed = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.size, 4);
  end.writeUInt16LE(parts.size, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...pieces, listed, signed(0x06054b50), end]);
}

function signed(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
