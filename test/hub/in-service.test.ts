import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../gateway/hub/ports.ts';
import { postTo } from '../support/federated-house.ts';
import { type BuiltCheckout, type Running, wholeCheckout } from './built-checkout.ts';
import { processesNaming } from './processes-naming.ts';

const ISSUER = 'https://sign-in.partnership.example';
const PARTNERSHIP = '2b1f0c9e-54c5-4a40-9a2e-6b8a1b7f3f10';

describe('hub start with issuers and partnerships of its own', () => {
  let checkout: BuiltCheckout;
  let folder: string;
  let port: string;
  let privateKey: Parameters<SignJWT['sign']>[0];
  let hub: Running | null = null;
  let files: Readonly<Record<string, string>>;

  const written = (name: string, value: unknown) => {
    writeFileSync(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };
  const start = (environment: Readonly<Record<string, string>>) =>
    checkout.run('gateway/hub/cli.js', ['start'], { HUB_DATA: join(folder, 'data'), PORT: port, ...environment });

  beforeAll(async () => {
    checkout = wholeCheckout();
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'hub-in-service-')));
    chmodSync(folder, 0o711);
    port = String((await freePorts(1))[0]);
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = pair.privateKey;
    const key = { ...(await exportJWK(pair.publicKey)), kid: 'first', alg: 'ES256' };
    files = {
      IDENTITY_ISSUERS: written('issuers.json', [
        { issuer: ISSUER, keys: [key], audience: 'hub', algorithms: ['ES256'], organisations: 'any' },
      ]),
      HUB_PARTNERSHIPS: written('partnerships.json', [{ id: PARTNERSHIP, name: 'Northmere', administrators: ['ada'] }]),
    };
  });
  afterAll(async () => {
    hub?.kill('SIGTERM');
    await hub?.ended;
    checkout.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (query: string, claims: Readonly<Record<string, unknown>> = {}) => {
    const token = await new SignJWT({ sub: 'ada', iss: ISSUER, aud: 'hub', ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'first' })
      .setExpirationTime('5 minutes')
      .sign(privateKey);
    const body = { query, variables: { review: aReview } };
    const { data, errors } = await postTo(`http://127.0.0.1:${port}`, body, { authorization: `Bearer ${token}` });
    return [data ?? null, errors?.[0]?.extensions['code'] ?? null];
  };
  const aReview = {
    id: randomUUID(),
    partnership: PARTNERSHIP,
    reference: 'N-1',
    title: 'One',
    type: 'CSPR',
    stage: 'RETURNS',
    incidentOn: '2024-02-09',
    scopingFrom: '2023-03-01',
    scopingTo: '2024-02-09',
    subjects: [{ id: randomUUID(), pseudonym: 'Wren', role: 'person at the centre', atTheCentre: true }],
  };

  it('serves them and nobody invented, asks as in service, and keeps its data from a hub of invented people', async () => {
    hub = start({ ...files, NODE_ENV: 'production', FREE_QUERIES: 'everybody' });
    await hub.untilSaid(`The hub is running in service at http://127.0.0.1:${port}`);

    expect(await ask('mutation($review: ReviewInput!) { openReview(review: $review) }')).toEqual([
      { openReview: aReview.id },
      null,
    ]);
    expect(await ask('{ reviews { reference } }')).toEqual([{ reviews: [{ reference: 'N-1' }] }, null]);
    expect(await ask('{ __schema { queryType { name } } }')).toEqual([null, 'NOT_ALLOWED']);
    expect(await ask('{ reviews { reference } }', { iss: 'http://localhost/embedded' })).toEqual([
      null,
      'UNAUTHENTICATED',
    ]);
    expect(readdirSync(join(folder, 'data/keys/private')).sort()).toEqual(
      ['education', 'gateway', 'health', 'police', 'reviews', 'sealer', 'social-care'].map((name) => `${name}.json`),
    );
    hub.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
    hub = null;
    expect([...processesNaming(folder), ...processesNaming(checkout.folder)]).toEqual([]);

    const invented = start({});
    expect(await invented.ended).toBe(1);
    expect(invented.said()).toContain('is that of a hub in service: set IDENTITY_ISSUERS and HUB_PARTNERSHIPS,');
  });

  it.each([
    ['no partnerships', { HUB_PARTNERSHIPS: '' }, 'IDENTITY_ISSUERS is set, so this hub is one in service'],
    ['a file that is not there', { IDENTITY_ISSUERS: '/nowhere.json' }, 'There is no file "/nowhere.json"'],
  ])('starts nothing with %s', async (_, environment, sentence) => {
    const refused = start({ ...files, ...environment });
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain(sentence);
  });

  it('starts nothing with the keys of invented people', async () => {
    mkdirSync(join(folder, 'invented/keys/private'), { recursive: true });
    written('invented/keys/private/issuer.json', {});
    const refused = start({ ...files, HUB_DATA: join(folder, 'invented') });
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain('is the key of the issuer of invented people: choose another folder');
  });
});
