import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  clientCredentialsGrant,
  discovery,
  None,
  randomPKCECodeVerifier,
} from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedKey, embeddedToken, prepareEmbeddedIssuer } from '../../gateway/hub/embedded-issuer.ts';
import type { Person } from '../../gateway/hub/people.ts';
import { freePorts } from '../../gateway/hub/ports.ts';
import { readSignInConfig } from '../../gateway/hub/sign-in/config.ts';
import { peopleByReview } from '../../gateway/hub/sign-in/people-by-review.ts';
import { embeddedProvider } from '../../gateway/hub/sign-in/provider.ts';
import { type SignInServer, serveSignIn } from '../../gateway/hub/sign-in/server.ts';
import { systemSecrets } from '../../gateway/hub/sign-in/system-secrets.ts';
import { readIssuersFile } from '../../subgraphs/kit/access/issuers.ts';
import { callerVerifier } from '../../subgraphs/kit/access/signed-in.ts';

const HOSPITAL = '00000000-0000-4000-8000-000000000001';
const people: readonly Person[] = [
  { id: 'chair', name: 'Ruth "R" Ellerby', does: 'Chairs <b>the panel</b>.' },
  { id: 'hos-author', name: 'Carol Ashdown', does: 'Writes.', organisation: HOSPITAL, organisationRole: 'AUTHOR' },
  { id: 'hos-system', name: 'Records', does: 'Sends.', organisation: HOSPITAL, organisationRole: 'SYSTEM' },
];
const hub = 'http://127.0.0.1:4000';

