import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginsAt, endsAt } from '../../gateway/hub/audit.ts';
import { type BuiltCheckout, builtCheckout } from './built-checkout.ts';

describe('the command line', () => {
  let checkout: BuiltCheckout;
  let data: string;

  beforeAll(async () => {
    checkout = builtCheckout();
    data = join(checkout.folder, 'data');
    mkdirSync(data);
    await hub('keys', '--out', join(data, 'keys'), '--samples');
  });
  afterAll(() => checkout.remove());

  const hubWith = async (environment: Readonly<Record<string, string>>, ...words: readonly string[]) => {
    const ran = checkout.run('gateway/hub/cli.js', words, { HUB_DATA: data, ...environment });
    return { code: await ran.ended, said: ran.said() };
  };
  const hub = (...words: readonly string[]) => hubWith({}, ...words);

  it.each([
    [['strat'], 'Unknown command "strat". Did you mean start?\n'],
    [['start', '--fast'], 'Unknown option "--fast".\n'],
    [['start', 'now'], 'Too many arguments for "start". Expected 0 arguments but got 1.\n'],
    [['keys'], 'Required option "--out <folder>" not specified.\n'],
    [
      ['keys', '--out', '.', '--organisation', 'housing=a'],
      'An organisation is given as service=id with one of the services reviews, health, social-care, police, education, not as "housing=a".\n',
    ],
    [
      ['keys', '--out', '.', '--organisation', 'health=st-marys-hospital'],
      'An organisation is given by its id, a UUID, not as "st-marys-hospital".\n',
    ],
    [['databases', '--admin-url', 'db.example'], 'The address of the server must begin with "postgres://".\n'],
    [['token'], 'Say who the token is for with --as, or show everybody with --list.\n'],
    [
      ['token', '--as', 'writter'],
      'There is no person with id "writter". Did you mean "writer"? hub token --list shows everybody.\n',
    ],
    [['token', '--as', 'chair', '--hours', 'ten'], 'The hours must be a number above 0 and at most 168, not "ten".\n'],
  ])('answers %j with one sentence and exit code 2', async (words, sentence) => {
    expect(await hub(...words)).toEqual({ code: 2, said: sentence });
  });

  it.each([[[]], [['start']], [['keys']], [['databases']], [['schema']], [['token']]])(
    'shows an example in the help of %j',
    async (words) => {
      const help = await hub(...words, '--help');
      expect(help.code).toBe(0);
      expect(help.said).toMatch(/Example:\n {2}\S/);
    },
  );

  it('says that PORT is no port', async () => {
    expect(await hubWith({ PORT: 'http' }, 'start')).toEqual({
      code: 2,
      said: 'PORT must be a number from 1 to 65535, not "http".\n',
    });
  });

  it('signs a token that the public key of the embedded issuer verifies', async () => {
    const { code, said } = await hub('token', '--as', 'chair', '--hours', '1');
    const [issuer] = JSON.parse(readFileSync(join(data, 'keys/issuers.json'), 'utf8'));
    const { payload, protectedHeader } = await jwtVerify(said.trim(), await importJWK(issuer.keys[0], 'ES256'), {
      ...{ algorithms: ['ES256'], issuer: 'http://localhost/embedded', audience: 'hub', typ: 'at+jwt' },
    });
    expect(code).toBe(0);
    expect(payload.sub).toBe('chair');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
    expect(payload.jti).toMatch(/^[0-9a-f-]{36}$/);
    expect(protectedHeader.kid).toBe(issuer.keys[0].kid);
  });

  it('says of a file that proves nothing whether it is there, and whether it is a proof', async () => {
    expect(await hub('audit', 'check', '/nowhere/row.json')).toEqual({
      code: 1,
      said: 'The file "/nowhere/row.json" cannot be read: there is none of that name.\n',
    });
    expect(await hub('audit', 'check', 'package.json')).toEqual({
      code: 1,
      said: 'The file "package.json" is no proof: "hub audit prove" writes one.\n',
    });
  });

  it.each(['2026-02-30', '2026', 'yesterday', '2026-01-31T09:30'])(
    'takes "%s" for no day of the access logs',
    async (text) => {
      expect(await hub('audit', 'verify', '--to', text)).toEqual({
        code: 2,
        said: `"${text}" is no day such as 2026-01-31 and no instant such as 2026-01-31T09:30:00Z.\n`,
      });
    },
  );

  it('takes a day of the access logs for all of it, in London', () => {
    const span = [beginsAt('2026-07-01'), endsAt('2026-07-01'), endsAt('2026-07-01T12:00:00+01:00')];
    expect(span.map((moment) => moment?.toISOString())).toEqual([
      '2026-06-30T23:00:00.000Z',
      '2026-07-01T23:00:00.000Z',
      '2026-07-01T11:00:00.000Z',
    ]);
  });

  it('signs no token of invented people in production', async () => {
    expect(await hubWith({ NODE_ENV: 'production' }, 'token', '--as', 'chair')).toEqual({
      code: 1,
      said: 'Tokens of invented people are not made where NODE_ENV is "production".\n',
    });
  });

  it('lists the people of the samples', async () => {
    const { said } = await hub('token', '--list');
    expect(said).toMatch(/writer +│ Priya Nandakumar +│ Writes the report\. +│ northvale-police/);
  });

  it('says why a server could not be reached', async () => {
    const { code, said } = await hub('databases', '--admin-url', 'postgres://nobody@127.0.0.1:1/postgres');
    expect({ code, said }).toEqual({ code: 1, said: 'The server did not do it: connect ECONNREFUSED 127.0.0.1:1.\n' });
  });
});
