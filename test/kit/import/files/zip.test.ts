import { describe, expect, it } from 'vitest';
import { readZip } from '../../../../subgraphs/kit/import/files/zip.ts';
import { bomb, packageOf } from './packages.ts';

const central = (zip: Buffer) => zip.lastIndexOf(Buffer.from('504b0102', 'hex'));

describe('a package', () => {
  it('gives its parts as they were put in', () => {
    const parts = readZip(packageOf({ 'a.txt': 'One.', 'ä.txt': 'Two.' }));
    expect([...parts].map(([path, content]) => [path, content.toString()])).toEqual([
      ['a.txt', 'One.'],
      ['ä.txt', 'Two.'],
    ]);
  });

  it.each([
    [
      'unpacks to more than 100 MB',
      () => bomb(1_000, 200_000_000),
      'The file would unpack to 200 MB; up to 100 MB are read.',
    ],
    [
      'unpacks to a thousand times its size',
      () => bomb(20_000_000),
      /^A part of the file would unpack to \d{3,4} times its size/,
    ],
    [
      'unpacks to more than it says',
      () => bomb(20_000_000, 1_000),
      'the part "xl/workbook.xml" is not what it says it is',
    ],
    [
      'has a thousand and one parts',
      () => packageOf(Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`${at}`, '']))),
      'The file has 1001 parts; up to 1000 are read.',
    ],
    [
      'is protected by a password',
      () => edited((zip) => zip.writeUInt16LE(1, central(zip) + 8)),
      'The file is protected by a password.',
    ],
    ['has another content than it says', () => edited((zip) => zip.write('X', 36)), 'is not what it says it is'],
    [
      'has its list elsewhere',
      () => Buffer.concat([packageOf({ 'a.txt': 'One.' }), Buffer.from('more')]),
      'its list of parts is not where it must be',
    ],
    ['is cut off', () => packageOf({ 'a.txt': 'One.' }).subarray(0, 40), 'its list of parts is not where it must be'],
  ])('is refused that %s', (_, file, sentence) => {
    expect(() => readZip(file())).toThrow(sentence);
  });

  it('is refused whose parts lie in one another, as in those that hold themselves', () => {
    const zip = packageOf({ a: 'x'.repeat(500), b: 'y' });
    zip.writeUInt32LE(10, central(zip) + 42);
    expect(() => readZip(zip)).toThrow('its parts overlap');
  });
});

function edited(edit: (zip: Buffer) => unknown): Buffer {
  const zip = packageOf({ 'a.txt': 'One.' });
  edit(zip);
  return zip;
}
