import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namesIn, readTls } from '../../../subgraphs/kit/service/tls.ts';
import { checkWays, type TlsFiles, tlsFilesIn } from '../../../subgraphs/kit/service/tls-files.ts';
import { makeCertificates } from '../../support/certificates.ts';

describe('the certificate of a process', () => {
  let folder: string;
  let ours: (name: string) => TlsFiles;
  let theirs: (name: string) => TlsFiles;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'certificates-'));
    ours = makeCertificates(join(folder, 'ours'), ['health', 'police']);
    theirs = makeCertificates(join(folder, 'theirs'), ['health']);
    writeFileSync(join(folder, 'empty'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is taken when it is of this process, its key and its authority', () => {
    expect(readTls(ours('health'), 'health')?.certificate).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });

  it.each([
    ['of another process', () => ours('police'), 'does not have the name "URI:hub:health".'],
    [
      'of another key',
      () => ({ ...ours('health'), key: ours('police').key }),
      'does not belong to the key that TLS_KEY names.',
    ],
    [
      'of another authority',
      () => ({ ...ours('health'), authority: theirs('health').authority }),
      'is not signed by the authority that TLS_AUTHORITY names.',
    ],
  ])('stops the start when it is %s', (_words, files, sentence) => {
    expect(() => readTls(files(), 'health')).toThrow(
      `The certificate "${files().certificate}" that TLS_CERTIFICATE names ${sentence}`,
    );
  });

  it('stops the start when it has expired', () => {
    expect(() => readTls(ours('health'), 'health', new Date('2100-01-01'))).toThrow(/ names is valid from .* only\.$/);
  });

  it.each([
    ['certificate', 'TLS_CERTIFICATE names holds no certificate in PEM.'],
    ['authority', 'TLS_AUTHORITY names holds no certificate in PEM.'],
    ['key', 'TLS_KEY names holds no private key in PEM.'],
  ])('stops the start when there is nothing in the file of the %s', (part, sentence) => {
    const empty = join(folder, 'empty');
    expect(() => readTls({ ...ours('health'), [part]: empty }, 'health')).toThrow(
      `The file "${empty}" that ${sentence}`,
    );
  });
});

it('takes no name from what is quoted in a certificate', () => {
  expect(namesIn('DNS:"x, URI:hub:gateway, y", URI:hub:police')).toEqual(['police']);
});

it('wants all three files or none', () => {
  expect(tlsFilesIn({})).toBeNull();
  expect(() => tlsFilesIn({ TLS_KEY: 'key.pem' })).toThrow(
    'Of TLS_CERTIFICATE, TLS_KEY, TLS_AUTHORITY all are set or none: set TLS_CERTIFICATE, TLS_AUTHORITY too.',
  );
});

it('lets a service in production be reached from outside its machine by certificate alone', () => {
  const open = (environment: Record<string, string>) => () =>
    checkWays({ NODE_ENV: 'production', ...environment }, null, { listensOn: '0.0.0.0', asks: {} });
  expect(open({})).toThrow(
    'HOST is "0.0.0.0", where only callers with a certificate are answered: set TLS_CERTIFICATE, TLS_KEY, TLS_AUTHORITY.',
  );
  expect(open({ HUB_PLAIN_HTTP: '1' })).not.toThrow();
});
