import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeMissingLinks } from '../../gateway/hub/postgres/symlinks.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-links-'));
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'lib/libpq.so.5.18'), 'library');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(folder, 'pg-symlinks.json'), JSON.stringify(links));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('makes the links that an install without scripts leaves out', () => {
  expect(makeMissingLinks(folder)).toBe(true);
  expect(readFileSync(join(folder, 'lib/libpq.so.5'), 'utf8')).toBe('library');
});

it('leaves links that are there as they are', () => {
  makeMissingLinks(folder);
  expect(makeMissingLinks(folder)).toBe(true);
});

it('says when a link cannot be made', () => {
  writeFileSync(
    join(folder, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/a', target: 'native/missing/b' }]),
  );
  expect(makeMissingLinks(folder)).toBe(false);
});
