import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataFolder } from '../../gateway/hub/data-folder.ts';
import { databaseUser } from '../../gateway/hub/postgres/database-user.ts';

const asRoot = it.runIf(process.getuid?.() === 0);
const asSomebody = it.skipIf(process.getuid?.() === 0);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hub-data-'));
  chmodSync(root, 0o711);
});
afterEach(() => rmSync(root, { recursive: true }));

asSomebody('is for its owner alone', () => {
  expect(statSync(openDataFolder(join(root, 'a/b'))).mode & 0o777).toBe(0o700);
});

asRoot("lets the database's user pass, and read nothing, when it is root's", () => {
  expect(statSync(openDataFolder(join(root, 'a/b'))).mode & 0o777).toBe(0o711);
});

asRoot("is refused where the database's user cannot come", () => {
  mkdirSync(join(root, 'closed'), { mode: 0o700 });
  expect(() => openDataFolder(join(root, 'closed/data'))).toThrow(
    `The user "${databaseUser()?.name}", as whom PostgreSQL runs here, cannot reach HUB_DATA "${join(root, 'closed/data')}": let others pass (chmod o+x), or choose a folder outside of root's home.`,
  );
});

it('is refused where no folder can be made', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => openDataFolder(join(root, 'file/data'))).toThrow(/HUB_DATA|cannot be written/);
});

it('is refused where it is a file', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => openDataFolder(file)).toThrow(
    `HUB_DATA names "${file}", which is a file and no folder: choose another.`,
  );
});
