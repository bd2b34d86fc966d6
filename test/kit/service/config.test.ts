import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSealerConfig, readServiceConfig } from '../../../subgraphs/kit/service/config.ts';

const whole = {
  NODE_ENV: 'production',
  HEALTH_DATABASE_URL: 'postgres://health_app@127.0.0.1/health',
  HEALTH_OWNER_DATABASE_URL: 'postgres://health_owner@127.0.0.1/health',
  HEALTH_KEYS: 'keys/private/health.json',
  HUB_PUBLIC_KEYS: 'keys/public.json',
  IDENTITY_ISSUERS: 'issuers.json',
  REVIEWS_URL: 'http://127.0.0.1:4001',
};

describe('the secrets of a service', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    writeFileSync(join(folder, 'address'), 'postgres://sealer:hidden@db/health\n');
    writeFileSync(join(folder, 'empty'), '\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['HEALTH_DATABASE_URL', 'HEALTH_OWNER_DATABASE_URL', 'HEALTH_KEYS', 'HUB_PUBLIC_KEYS'])(
    'have no default in production: without %s it does not start',
    (name) => {
      expect(() => readServiceConfig('health', { ...whole, [name]: '' })).toThrow(
        `The environment variable ${name} is missing.`,
      );
    },
  );

  it('come from files as well', () => {
    const { databaseUrls } = readSealerConfig(['health'], {
      HEALTH_SEALER_DATABASE_URL_FILE: join(folder, 'address'),
      SEALER_KEYS: 'keys/private/sealer.json',
      HUB_PUBLIC_KEYS: 'keys/public.json',
    });
    expect([...databaseUrls]).toEqual([['health', 'postgres://sealer:hidden@db/health']]);
  });

  it('stop the start when their file is empty or is not there', () => {
    const { HEALTH_DATABASE_URL: _left, ...rest } = whole;
    for (const file of [join(folder, 'empty'), '/nowhere/at/all']) {
      expect(() => readServiceConfig('health', { ...rest, HEALTH_DATABASE_URL_FILE: file })).toThrow(
        `The file "${file}" that HEALTH_DATABASE_URL_FILE names cannot be read, or is empty.`,
      );
    }
  });
});