describe('the embedded sign-in service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-sign-in-'));
  let address: string;
  let server: SignInServer;
  let issuersFile: string;
  let secret: string;

  beforeAll(async () => {
    const [port] = await freePorts(1);
    address = `http://127.0.0.1:${port}`;
    issuersFile = await prepareEmbeddedIssuer(folder, address);
    const secrets = systemSecrets(folder, people);
    secret = secrets['hos-system']!;
    const provider = embeddedProvider({ address, hub, key: embeddedKey(folder), people, secrets });
    server = await serveSignIn(provider, {
      port: port!,
      hub,
      groups: [{ of: 'N-1, "Wren"', people: people.slice(0, 2) }],
    });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const options = { execute: [allowInsecureRequests] };
  const verify = async (token: string) =>
    callerVerifier(readIssuersFile(issuersFile, { embedded: true }))(`Bearer ${token}`);

  /** A browser: follows redirects with its cookies until they leave the sign-in service. */
  function browser() {
    const cookies = new Map<string, string>();
    const go = async (url: string, form?: Readonly<Record<string, string>>): Promise<{ url: string; page: string }> => {
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(name, value);
      }
      const next = response.headers.get('location');
      const there = next === null ? null : new URL(next, url).href;
      return there === null
        ? { url, page: await response.text() }
        : there.startsWith(hub)
          ? { url: there, page: '' }
          : go(there);
    };
    return go;
  }
  const begin = async (client: Configuration, verifier: string) =>
    buildAuthorizationUrl(client, {
      redirect_uri: `${hub}/signed-in`,
      scope: 'openid hub',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });

  it('signs a person in with one click in a browser, by code and PKCE', async () => {
    const client = await discovery(new URL(address), 'hub', undefined, None(), options);
    const go = browser();
    const verifier = randomPKCECodeVerifier();
    const { url, page } = await go((await begin(client, verifier)).href);
    expect(page.match(/<button[^>]*>[^<]*<\/button>/g)).toEqual([
      '<button name="person" value="chair">Ruth &#34;R&#34; Ellerby</button>',
      '<button name="person" value="hos-author">Carol Ashdown</button>',
    ]);
    const back = await go(url, { person: 'hos-author' });
    const { access_token: token } = await authorizationCodeGrant(client, new URL(back.url), {
      pkceCodeVerifier: verifier,
    });
    expect(await verify(token)).toMatchObject({ person: 'hos-author', organisation: HOSPITAL });
  });

  it('says who there is and how to get a token, where somebody opens it in a browser', async () => {
    const answer = await fetch(address);
    const page = await answer.text();
    expect(page).toContain('<h2>N-1, &#34;Wren&#34;</h2>');
    expect(page).toContain(
      '<strong>Ruth &#34;R&#34; Ellerby</strong> <code>chair</code> <span>Chairs &#60;b&#62;the panel&#60;/b&#62;.</span>',
    );
    expect(page).toContain('npm run -s hub -- token --as chair');
    const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(page) ?? [];
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ${hub}`,
    );
  });

  it('says in a page of its own what it cannot do, and loads nothing from elsewhere', async () => {
    const answer = await fetch(`${address}/auth?client_id=%3Cb%3E`, { headers: { accept: 'text/html' } });
    const page = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(page).toContain('<h1>This sign-in did not work</h1>');
    expect(page).not.toMatch(/https?:|<script|<b>/);
  });

  it('groups people by the reviews they have a part in', () => {
    const of = (reference: string, code: string) => ({
      partnership: { id: `p-${reference}`, name: 'One' },
      review: { id: reference, reference, title: 'Wren' },
      requests: [{ organisation: HOSPITAL, code }],
      members: [{ person: 'chair', role: 'CHAIR' }],
    });
    const others = [
      { id: 'administrator', name: 'Ada', does: 'Lets in.', administers: ['p-N-2'] },
      { id: 'nation', name: 'Nan', does: 'Follows.' },
    ];
    const groups = peopleByReview([...people, ...others], [of('N-1', 'HOS'), of('N-2', 'GPH')]);
    expect(groups.map((group) => [group.of, ...group.people.map(({ id }) => id)])).toEqual([
      ['N-1, "Wren"', 'chair', 'hos-author', 'hos-system'],
      ['N-2, "Wren"', 'chair', 'administrator'],
      ['Of no review', 'nation'],
    ]);
  });

  it('gives no code without PKCE, and no token with another verifier', async () => {
    const client = await discovery(new URL(address), 'hub', undefined, None(), options);
    const plain = buildAuthorizationUrl(client, { redirect_uri: `${hub}/signed-in`, scope: 'openid hub' });
    expect((await browser()(plain.href)).url).toContain('error=invalid_request');

    const go = browser();
    const { url } = await go((await begin(client, randomPKCECodeVerifier())).href);
    const back = await go(url, { person: 'chair' });
    await expect(
      authorizationCodeGrant(client, new URL(back.url), { pkceCodeVerifier: randomPKCECodeVerifier() }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('gives an id token that no hub takes for an access token', async () => {
    const client = await discovery(new URL(address), 'hub', undefined, None(), options);
    const go = browser();
    const verifier = randomPKCECodeVerifier();
    const { url } = await go((await begin(client, verifier)).href);
    const back = await go(url, { person: 'chair' });
    const tokens = await authorizationCodeGrant(client, new URL(back.url), { pkceCodeVerifier: verifier });
    await expect(verify(tokens.id_token!)).rejects.toThrow('is not valid');
  });

  it('signs a system in by client credentials, for its own organisation', async () => {
    const client = await discovery(new URL(address), 'hos-system', secret, undefined, options);
    const { access_token: token } = await clientCredentialsGrant(client, { scope: 'hub' });
    expect(await verify(token)).toMatchObject({ person: 'hos-system', organisation: HOSPITAL });
    const other = await discovery(new URL(address), 'hos-system', 'another', undefined, options);
    await expect(clientCredentialsGrant(other, { scope: 'hub' })).rejects.toMatchObject({ error: 'invalid_client' });
  });

  it('signs nobody in whom it does not list', async () => {
    const client = await discovery(new URL(address), 'hub', undefined, None(), options);
    const go = browser();
    const { url } = await go((await begin(client, randomPKCECodeVerifier())).href);
    for (const person of ['hos-system', 'mallory', '']) {
      expect((await go(url, { person })).page).toContain('<h1>Sign in as an invented person</h1>');
    }
  });

  it('keeps its key and secrets, and its tokens are those of the command line', async () => {
    const { kid } = embeddedKey(folder);
    await prepareEmbeddedIssuer(folder, address);
    expect([embeddedKey(folder).kid, systemSecrets(folder, people)['hos-system']]).toEqual([kid, secret]);
    expect(await verify(await embeddedToken(folder, people[1]!, 1))).toMatchObject({
      person: 'hos-author',
      organisation: HOSPITAL,
    });
    expect(readFileSync(issuersFile, 'utf8')).not.toContain('"d"');
  });

  it('does not run as in service', () => {
    expect(() => readSignInConfig({ NODE_ENV: 'production', PORT: '1' })).toThrow(
      'The sign-in service of invented people does not run where NODE_ENV is "production".',
    );
  });
});
