import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDataFolder } from '../../gateway/hub/lock.ts';
import { beginningOf } from '../../gateway/hub/process-state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockOf = (pid: number, beginning: string) => writeFileSync(join(folder, 'hub.pid'), `${pid}\n${beginning}\n`);

it('names the process that has the data folder', () => {
  lockOf(process.ppid, beginningOf(process.ppid) ?? '');
  expect(() => lockDataFolder(folder)).toThrow(
    `The hub is already running (process ${process.ppid}) with this data folder "${folder}".`,
  );
});

it('takes over from a process that is gone', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  lockOf(pid, 'long ago');
  expect(lockDataFolder(folder)).toBeTypeOf('function');
});

it('takes over from a process whose number another has now', () => {
  lockOf(process.ppid, 'before the machine was started anew');
  expect(lockDataFolder(folder)).toBeTypeOf('function');
});

it('takes over from a lock that was never finished', () => {
  writeFileSync(join(folder, 'hub.pid'), '');
  expect(lockDataFolder(folder)).toBeTypeOf('function');
});

it('leaves nothing behind when it lets go', () => {
  lockDataFolder(folder)();
  expect(existsSync(join(folder, 'hub.pid'))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});
