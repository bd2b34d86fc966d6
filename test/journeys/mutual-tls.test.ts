import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePorts } from '../../gateway/hub/ports.ts';
import { agencies as registered } from '../../subgraphs/index.ts';
import { PASS_HEADER, signPass } from '../../subgraphs/kit/access/pass.ts';
import { readServiceKeys, serviceToken, signBytes, signingKeyOf } from '../../subgraphs/kit/service/keys.ts';
import { clientSide } from '../../subgraphs/kit/service/tls.ts';
import type { TlsFiles } from '../../subgraphs/kit/service/tls-files.ts';
import { makeCertificates } from '../support/certificates.ts';
import { type Acting, anEntry, chronology, send } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { type ServiceProcess, startProcess } from './service-process.ts';

const names = ['gateway', 'reviews', 'health', 'police'];
const agencies = registered.filter(({ name }) => names.includes(name));

describe('a hub whose processes prove who they are', () => {
  let folder: string;
  let hub: TestHub;
  let health: ServiceProcess;
  let review: TestReview;
  let certificates: (name: string) => TlsFiles;
  let strange: (name: string) => TlsFiles;
  let expired: (name: string) => TlsFiles;
  const acting = (): Acting => ({ hub, review, code: 'HOS', prefix: 'Health' });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certificates-'));
    certificates = makeCertificates(join(folder, 'ours'), names);
    strange = makeCertificates(join(folder, 'theirs'), ['gateway', 'health']);
    expired = makeCertificates(join(folder, 'ours'), ['late'], -1);
    const [port] = await freePorts(1);
    hub = await startTestHub({ agencies, certificates, elsewhere: { health: port! } });
    health = await startProcess(hub.configOf('health'), null);
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await send(acting(), [anEntry(review, { whatHappened: 'Seen at the emergency department.' })]);
  });
  afterAll(async () => {
    health.kill();
    await health.ended;
    await hub.close();
    rmSync(folder, { recursive: true });
  });

  /** Asks a service with the certificate and key of these files, or with neither. */
  const knock = async (files: TlsFiles | null, service: string, path: string, headers = {}, body = '{}') => {
    const own = files && { cert: readFileSync(files.certificate), key: readFileSync(files.key) };
    const dispatcher = new Agent({ connect: { ...own, ca: readFileSync(certificates('gateway').authority) } });
    try {
      const method = path.startsWith('/memberships') || path === '/health' ? 'GET' : 'POST';
      const typed = method === 'GET' ? headers : { 'content-type': 'application/json', ...headers };
      const sent = { method, headers: typed, ...(method === 'GET' ? {} : { body }) } as const;
      const answer = await request(`${hub.addressOf(service)}${path}`, { dispatcher, ...sent });
      return [answer.statusCode, await answer.body.text()] as const;
    } finally {
      await dispatcher.close();
    }
  };
  /** What the gateway sends to health for the chair: nothing is wrong with it but who brings it. */
  const rightHeaders = async () => {
    const { service } = JSON.parse(readFileSync(hub.keys.privateFile('gateway'), 'utf8')) as { service: JWK };
    const person = review.person('chair');
    const pass = await signPass(await signingKeyOf(service), person, 'health', {
      organisation: null,
      reviews: [{ review: review.id, reference: review.reference, roles: ['CHAIR'] }],
      hasMore: false,
      administers: [],
      purpose: null,
      requestId: 'test',
    });
    return { authorization: `Bearer ${await hub.token(person)}`, [PASS_HEADER]: pass };
  };
  const entries = async () => {
    const [row] = await hub.sql<{ id: string }>('health', 'SELECT id FROM revision LIMIT 1');
    const query = `query($of: [_Any!]!) { _entities(representations: $of) { ... on HealthEntry { record { reference } } } }`;
    return JSON.stringify({ query, variables: { of: [{ __typename: 'HealthEntry', id: row?.id }] } });
  };
  const readings = () =>
    hub.sql<{ count: string }>('health', 'SELECT count(*) FROM access_log').then(([row]) => row?.count);

  it('delivers what is published and shows it to the panel', async () => {
    const page = await chronology(hub, review.person('chair'), review);
    expect(page.edges.map(({ node }) => node.reference)).toEqual(['HOS-1']);
    expect(JSON.stringify(page)).toContain('Seen at the emergency department.');
  });

  it('answers the gateway itself, so that what is refused below is refused for its certificate', async () => {
    const [status, body] = await knock(
      certificates('gateway'),
      'health',
      '/graphql',
      await rightHeaders(),
      await entries(),
    );
    expect([status, body]).toEqual([200, '{"data":{"_entities":[{"record":{"reference":"HOS-1"}}]}}']);
  });

  it.each([
    ['no certificate', () => null, 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE'],
    ["another authority's certificate", () => strange('gateway'), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['an expired certificate', () => expired('late'), 'CERT_HAS_EXPIRED'],
  ])('speaks with nobody who has %s, and says so in its log', async (_words, files, reason) => {
    const before = await readings();
    await expect(knock(files(), 'health', '/graphql', await rightHeaders(), await entries())).rejects.toThrow();
    await vi.waitFor(() => expect(health.said()).toContain(`"service":"health","reason":"${reason}"`));
    expect(await readings()).toBe(before);
  });

  it("answers nothing to another service's certificate, however right its pass, and names it in its log", async () => {
    const before = await readings();
    const headers = await rightHeaders();
    expect(await knock(certificates('police'), 'health', '/graphql', headers, await entries())).toEqual([403, '']);
    await vi.waitFor(() => expect(health.said()).toContain('"caller":["police"],"route":"/graphql"'));
    expect(await readings()).toBe(before);
    expect(health.said()).not.toContain(headers[PASS_HEADER]);
    expect(health.said()).not.toContain('PRIVATE KEY');
  });

  it.each([
    ['police', '/graphql'],
    ['police', '/memberships?person=ada'],
    ['gateway', '/publications'],
    ['gateway', '/heads'],
    ['gateway', '/held'],
    ['gateway', '/held/publications'],
    ['gateway', '/identities'],
    ['gateway', '/identity-matches'],
    ['reviews', '/seals'],
    ['gateway', '/nowhere'],
  ])('lets %s not near %s of the reviews', async (name, path) => {
    expect(await knock(certificates(name), 'reviews', path)).toEqual([403, '']);
  });

  it('lets any process of the hub ask whether a service is well', async () => {
    expect(await knock(certificates('police'), 'health', '/health')).toEqual([200, '{"status":"up"}']);
  });

  it.each([
    ['health', 0],
    ['police', 1],
  ])('lets the probe beside a process ask it with its own certificate: that of %s ends with %i', (name, status) => {
    const { certificate, key, authority } = certificates(name);
    const tls = { TLS_CERTIFICATE: certificate, TLS_KEY: key, TLS_AUTHORITY: authority };
    const env = { PATH: process.env['PATH'], PORT: new URL(hub.addressOf('health')).port, ...tls };
    expect(spawnSync(process.execPath, ['dist/subgraphs/ask-health.js'], { env }).status).toBe(status);
  });

  it('takes what an organisation signed from the service that holds its records, and from no other', async () => {
    const organisation = review.organisationOf('HOS');
    const [publication] = await hub.sql<{ signed: string; signed_answer: string; hash: string }>(
      'reviews',
      'SELECT signed, signed_answer, hash FROM publication WHERE organisation_id = $1',
      [organisation],
    );
    const deliver = (name: string) =>
      knock(
        certificates(name),
        'reviews',
        '/publications',
        { 'content-type': 'application/jose' },
        publication?.signed,
      );
    expect(await deliver('health')).toEqual([200, publication?.signed_answer]);
    expect(await deliver('police')).toEqual([
      400,
      '{"message":"Another service holds the records of this organisation."}',
    ]);

    const stated = { review: review.id, number: 7, hash: publication!.hash, lost: 0 };
    const signer = await (await readServiceKeys(hub.keys.privateFile('health'))).organisation(organisation);
    const at = new Date().toISOString();
    const heads = [await signBytes(signer!, 'heads', JSON.stringify({ organisation, at, heads: [stated] }))];
    const head = async (name: string) => {
      await knock(certificates(name), 'reviews', '/heads', {}, JSON.stringify(heads));
      return hub.sql('reviews', 'SELECT number FROM head WHERE organisation_id = $1', [organisation]);
    };
    expect(await head('police')).toEqual([{ number: 1 }]);
    expect(await head('health')).toEqual([{ number: 7 }]);
  });

  it("takes no service's token from the hands of another", async () => {
    const { service } = await readServiceKeys(hub.keys.privateFile('police'));
    const headers = { authorization: `Bearer ${await serviceToken(service, 'police', 'reviews')}` };
    const held = (name: string) => knock(certificates(name), 'reviews', '/held', headers, '{"reviews":[]}');
    expect((await held('police'))[0]).toBe(200);
    expect((await held('health'))[0]).toBe(401);
  });

  it('sends nothing to a service that has the certificate of another', async () => {
    const tls = Object.fromEntries(
      Object.entries(certificates('gateway')).map(([part, file]) => [part, readFileSync(file, 'utf8')]),
    ) as TlsFiles;
    const dispatcher = new Agent({ connect: clientSide(tls, 'police') });
    const asked = request(`${hub.addressOf('health')}/health`, { dispatcher });
    await expect(asked).rejects.toThrow('The certificate at "127.0.0.1" does not have the name "URI:hub:police".');
    await dispatcher.close();
  });
});
