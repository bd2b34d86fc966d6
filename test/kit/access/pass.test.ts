import { type CryptoKey, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { PASS_SECONDS, type PassClaims, signPass, verifyPass } from '../../../subgraphs/kit/access/pass.ts';

const claims: PassClaims = {
  organisation: 'organisation-1',
  reviews: [
    {
      review: 'review-1',
      reference: 'R-1',
      roles: ['AUTHOR'],
      code: 'HOS',
      subjects: [{ id: 's1', pseudonym: 'Wren' }],
    },
  ],
  hasMore: true,
  administers: ['partnership-1'],
  purpose: 'safeguarding review',
  requestId: 'request-1',
};
const notValid = { extensions: { code: 'UNAUTHENTICATED' }, message: 'The pass of this request is not valid.' };
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a pass', () => {
  let privateKey: CryptoKey;
  let publicKey: CryptoKey;

  beforeAll(async () => {
    ({ privateKey, publicKey } = await generateKeyPair('ES256'));
  });

  type Header = { readonly alg: string; readonly typ?: string };
  const custom = (payload: Readonly<Record<string, unknown>>, header: Header = { alg: 'ES256', typ: 'pass+jwt' }) => {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: 'hub:gateway', aud: 'subgraph:health', sub: 'ada', iat: now, exp: now + PASS_SECONDS };
    return new SignJWT({ ...claims, ...usual, ...payload }).setProtectedHeader(header).sign(privateKey);
  };
  const verified = (pass: string | undefined) => verifyPass(pass, publicKey, 'health');

  it('gives who asks', async () => {
    const pass = await signPass({ key: privateKey, kid: 'one' }, 'ada', 'health', claims);
    expect(await verified(pass)).toEqual({
      person: 'ada',
      organisation: 'organisation-1',
      reviews: new Map([['review-1', claims.reviews[0]]]),
      hasMore: true,
      administers: ['partnership-1'],
      purpose: 'safeguarding review',
      requestId: 'request-1',
    });
  });

  it('is needed', async () => {
    await expect(verified(undefined)).rejects.toMatchObject({
      extensions: { code: 'UNAUTHENTICATED' },
      message: 'This service answers only requests that carry a pass.',
    });
  });

  it('lives at most ten seconds', () => {
    expect(PASS_SECONDS).toBeLessThanOrEqual(10);
  });

  it('made by hand as the gateway makes it is taken, so that the refusals below are for what they say', async () => {
    expect((await verified(await custom({}))).person).toBe('ada');
  });

  it('for another service is refused', async () => {
    await expect(
      verified(await signPass({ key: privateKey, kid: 'one' }, 'ada', 'police', claims)),
    ).rejects.toMatchObject(notValid);
    await expect(verified(await custom({ aud: 'health' }))).rejects.toMatchObject(notValid);
  });

  it('signed by another key is refused', async () => {
    const other = await generateKeyPair('ES256');
    await expect(
      verified(await signPass({ key: other.privateKey, kid: 'one' }, 'ada', 'health', claims)),
    ).rejects.toMatchObject(notValid);
  });

  it('without a signature is refused', async () => {
    const [header, payload] = (await custom({})).split('.');
    await expect(verified(`${header}.${payload}.`)).rejects.toMatchObject(notValid);
    await expect(verified(`${encode({ alg: 'none', typ: 'pass+jwt' })}.${payload}.`)).rejects.toMatchObject(notValid);
  });

  it('signed with a secret in place of a key is refused', async () => {
    const pass = await new SignJWT({ ...claims, iss: 'hub:gateway', aud: 'subgraph:health', sub: 'ada' })
      .setProtectedHeader({ alg: 'HS256', typ: 'pass+jwt' })
      .setIssuedAt()
      .setExpirationTime('8s')
      .sign(new TextEncoder().encode('a secret of thirty-two bytes long'));
    await expect(verified(pass)).rejects.toMatchObject(notValid);
  });

  it.each([
    ['another person', { sub: 'eve' }],
    ['another role', { reviews: [{ review: 'review-1', roles: ['CHAIR'] }] }],
    ['another organisation', { organisation: 'organisation-2' }],
  ])('of which the claims were changed to %s is refused', async (_, changed) => {
    const [header, payload, signature] = (await custom({})).split('.');
    const said = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
    await expect(verified(`${header}.${encode({ ...said, ...changed })}.${signature}`)).rejects.toMatchObject(notValid);
  });

  it.each([
    ['has ended', { exp: 1_000_000_000 }],
    ['is too old, though it says that it has not ended', { iat: 1_000_000_000 }],
    ['begins later', { nbf: 4_000_000_000 }],
    ['was made in time to come', { iat: 4_000_000_000, exp: 4_000_000_008 }],
    ['never ends', { exp: undefined }],
    ['does not say when it was made', { iat: undefined }],
    ['does not say who asks', { sub: undefined }],
    ['does not say for which reviews', { reviews: undefined }],
    ['does not say for which request', { requestId: undefined }],
    ['is of another maker', { iss: 'hub:health' }],
    ['is of no maker', { iss: undefined }],
  ])('that %s is refused', async (_, payload) => {
    await expect(verified(await custom(payload))).rejects.toMatchObject(notValid);
  });

  it.each([
    ['ended a second ago', -1, PASS_SECONDS],
    ['is a second older than it may be', 60, PASS_SECONDS + 1],
  ])('that %s is refused: between two of our own processes nothing is added for clocks', async (_, endsIn, age) => {
    const now = Math.floor(Date.now() / 1_000);
    await expect(verified(await custom({ iat: now - age, exp: now + endsIn }))).rejects.toMatchObject(notValid);
  });

  it.each([['service+jwt'], ['at+jwt'], [undefined]])('of the type %s is refused', async (typ) => {
    const header = typ === undefined ? { alg: 'ES256' } : { alg: 'ES256', typ };
    await expect(verified(await custom({}, header))).rejects.toMatchObject(notValid);
  });

  it.each(['', 'x', 'a.b.c', '..', `${'a'.repeat(10_000)}`])('of the text "%.20s" is refused', async (text) => {
    await expect(verified(text)).rejects.toMatchObject(notValid);
  });
});
