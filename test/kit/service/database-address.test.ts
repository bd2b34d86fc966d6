import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../gateway/hub/configuration.ts';
import { openAccessLog } from '../../../subgraphs/kit/access-log/access-log.ts';
import { readSealerConfig } from '../../../subgraphs/kit/service/config.ts';
import { openDatabase } from '../../../subgraphs/kit/service/database.ts';
import { checkedDatabase } from '../../../subgraphs/kit/service/database-address.ts';
import type { TlsFiles } from '../../../subgraphs/kit/service/tls-files.ts';
import { makeCertificates } from '../../support/certificates.ts';

const production = { NODE_ENV: 'production' };
const far = 'postgres://app:secret@db.example/health';
const refusal = (variable: string, host = 'db.example') =>
  `The database of ${variable} is at "${host}", which is asked over TLS alone: end its address with "?sslmode=verify-full".`;

describe('the address of a database, in production', () => {
  const check = (url: string, environment: object = production) =>
    checkedDatabase({ ...environment }, 'HEALTH_DATABASE_URL', url);

  it.each([
    `${far}?sslmode=verify-full`,
    `${far}?sslrootcert=docs/certificates.sh&sslmode=verify-full`,
    'postgres://app:secret@127.0.0.1:5433/health',
    'postgres://app:secret@localhost/health',
    'postgres:///health?host=/run/postgresql',
  ])('may be %s', (url) => {
    expect(check(url)).toBe(url);
  });

  it.each([
    [far, 'db.example'],
    [`${far}?sslmode=disable`, 'db.example'],
    [`${far}?sslmode=prefer`, 'db.example'],
    [`${far}?sslmode=require`, 'db.example'],
    [`${far}?sslmode=no-verify`, 'db.example'],
    [`${far}?sslmode=verify-full&sslmode=no-verify`, 'db.example'],
    ['postgres://app:secret@127.0.0.1/health?host=db.example', 'db.example'],
    ['postgres://app:secret@127.0.0.1.example/health', '127.0.0.1.example'],
  ])('may not be %s, and its password is not repeated', (url, host) => {
    expect(() => check(url)).toThrow(refusal('HEALTH_DATABASE_URL', host));
  });

  it.each([
    ['elsewhere than in production', {}],
    ['for invented people', { ...production, HUB_EMBEDDED: '1' }],
  ])('may be any %s', (_words, environment) => {
    expect(check(far, environment)).toBe(far);
  });

  it("is looked at for the sealer's role and for the administrator's as well", () => {
    const sealer = { ...production, HEALTH_SEALER_DATABASE_URL: far, SEALER_KEYS: 'sealer.json' };
    expect(() => readSealerConfig(['health'], sealer)).toThrow(refusal('HEALTH_SEALER_DATABASE_URL'));
    expect(() => readConfiguration(['health'], { ...production, HUB_ADMIN_DATABASE_URL: far })).toThrow(
      refusal('HUB_ADMIN_DATABASE_URL'),
    );
  });
});

/** What stands at the address of a database, and what it hears before and after there is TLS. */
describe('a database at the end of an encrypted way', () => {
  let folder: string;
  let answers: 'S' | 'N';
  let shown: TlsFiles;
  let plain = '';
  let encrypted = '';
  let url: string;
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (asked) => {
      plain += asked.toString('latin1');
      socket.write(answers);
      if (answers === 'S') {
        const secureContext = createSecureContext({
          cert: readFileSync(shown.certificate),
          key: readFileSync(shown.key),
        });
        const tls = new TLSSocket(socket, { isServer: true, secureContext });
        tls
          .on('error', () => undefined)
          .on('data', (text) => {
            encrypted += text.toString('latin1');
            tls.destroy();
          });
      } else {
        socket.on('data', (text) => {
          plain += text.toString('latin1');
        });
      }
    });
  });
  const made = (authority: string, name: string, host = 'localhost') =>
    makeCertificates(join(folder, authority), [name], 1, host)(name);
  let ours: Readonly<Record<'right' | 'strange' | 'elsewhere', TlsFiles>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'database-tls-'));
    ours = {
      right: made('ours', 'right'),
      strange: made('theirs', 'strange'),
      elsewhere: made('ours', 'elsewhere', 'db.example'),
    };
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    url = `postgres://health_app:secret@localhost:${port}/health?sslmode=verify-full&sslrootcert=${ours.right.authority}`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['no TLS', 'N', 'right', 'The server does not support SSL connections'],
    ["another authority's certificate", 'S', 'strange', 'unable to verify the first certificate'],
    ['the certificate of another host', 'S', 'elsewhere', "Hostname/IP does not match certificate's altnames"],
  ] as const)('is told nothing when it has %s, by either of the ways to it', async (_words, answer, name, words) => {
    [answers, shown, plain, encrypted] = [answer, ours[name], '', ''];
    await expect(openDatabase(url, [])).rejects.toThrow(words);
    await expect(openAccessLog(url)).rejects.toThrow(words);
    expect([plain.includes('health_app'), encrypted]).toEqual([false, '']);
  });

  it('is told who asks when it has proved who it is, and nobody on the way hears it', async () => {
    [answers, shown, plain, encrypted] = ['S', ours.right, '', ''];
    await expect(openDatabase(url, [])).rejects.toThrow();
    await expect(openAccessLog(url)).rejects.toThrow();
    expect([plain.includes('health_app'), encrypted.split('health_app').length]).toEqual([false, 3]);
  });
});
