import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../../subgraphs/kit/canonical.ts';
import type { Manifest, Pointer } from '../../../subgraphs/kit/publishing/manifest.ts';
import { signBytes, verifiedBytes } from '../../../subgraphs/kit/service/keys.ts';
import { readPublicKeys } from '../../../subgraphs/kit/service/public-keys.ts';
import { anEntry, send } from '../../support/contribution.ts';
import { organisationId, startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';
import { hashOf, manifestOf, said, signedBy } from './own-manifest.ts';

describe('a delivery', () => {
  let hub: TestHub;
  let review: TestReview;
  let template: Pointer;

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
      { service: 'police', code: 'BTP', index: 1 },
    ]);
    await send({ hub, review, code: 'NVP', prefix: 'Police' }, [anEntry(review)]);
    const [sent] = await hub.sql<{ signed: string }>('reviews', 'SELECT signed FROM publication');
    template = said<Manifest>(sent!.signed).pointers[0]!;
  });
  afterAll(() => hub.close());

  const newReview = () => openReview(hub, [{ service: 'health', code: 'HOS' }]);
  const post = async (body: string, path = '/publications', type = 'application/jose') => {
    const answer = await fetch(`${hub.addressOf('reviews')}${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  };
  const deliver = async (manifest: Manifest, service = 'health', index = 0) =>
    post(await signedBy(hub, service, manifest, { index }));
  const outcomeOf = async (delivery: ReturnType<typeof post>) => {
    const { status, text } = await delivery;
    const { outcome, refusal, version } = said(text);
    return { status, outcome, refusal, version };
  };
  const refused = (refusal: string) => ({ status: 200, outcome: 'REFUSED', refusal, version: null });
  const accepted = (version: number) => ({ status: 200, outcome: 'ACCEPTED', refusal: null, version });
  const stored = (id: string) =>
    hub.sql('reviews', 'SELECT number, hash, outcome, refusal FROM publication WHERE review_id = $1 ORDER BY number', [
      id,
    ]);

  it('is answered with what the hub signed about these very bytes', async () => {
    const manifest = manifestOf(await newReview(), 'HOS');
    const { text } = await deliver(manifest);
    expect(
      JSON.parse(await verifiedBytes(text, readPublicKeys(hub.keys.publicFile).everUsed('reviews'), 'delivery-answer')),
    ).toEqual({
      review: manifest.review,
      organisation: manifest.organisation,
      number: 1,
      hash: hashOf(manifest),
      outcome: 'ACCEPTED',
      version: 1,
      refusal: null,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  describe('is refused, signed and with the same answer when it comes again,', () => {
    const expectRefused = async (refusal: string, manifest: Manifest, service = 'health', index = 0) => {
      const first = await deliver(manifest, service, index);
      expect(await outcomeOf(Promise.resolve(first))).toEqual(refused(refusal));
      expect(await deliver(manifest, service, index)).toEqual(first);
      expect(await stored(manifest.review)).toContainEqual({
        number: manifest.number,
        hash: hashOf(manifest),
        outcome: 'REFUSED',
        refusal,
      });
    };

    it('when nobody knows the review', () =>
      expectRefused('UNKNOWN_REVIEW', manifestOf(review, 'HOS', { review: randomUUID() })));

    it('when the review is closed', async () => {
      const closed = await newReview();
      await hub.data(hub.partnerships[0]!.administrator, 'mutation($id: ID!) { closeReview(review: $id) }', {
        id: closed.id,
      });
      await expectRefused('REVIEW_CLOSED', manifestOf(closed, 'HOS'));
    });

    it('when the review is closed and it says what it did not say before', async () => {
      const closed = await newReview();
      const first = manifestOf(closed, 'HOS', { pointers: [{ ...template, subjects: [closed.subjects.Wren] }] });
      await deliver(first);
      await hub.data(hub.partnerships[0]!.administrator, 'mutation($id: ID!) { closeReview(review: $id) }', {
        id: closed.id,
      });
      const noContact = [{ from: '2024-01-01', to: '2024-01-31', reason: 'Not registered here.' }];
      await expectRefused('REVIEW_CLOSED', { ...first, number: 2, previous: hashOf(first), noContact });
    });

    it('when the organisation was not asked', async () => {
      const { id } = await newReview();
      await expectRefused('NOT_ASKED', manifestOf(review, 'NVP', { review: id }), 'police');
    });

    it('when the organisation was asked under another code', async () => {
      await expectRefused('NOT_ASKED', manifestOf(await newReview(), 'HOS', { code: 'NVP' }));
    });

    it('when an entry is about somebody who is no subject of this review, though of another', async () => {
      const other = await newReview();
      const pointers = [{ ...template, subjects: [review.subjects.Wren] }];
      await expectRefused('UNKNOWN_SUBJECT', manifestOf(other, 'HOS', { pointers }));
      expect(await hub.sql('reviews', 'SELECT FROM pointer WHERE review_id = $1', [other.id])).toEqual([]);
    });

    it('when its key was revoked', async () => {
      const organisation = organisationId('police', 1);
      const { kid } = hub.keys.publicKeyOf('police', organisation);
      await hub.data(
        hub.partnerships[0]!.administrator,
        'mutation($organisation: ID!, $kid: String!) { revokeSigningKey(organisation: $organisation, kid: $kid) }',
        { organisation, kid },
      );
      await expectRefused('KEY_REVOKED', manifestOf(review, 'BTP'), 'police', 1);
    });
  });

  it('that takes back is taken by a closed review too', async () => {
    const closed = await newReview();
    const pointer = { ...template, subjects: [closed.subjects.Wren] };
    const first = manifestOf(closed, 'HOS', { pointers: [pointer] });
    await deliver(first);
    await hub.data(hub.partnerships[0]!.administrator, 'mutation($id: ID!) { closeReview(review: $id) }', {
      id: closed.id,
    });
    const withdrawn = { reason: 'WRONG_PERSON', at: '2024-02-14T10:00:00.000Z' } as const;
    const second = { ...first, number: 2, previous: hashOf(first), pointers: [{ ...pointer, withdrawn }] };
    expect(await outcomeOf(deliver(second))).toEqual(accepted(2));
  });

  it('that was refused keeps its number, and the next one is taken after it', async () => {
    const open = await newReview();
    const wrong = manifestOf(open, 'HOS', { pointers: [{ ...template, subjects: [randomUUID()] }] });
    expect(await outcomeOf(deliver(wrong))).toEqual(refused('UNKNOWN_SUBJECT'));
    const right = manifestOf(open, 'HOS', { number: 2, previous: hashOf(wrong) });
    expect(await outcomeOf(deliver(right))).toEqual(accepted(1));
    expect(await stored(open.id)).toEqual([
      { number: 1, hash: hashOf(wrong), outcome: 'REFUSED', refusal: 'UNKNOWN_SUBJECT' },
      { number: 2, hash: hashOf(right), outcome: 'ACCEPTED', refusal: null },
    ]);
  });

  it('by somebody with a revoked key does not take the number from the organisation itself', async () => {
    const asked = await openReview(hub, [{ service: 'education', code: 'SPS', index: 1 }]);
    const organisation = asked.organisationOf('SPS');
    const administer = (query: string, variables: object) =>
      hub.data(hub.partnerships[0]!.administrator, query, { organisation, ...variables });
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    await administer(
      'mutation($organisation: ID!, $jwk: String!) { putSigningKey(organisation: $organisation, jwk: $jwk) }',
      { jwk: JSON.stringify({ ...(await exportJWK(publicKey)), kid: 'new', alg: 'ES256' }) },
    );
    await administer(
      'mutation($organisation: ID!, $kid: String!) { revokeSigningKey(organisation: $organisation, kid: $kid) }',
      { kid: hub.keys.publicKeyOf('education', organisation).kid },
    );
    const stolen = manifestOf(asked, 'SPS', { publishedAt: '2024-02-14T10:00:00.000Z' });
    expect(await outcomeOf(deliver(stolen, 'education', 1))).toEqual(refused('KEY_REVOKED'));
    const own = await signBytes(
      { key: privateKey, alg: 'ES256', kid: 'new' },
      'manifest',
      canonical(manifestOf(asked, 'SPS')),
    );
    expect(await outcomeOf(post(own))).toEqual(accepted(1));
  });

  it('whose number or predecessor does not fit is refused and leaves its number free', async () => {
    const open = await newReview();
    const first = manifestOf(open, 'HOS');
    const second = manifestOf(open, 'HOS', { number: 2, previous: hashOf(first) });
    expect(await outcomeOf(deliver(second))).toEqual(refused('OUT_OF_ORDER'));
    expect(await outcomeOf(deliver({ ...first, previous: 'a'.repeat(64) }))).toEqual(refused('OUT_OF_ORDER'));
    expect(await stored(open.id)).toEqual([]);
    expect(await outcomeOf(deliver(first))).toEqual(accepted(1));
    expect(await outcomeOf(deliver({ ...second, previous: 'a'.repeat(64) }))).toEqual(refused('OUT_OF_ORDER'));
    expect(await outcomeOf(deliver(second))).toEqual(accepted(2));
  });

  it('with the number of another one is refused, and the other one stands', async () => {
    const open = await newReview();
    const first = manifestOf(open, 'HOS');
    const { text } = await deliver(first);
    const twin = manifestOf(open, 'HOS', { publishedAt: '2024-02-14T10:00:00.000Z' });
    expect(await outcomeOf(deliver(twin))).toEqual(refused('OTHER_HASH'));
    expect(await stored(open.id)).toEqual([{ number: 1, hash: hashOf(first), outcome: 'ACCEPTED', refusal: null }]);
    expect(await deliver(first)).toEqual({ status: 200, text });
  });

  describe('is no delivery, and nothing is stored,', () => {
    const tables = () =>
      hub.sql(
        'reviews',
        `SELECT (SELECT count(*) FROM publication) AS publications, (SELECT count(*) FROM pointer) AS pointers,
                (SELECT sum(version) FROM review) AS versions`,
      );
    const payloadOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const swapped = (signed: string, part: 0 | 1, value: unknown) =>
      signed
        .split('.')
        .map((old, index) => (index === part ? payloadOf(value) : old))
        .join('.');
    const manifest = () => manifestOf(review, 'HOS');
    const headerOf = (signed: string) =>
      JSON.parse(Buffer.from(signed.split('.')[0]!, 'base64url').toString('utf8')) as Record<string, unknown>;

    const wrong: readonly (readonly [string, () => Promise<string>])[] = [
      [
        'when it was tampered with',
        async () => swapped(await signedBy(hub, 'health', manifest()), 1, { ...manifest(), number: 2 }),
      ],
      ['when another organisation signed it', () => signedBy(hub, 'police', manifest())],
      [
        'when another organisation signed it under the name of the key of this one',
        async () => {
          const signed = await signedBy(hub, 'police', manifest());
          const { kid } = headerOf(await signedBy(hub, 'health', manifest()));
          return swapped(signed, 0, { ...headerOf(signed), kid });
        },
      ],
      [
        'when nothing is signed',
        async () =>
          `${payloadOf({ alg: 'none', kid: headerOf(await signedBy(hub, 'health', manifest())).kid, typ: 'manifest' })}.${payloadOf(manifest())}.`,
      ],
      ['when it was signed as something else', () => signedBy(hub, 'health', manifest(), { type: 'heads' })],
      ['when it is no JWS', async () => 'not a signed manifest'],
      ['when it is JSON', async () => JSON.stringify(manifest())],
      ['when it says more than a manifest says', () => signedBy(hub, 'health', { ...manifest(), more: 'words' })],
      ['when it says less', () => signedBy(hub, 'health', { ...manifest(), pointers: undefined })],
      [
        'when a pointer carries words',
        () => signedBy(hub, 'health', { ...manifest(), pointers: [{ ...template, whatHappened: 'Words.' }] }),
      ],
      ['when its review is no id', () => signedBy(hub, 'health', { ...manifest(), review: 'R-1' })],
      [
        'when its organisation is no id',
        () => signedBy(hub, 'health', { ...manifest(), organisation: '-'.repeat(36) }),
      ],
      [
        'when the name of its key is no name',
        async () =>
          swapped(await signedBy(hub, 'health', manifest()), 0, { alg: 'ES256', kid: '\u0000', typ: 'manifest' }),
      ],
      [
        'when it holds a character no database takes',
        () =>
          signedBy(hub, 'health', {
            ...manifest(),
            noContact: [{ from: '2024-01-01', to: '2024-01-02', reason: '\u0000' }],
          }),
      ],
    ];

    it.each(wrong)('%s', async (_, bodyOf) => {
      const before = await tables();
      const { status } = await post(await bodyOf());
      expect(status).toBe(400);
      expect(await tables()).toEqual(before);
    });

    it('when it comes without a body', async () => {
      const { status } = await post('');
      expect(status).toBe(400);
    });
  });

  describe('of heads', () => {
    const state = async (heads: unknown) => post(JSON.stringify(heads), '/heads', 'application/json');
    const headOf = (id: string) =>
      hub.sql('reviews', 'SELECT number, hash FROM head WHERE review_id = $1 AND organisation_id = $2', [
        id,
        review.organisationOf('HOS'),
      ]);
    const stated = (id: string, number: number, at: string) => ({
      organisation: review.organisationOf('HOS'),
      at,
      heads: [{ review: id, number, hash: String(number).repeat(64) }],
    });

    it('is kept, and one stated before takes nothing back', async () => {
      const { id } = await newReview();
      const newer = await signedBy(hub, 'health', stated(id, 2, '2024-02-13T11:00:00.000Z'), { type: 'heads' });
      const older = await signedBy(hub, 'health', stated(id, 1, '2024-02-13T10:00:00.000Z'), { type: 'heads' });
      expect(await state([newer])).toEqual({ status: 200, text: '{"life":null}' });
      await state([older]);
      await state([newer, older]);
      expect(await headOf(id)).toEqual([{ number: 2, hash: '2'.repeat(64) }]);
    });

    it('that another organisation signed is passed over, and those beside it are kept', async () => {
      const { id } = await newReview();
      const forged = await signedBy(hub, 'police', stated(id, 9, '2024-02-13T12:00:00.000Z'), { type: 'heads' });
      const own = await signedBy(hub, 'health', stated(id, 1, '2024-02-13T10:00:00.000Z'), { type: 'heads' });
      expect((await state([forged, 'nothing', own])).status).toBe(200);
      expect(await headOf(id)).toEqual([{ number: 1, hash: '1'.repeat(64) }]);
    });

    it('that is not readable does not hold up those beside it', async () => {
      const { id } = await newReview();
      const broken = await signedBy(hub, 'health', stated('R-1', 1, '2024-02-13T10:00:00.000Z'), { type: 'heads' });
      const own = await signedBy(hub, 'health', stated(id, 1, '2024-02-13T10:00:00.000Z'), { type: 'heads' });
      expect((await state([broken, own])).status).toBe(200);
      expect(await headOf(id)).toEqual([{ number: 1, hash: '1'.repeat(64) }]);
    });

    it('that a revoked key signed is passed over', async () => {
      const asked = await openReview(hub, [{ service: 'education', code: 'SPS', index: 2 }]);
      const organisation = asked.organisationOf('SPS');
      const heads = [{ review: asked.id, number: 1, hash: '1'.repeat(64) }];
      const signed = await signedBy(
        hub,
        'education',
        { organisation, at: '2024-02-13T10:00:00.000Z', heads },
        { index: 2, type: 'heads' },
      );
      await hub.data(
        hub.partnerships[0]!.administrator,
        'mutation($organisation: ID!, $kid: String!) { revokeSigningKey(organisation: $organisation, kid: $kid) }',
        { organisation, kid: hub.keys.publicKeyOf('education', organisation).kid },
      );
      await state([signed]);
      expect(await hub.sql('reviews', 'SELECT FROM head WHERE review_id = $1', [asked.id])).toEqual([]);
    });

    it.each([['{}'], ['"words"'], ['[1]'], ['null']])('is refused or passed over when it is %s', async (body) => {
      expect((await post(body, '/heads', 'application/json')).status).toBeLessThan(500);
    });
  });
});
