import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUser } from '../../gateway/hub/postgres/database-user.ts';
import { checkPlatform } from '../../gateway/hub/postgres/platform.ts';
import { throwAway } from '../../gateway/hub/postgres/settings.ts';
import { startPostgres } from '../../gateway/hub/postgres.ts';

const quick = { settings: throwAway, initArguments: ['--no-sync'] };

describe('the PostgreSQL of a data folder', () => {
  let root: string;
  let whole: string;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hub-postgres-'));
    chmodSync(root, 0o711);
    whole = join(root, 'whole');
    await (await startPostgres({ dataFolder: whole, ...quick })).stop();
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const copyOfWhole = (name: string) => {
    const dataFolder = join(root, name);
    mkdirSync(dataFolder, { mode: 0o711 });
    cpSync(join(whole, 'postgres'), join(dataFolder, 'postgres'), { recursive: true, preserveTimestamps: true });
    ownAll(join(dataFolder, 'postgres'));
    return dataFolder;
  };

  it('takes no connection without its password', async () => {
    const server = await startPostgres({ dataFolder: copyOfWhole('password'), ...quick });
    const url = new URL(server.adminUrl);
    url.password = 'guessed';
    const client = new pg.Client({ connectionString: url.href });
    await expect(client.connect()).rejects.toThrow('password authentication failed for user "hub"');
    await server.stop();
  });

  it('keeps values out of its log', async () => {
    const server = await startPostgres({ dataFolder: copyOfWhole('log'), ...quick });
    const client = new pg.Client({ connectionString: server.adminUrl });
    await client.connect();
    const shown = await client.query(`SELECT name, setting FROM pg_settings
      WHERE name IN ('log_parameter_max_length', 'log_parameter_max_length_on_error', 'log_error_verbosity', 'log_min_error_statement',
                     'listen_addresses', 'unix_socket_directories')`);
    await client.end();
    await server.stop();
    expect(Object.fromEntries(shown.rows.map(({ name, setting }) => [name, setting]))).toEqual({
      listen_addresses: '127.0.0.1',
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      log_parameter_max_length: '0',
      log_parameter_max_length_on_error: '0',
      unix_socket_directories: '',
    });
  });

  it('starts over a pid file that names some other process', async () => {
    const dataFolder = copyOfWhole('stale');
    writeFileSync(join(dataFolder, 'postgres/postmaster.pid'), `${process.pid}\n${dataFolder}/postgres\n`);
    const server = await startPostgres({ dataFolder, ...quick });
    expect(server.pid).not.toBe(process.pid);
    await server.stop();
  });

  it('stops the one that was left running there, and takes over', async () => {
    const dataFolder = copyOfWhole('left');
    const left = await startPostgres({ dataFolder, ...quick });
    const server = await startPostgres({ dataFolder, ...quick });
    await left.exited;
    expect(server.pid).not.toBe(left.pid);
    await server.stop();
  });

  it('waits for the backends of one that was killed', async () => {
    const dataFolder = copyOfWhole('orphans');
    const killed = await startPostgres({ dataFolder, ...quick });
    const client = new pg.Client({ connectionString: killed.adminUrl });
    client.on('error', () => undefined);
    await client.connect();
    // A loop that never waits does not notice that its server is gone.
    const busy = client.query(`DO $$ BEGIN RAISE NOTICE 'busy';
      WHILE clock_timestamp() < now() + interval '2 s' LOOP END LOOP; END $$`);
    await once(client, 'notice');
    process.kill(killed.pid, 'SIGKILL');
    await killed.exited;
    const server = await startPostgres({ dataFolder, ...quick });
    await busy.catch(() => undefined);
    await server.stop();
  });

  it('leaves nothing behind when its making is broken off, so that the next start works', async () => {
    const dataFolder = join(root, 'broken-off');
    const broken = startPostgres({ dataFolder, ...quick, signal: AbortSignal.timeout(200) });
    await expect(broken).rejects.toThrow('The operation was aborted due to timeout');
    expect(readdirSync(dataFolder)).toEqual([]);
    await (await startPostgres({ dataFolder, ...quick })).stop();
  });

  it.each<[string, (cluster: string) => void, RegExp]>([
    [
      'another major version',
      (cluster) => writeFileSync(join(cluster, 'PG_VERSION'), '14\n'),
      /was written by PostgreSQL 14, and this release of the hub has PostgreSQL 18: /,
    ],
    [
      'no PG_VERSION',
      (cluster) => rmSync(join(cluster, 'PG_VERSION')),
      /is not whole \("PG_VERSION" is missing\): restore it from a backup/,
    ],
    [
      'no control file',
      (cluster) => rmSync(join(cluster, 'global/pg_control')),
      /is not whole \("global\/pg_control" is missing\)/,
    ],
    [
      'a control file that is cut short',
      (cluster) => writeFileSync(join(cluster, 'global/pg_control'), ''),
      /^PostgreSQL did not start: .*pg_control.* \(its log is ".*postgres\.log"\)\.$/,
    ],
    [
      'no right to write',
      (cluster) => chmodSync(cluster, 0o500),
      /cannot be written by user .*, as whom PostgreSQL runs here/,
    ],
  ])('says in one sentence what is wrong with a data folder: %s', async (name, breakIt, sentence) => {
    const dataFolder = copyOfWhole(name.replaceAll(' ', '-'));
    breakIt(join(dataFolder, 'postgres'));
    await expect(startPostgres({ dataFolder, ...quick })).rejects.toThrow(sentence);
  });
});

it.each([
  [
    { name: 'win32-x64', glibc: false },
    'The hub runs on Linux (x64, arm64) and macOS, not on "win32-x64"; on Windows, run it in WSL.',
  ],
  [
    { name: 'linux-x64', glibc: false },
    'The hub needs a Linux with glibc, such as Debian, Ubuntu or Fedora; this one has musl, such as Alpine.',
  ],
])('refuses the platform %o in one sentence', (platform, sentence) => {
  expect(() => checkPlatform(platform)).toThrow(sentence);
});

/** Gives a copy back to the user PostgreSQL runs as, when the tests run as root. */
function ownAll(folder: string): void {
  const user = databaseUser();
  if (user !== null) {
    for (const path of [
      folder,
      ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))),
    ]) {
      chownSync(path, user.uid, user.gid);
    }
  }
  chmodSync(folder, 0o700);
}
