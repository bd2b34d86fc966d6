import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, startFederatedHouse } from '../support/federated-house.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const nobody = { organisation: null, administers: [], reviews: [] };
const developer = { ...nobody, offices: [{ role: 'DEVELOPER', partnership: 'lscp', area: null }] };

describe('GraphiQL', () => {
  let house: FederatedHouse;
  let memberships: unknown;

  beforeAll(async () => {
    house = await startFederatedHouse([reviews, health, police], {
      introspection: 'developers',
      memberships: () => memberships,
    });
  });
  afterAll(() => house.close());

  const get = (path: string, authorization?: string) =>
    fetch(`${house.gateway.url}${path}`, { headers: authorization === undefined ? {} : { authorization } });
  const asPassword = async (sub: string) =>
    `Basic ${Buffer.from(`anything:${await house.token({ sub })}`).toString('base64')}`;

  it('is a page for developers, in a browser by an access token as the password, and all that it loads is there', async () => {
    memberships = developer;
    const authorization = await asPassword('dev-1');
    const answer = await get('/graphiql', authorization);
    const html = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toBe(POLICY);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const loaded = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, path]) => path!);
    expect(loaded).toEqual([
      '/graphiql/graphiql.css',
      '/graphiql/page.css',
      '/graphiql/react.js',
      '/graphiql/react-dom.js',
      '/graphiql/graphiql.js',
      '/graphiql/page.js',
    ]);
    for (const path of loaded) {
      const file = await get(path, authorization);
      expect([path, file.status, file.headers.get('content-type')]).toEqual([
        path,
        200,
        path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      ]);
      expect((await file.text()).length).toBeGreaterThan(50);
    }
    expect(html.replaceAll(/<script defer src="[^"]*"><\/script>/g, '')).not.toMatch(/<script|<style|style=|\son\w+=/);
  });

  it('takes a bearer token as well', async () => {
    memberships = developer;
    expect((await get('/graphiql', `Bearer ${await house.token({ sub: 'dev-2' })}`)).status).toBe(200);
  });

  it.each(['/graphiql', '/graphiql/graphiql.js', '/graphiql/page.js'])('is not there for others: %s', async (path) => {
    memberships = nobody;
    const answer = await get(path, `Bearer ${await house.token({ sub: `other-${path}` })}`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual(await (await get('/nothing')).json());
  });

  it('asks whoever is not signed in', async () => {
    const answer = await get('/graphiql');
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="Developers: an access token as the password", charset="UTF-8"',
    ]);
    expect((await get('/graphiql', 'Basic bm9uc2Vuc2U=')).status).toBe(401);
  });

  it.each(['/graphiql/', '/graphiql/..%2Fpackage.json', '/graphiql/graphiql.min.js.map', '/graphiql/__proto__'])(
    'has no other file: %s',
    async (path) => {
      memberships = developer;
      expect((await get(path, await asPassword('dev-3'))).status).toBe(404);
    },
  );

  it.each([
    ['everybody', 200],
    ['nobody', 404],
  ] as const)('is for whoever may ask the graph about itself: %s', async (introspection, status) => {
    const other = await startFederatedHouse([reviews, health, police], { introspection });
    expect((await fetch(`${other.gateway.url}/graphiql`)).status).toBe(status);
    const front = await fetch(other.gateway.url);
    expect(front.status).toBe(status);
    if (introspection === 'everybody') {
      expect(await front.text()).toMatch(/token --list[\s\S]*<a href="\/graphiql">/);
      expect(front.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none';/,
      );
    }
    await other.close();
  });
});
