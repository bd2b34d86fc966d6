import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, compactVerify, importJWK } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareKeys } from '../../gateway/hub/keys.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const prepare = (organisations: Readonly<Record<string, readonly string[]>> = { health: ['st-marys'] }) =>
  prepareKeys(folder, ['reviews', 'health'], organisations);
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const privateFiles = ['gateway.json', 'health.json', 'reviews.json', 'sealer.json'];

it('keeps private keys for their owner alone', async () => {
  await prepare();
  expect(readdirSync(join(folder, 'private')).sort()).toEqual(privateFiles);
  expect(privateFiles.map((file) => statSync(join(folder, 'private', file)).mode & 0o777)).toEqual([
    0o600, 0o600, 0o600, 0o600,
  ]);
  expect(statSync(join(folder, 'private')).mode & 0o777).toBe(0o700);
});

it('publishes a key of each service and the gateway, and no secret', async () => {
  await prepare();
  const published = read('public.json');
  expect(Object.keys(published).sort()).toEqual(['gateway', 'health', 'reviews', 'sealer']);
  expect(JSON.stringify(published)).not.toContain('"d"');
  expect(published.health.keys[0].kid).toBe(read('private/health.json').service.kid);
});

it('gives only reviews the keys for identities and cursors, 32 bytes each', async () => {
  await prepare();
  const { identityKey, cursorKey } = read('private/reviews.json');
  expect([identityKey, cursorKey].map((key) => Buffer.from(key, 'base64').length)).toEqual([32, 32]);
  expect(Object.keys(read('private/health.json')).sort()).toEqual(['organisations', 'requestKey', 'service']);
});

it('changes nothing when it is run again', async () => {
  await prepare();
  const before = [...privateFiles.map((file) => `private/${file}`), 'public.json'].map(read);
  await prepare();
  expect([...privateFiles.map((file) => `private/${file}`), 'public.json'].map(read)).toEqual(before);
});

it('adds what is missing and keeps what is there', async () => {
  await prepare();
  const before = read('private/health.json');
  await prepareKeys(folder, ['reviews', 'health', 'police'], { health: ['ambulance'] });
  const after = read('private/health.json');
  expect(after.service).toEqual(before.service);
  expect(after.organisations['st-marys']).toEqual(before.organisations['st-marys']);
  expect(Object.keys(after.organisations)).toEqual(['st-marys', 'ambulance']);
  expect(Object.keys(read('public.json')).sort()).toEqual(['gateway', 'health', 'police', 'reviews', 'sealer']);
});

it("gives an organisation's public key, with which its signature is checked", async () => {
  const keys = await prepare();
  const secret = await importJWK(read('private/health.json').organisations['st-marys'], 'ES256');
  const signed = await new CompactSign(Buffer.from('manifest')).setProtectedHeader({ alg: 'ES256' }).sign(secret);
  const checked = await compactVerify(signed, await importJWK(keys.publicKeyOf('health', 'st-marys'), 'ES256'));
  expect(Buffer.from(checked.payload).toString()).toBe('manifest');
  expect(keys.publicKeyOf('health', 'st-marys').d).toBeUndefined();
});

it('names an organisation that has no key', async () => {
  const keys = await prepare();
  expect(() => keys.publicKeyOf('health', 'nowhere')).toThrow('The organisation "nowhere" has no key in ');
});

it('replaces no key file that it cannot read', async () => {
  await prepare();
  writeFileSync(join(folder, 'private/health.json'), '{ "service":');
  await expect(prepare()).rejects.toThrow(/^The key file ".*health\.json" is not JSON: restore it from a backup\.$/);
});
