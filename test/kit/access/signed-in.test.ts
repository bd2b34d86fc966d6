import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Issuer } from '../../../subgraphs/kit/access/issuers.ts';
import { callerVerifier } from '../../../subgraphs/kit/access/signed-in.ts';
import { startIssuer, type TestIssuer } from '../../support/issuer.ts';

describe('verifying the tokens of several issuers', () => {
  let council: TestIssuer;
  let trust: TestIssuer;
  let time: number;
  const organisation = '00000000-0000-4000-8000-000000000001';

  beforeAll(async () => {
    [council, trust] = await Promise.all([startIssuer(), startIssuer('RS256')]);
  });
  afterAll(() => Promise.all([council.close(), trust.close()]));
  afterEach(() => void vi.useRealTimers());
  beforeEach(() => {
    time = Date.now();
    council.failing(false);
  });

  const verifier = (more: Partial<Issuer> = {}) => {
    const issuers = [council.described({ people: 'council', ...more }), trust.described({ people: 'trust' })];
    const verify = callerVerifier(issuers, () => time);
    return (token: string) => verify(`Bearer ${token}`);
  };
  const later = (ms: number) => {
    time += ms;
  };

  it('knows people by issuer and subject', async () => {
    const verify = verifier();
    expect((await verify(await council.token({ sub: 'ada' }))).person).toBe('council:ada');
    expect((await verify(await trust.token({ sub: 'ada' }))).person).toBe('trust:ada');
  });

  it("reads the organisation from the issuer's own claim, by the issuer's own code for it", async () => {
    const verify = verifier({ organisationClaim: 'ods', organisations: { E09: organisation } });
    const signedIn = await verify(await council.token({ ods: 'E09' }));
    expect(signedIn.organisation).toBe(organisation);
    expect([signedIn.maySpeakFor(organisation), signedIn.maySpeakFor('another')]).toEqual([true, false]);
    expect((await verify(await council.token())).organisation).toBeNull();
  });

  it('takes what Keycloak sends of an issuer that says so, and no id token of it', async () => {
    const verify = verifier({ accessTokens: 'Bearer' });
    expect((await verify(await council.token({ typ: 'Bearer' }, { typ: 'JWT' }))).person).toBe('council:ada');
    await expect(verify(await council.token({ typ: 'ID' }, { typ: 'JWT' }))).rejects.toThrow('is not valid');
  });

  it('asks for keys once, and for new ones when a token names one it does not know', async () => {
    const before = council.asked();
    const verify = verifier();
    await verify(await council.token({ jti: '1' }));
    await verify(await council.token({ jti: '2' }));
    expect(council.asked() - before).toBe(1);

    await council.rotate();
    const token = await council.token({ jti: '3' });
    await expect(verify(token)).rejects.toThrow('is not valid');
    expect(council.asked() - before).toBe(1);
  });

  it('finds a new key half a minute after it asked last, without a restart', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: time });
    const verify = verifier();
    await verify(await council.token());
    await council.rotate();
    vi.setSystemTime(time + 31_000);
    expect((await verify(await council.token({ jti: 'new' }))).person).toBe('council:ada');
  });

  it('remembers a token for ten seconds, and not past its end', async () => {
    const before = council.asked();
    const verify = verifier();
    const token = await council.token({ exp: Math.floor(time / 1_000) + 5 });
    const first = await verify(token);
    later(1_000);
    expect(await verify(token)).toBe(first);
    later(4_500);
    expect(await verify(token)).not.toBe(first);
    later(31_000);
    await expect(verify(token)).rejects.toThrow('is not valid');

    const long = await verify(await council.token({ exp: Math.floor(time / 1_000) + 500 }));
    later(10_001);
    expect(await verify(long.token)).not.toBe(long);
    expect(council.asked() - before).toBe(1);
  });

  it('says that an issuer does not give its keys, and takes those of the others', async () => {
    council.failing(true);
    const verify = verifier();
    await expect(verify(await council.token())).rejects.toMatchObject({
      message: `The sign-in service "${council.address}" does not give its keys.`,
      extensions: { code: 'SIGN_IN_UNAVAILABLE' },
    });
    expect((await verify(await trust.token())).person).toBe('trust:ada');

    council.failing(false);
    await expect(verify(await council.token())).rejects.toMatchObject({ extensions: { code: 'SIGN_IN_UNAVAILABLE' } });
    later(2_001);
    expect((await verify(await council.token())).person).toBe('council:ada');
  });
});
