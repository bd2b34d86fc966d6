import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { prepareDatabases, rolesOf } from '../../gateway/hub/databases.ts';
import { newPasswords } from '../../gateway/hub/passwords.ts';
import { databaseUser } from '../../gateway/hub/postgres/database-user.ts';
import { throwAway } from '../../gateway/hub/postgres/settings.ts';
import { type Postgres, startPostgres } from '../../gateway/hub/postgres.ts';
import { openDatabase } from '../../subgraphs/kit/service/database.ts';
import { makeCertificates } from '../support/certificates.ts';

type Service = {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly configs: readonly { readonly source: string; readonly target: string }[];
};
type Compose = {
  readonly services: Readonly<Record<'postgres' | 'databases', Service>>;
  readonly configs: Readonly<Record<string, { readonly file: string }>>;
};

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose;
const { postgres: written, databases } = compose.services;

/** Runs what the container begins with, its folders put where this machine can have them, and gives the words it ends in. */
function started(own: string, mounted: string): string {
  const user = databaseUser();
  const script = written.command
    .join(' ')
    .replaceAll('/run/hub', own)
    .replaceAll(/ \/(run\/secrets|hub)\//g, ` ${mounted}/`)
    .replaceAll('-o postgres', user === null ? '' : `-o ${user.name}`)
    .replace('exec docker-entrypoint.sh', 'echo');
  return execFileSync('sh', ['-ec', script], { encoding: 'utf8' });
}

const settingsFrom = (words: string) =>
  Object.fromEntries([...words.matchAll(/-c (\w+)=(\S+)/g)].map(([, name, value]) => [name!, value!]));

/** A real PostgreSQL with the settings of docker-compose.yml. */
describe('the PostgreSQL of docker-compose.yml', () => {
  let folder: string;
  let postgres: Postgres;
  let urlWith: (authority: string) => string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'compose-postgres-'));
    chmodSync(folder, 0o711);
    const { certificate, key } = makeCertificates(join(folder, 'ours'), ['postgres'], 1, 'localhost')('postgres');
    makeCertificates(join(folder, 'theirs'), ['postgres'], 1, 'localhost');
    const mounted = join(folder, 'mounted');
    mkdirSync(mounted);
    copyFileSync(key, join(mounted, 'tls-key'));
    copyFileSync(certificate, join(mounted, 'certificate.pem'));
    const hba = written.configs.find(({ target }) => target === '/hub/pg_hba.conf')!.source;
    copyFileSync(compose.configs[hba]!.file, join(mounted, 'pg_hba.conf'));
    const settings = settingsFrom(started(join(folder, 'run'), mounted));
    expect(Object.keys(settings)).toContain('ssl');
    postgres = await startPostgres({
      dataFolder: join(folder, 'data'),
      settings: { ...throwAway, ...settings },
      initArguments: ['--no-sync'],
    });
    const query = new URL(databases.environment['HUB_ADMIN_DATABASE_URL']!.replace(/\$\{[^}]*\}/, 'x')).search;
    urlWith = (authority) =>
      postgres.adminUrl.replace('127.0.0.1', 'localhost') +
      query.replace('/hub/authority.pem', join(folder, authority, 'tls/authority.pem'));
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const connected = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return (await client.query('SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()')).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  };

  it('is prepared, and asked by a service, over TLS with its name verified', async () => {
    const passwords = newPasswords(rolesOf(['health']));
    const { health } = await prepareDatabases(urlWith('ours'), ['health'], passwords);
    expect(await connected(health!.app)).toEqual([{ ssl: true, version: 'TLSv1.3' }]);
    const database = await openDatabase(health!.app, []);
    expect(await database.query('SELECT current_user AS role')).toEqual([{ role: 'health_app' }]);
    await database.destroy();
  });

  it('speaks with nobody who asks in plain', async () => {
    const plain = urlWith('ours').replace(/\?.*/, '?sslmode=disable');
    await expect(connected(plain)).rejects.toThrow('no encryption');
  });

  it('is not spoken with where another authority signed its certificate', async () => {
    await expect(connected(urlWith('theirs'))).rejects.toThrow(/unable to verify|certificate signature failure/);
  });

  it('is not spoken with under another name than its certificate has', async () => {
    await expect(connected(urlWith('ours').replace('localhost', '127.0.0.1'))).rejects.toThrow(
      "Hostname/IP does not match certificate's altnames",
    );
  });
});
