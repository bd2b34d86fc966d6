import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePorts } from '../../gateway/hub/ports.ts';
import { type BuiltCheckout, builtCheckout, type Running } from './built-checkout.ts';
import { processesNaming } from './processes-naming.ts';

describe('hub start', () => {
  let checkout: BuiltCheckout;
  let port: number;
  let started: Running[] = [];

  beforeAll(() => {
    checkout = builtCheckout();
  });
  afterAll(() => checkout.remove());
  afterEach(async () => {
    for (const hub of started) {
      hub.kill('SIGTERM');
      await hub.ended;
    }
    started = [];
  });

  const newData = () => join(checkout.folder, `data-${randomUUID()}`);
  const begin = async (environment: Readonly<Record<string, string>> = {}) => {
    port = (await freePorts(1))[0] as number;
    return checkout.run('gateway/hub/cli.js', ['start'], { PORT: `${port}`, ...environment });
  };
  /** Begins one that ends with the test. */
  const start = async (environment: Readonly<Record<string, string>> = {}) => {
    const hub = await begin(environment);
    started.push(hub);
    return hub;
  };
  const ask = async (url: string) => (await fetch(url)).text();
  const environmentAt = async (url: string): Promise<Record<string, string>> =>
    JSON.parse(await ask(`${url}/environment`));

  it('leaves no process and exits with 0 after Ctrl-C', async () => {
    const hub = await start();
    await hub.untilSaid(`The hub is running at http://127.0.0.1:${port}`);
    const whileRunning = processesNaming(checkout.folder).length;
    hub.kill('SIGINT');
    expect(await hub.ended).toBe(0);
    expect(whileRunning).toBeGreaterThan(6);
    expect(processesNaming(checkout.folder)).toEqual([]);
  });

  describe('that runs', () => {
    let hub: Running;
    let address: string;

    beforeAll(async () => {
      hub = await begin();
      address = `http://127.0.0.1:${port}`;
      await hub.untilSaid('The hub is running');
    });
    afterAll(async () => {
      hub.kill('SIGTERM');
      await hub.ended;
    });

    it('gives the gateway every service, and each process only its own database and keys', async () => {
      const gateway = await environmentAt(address);
      const police = await environmentAt(gateway['POLICE_URL'] as string);
      const named = (environment: object) =>
        Object.keys(environment)
          .filter((name) => /_(URL|KEYS)$/.test(name))
          .sort();
      expect(named(gateway)).toEqual([
        ...['EDUCATION_URL', 'GATEWAY_DATABASE_URL', 'GATEWAY_KEYS', 'GATEWAY_OWNER_DATABASE_URL', 'HEALTH_URL'],
        ...['HUB_PUBLIC_KEYS', 'POLICE_URL', 'REVIEWS_URL', 'SOCIAL_CARE_URL'],
      ]);
      expect(named(police)).toEqual([
        ...['HUB_PUBLIC_KEYS', 'POLICE_DATABASE_URL', 'POLICE_KEYS', 'POLICE_OWNER_DATABASE_URL', 'REVIEWS_URL'],
      ]);
    });

    it('runs every process as in service, and tells them that its issuer is an embedded one', async () => {
      const gateway = await environmentAt(address);
      const police = await environmentAt(gateway['POLICE_URL'] as string);
      expect([gateway, police].map((environment) => environment['NODE_ENV'])).toEqual(['production', 'production']);
      expect(gateway).toMatchObject({ HUB_EMBEDDED: '1', FREE_QUERIES: 'everybody', INTROSPECTION: 'everybody' });
    });

    it('serves the sign-in service of invented people, for this hub alone', async () => {
      const { IDENTITY_ISSUERS: file } = await environmentAt(address);
      const [issuer] = JSON.parse(readFileSync(file as string, 'utf8')) as readonly { readonly issuer: string }[];
      const described = await (await fetch(`${issuer?.issuer}/.well-known/openid-configuration`)).json();
      expect(described).toMatchObject({ issuer: issuer?.issuer, code_challenge_methods_supported: ['S256'] });
    });

    it('refuses a second hub with the same data folder', async () => {
      const second = await start();
      expect(await second.ended).toBe(1);
      expect(second.said()).toContain(`The hub is already running (process ${hub.pid}) with this data folder`);
    });
  });

  it('starts nothing that takes invented people where it is told to run as in service', async () => {
    const refused = checkout.run('gateway/hub/cli.js', ['start'], { NODE_ENV: 'production' });
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain('which does not run where NODE_ENV is "production"');
  });

  it('starts a service again that died', async () => {
    const hub = await start();
    await hub.untilSaid('The hub is running');
    const { POLICE_URL: police } = await environmentAt(`http://127.0.0.1:${port}`);
    const before = await ask(`${police}/health`);
    await ask(`${police}/die`).catch(() => undefined);
    await vi.waitUntil(async () => (await ask(`${police}/health`).catch(() => before)) !== before, { timeout: 10_000 });
    expect(hub.said()).toMatch(/^police ended \(.+\) and is started again\.$/m);
  });

  it('keeps the data, and ends what was left, when it was killed', async () => {
    const killed = await start();
    await killed.untilSaid('The hub is running');
    await queryHealth('CREATE TABLE kept AS SELECT 1 AS one');
    killed.kill('SIGKILL');
    await killed.ended;
    await vi.waitUntil(() => processesNaming(join(checkout.folder, 'dist')).length === 0, { timeout: 10_000 });
    await (await start()).untilSaid('The hub is running');
    expect(await queryHealth('SELECT one FROM kept')).toEqual([{ one: 1 }]);
    expect(processesNaming(checkout.folder).filter((command) => command.includes('bin/postgres'))).toHaveLength(1);
  });

  const queryHealth = async (statement: string) => {
    const { HEALTH_URL: health } = await environmentAt(`http://127.0.0.1:${port}`);
    const { HEALTH_OWNER_DATABASE_URL: url } = await environmentAt(health as string);
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };

  it.each(['PostgreSQL', 'Services'])(
    'leaves no process and a folder fit to start when stopped at "%s"',
    async (moment) => {
      const data = newData();
      const hub = await start({ HUB_DATA: data, FIXTURE_SLOW: 'police' });
      await hub.untilSaid(moment);
      hub.kill('SIGINT');
      expect(await hub.ended).toBe(0);
      expect(processesNaming(checkout.folder)).toEqual([]);
      expect(readdirSync(data).filter((name) => /unfinished|hub\.pid/.test(name))).toEqual([]);
      await (await start({ HUB_DATA: data })).untilSaid('The hub is running');
    },
  );

  it('names the service that does not come up, and the last line of its log', async () => {
    const hub = await start({ FIXTURE_FAILS: 'police' });
    expect(await hub.ended).toBe(1);
    expect(hub.said()).toContain('The service "police" does not start: Nothing can be served (its log is "');
    expect(processesNaming(checkout.folder)).toEqual([]);
  });

  it('says that a port is taken and how to choose another', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port: number } = taken.address() as { port: number };
    const hub = await start({ PORT: `${number}`, HUB_DATA: newData() });
    expect(await hub.ended).toBe(1);
    taken.close();
    expect(hub.said()).toMatch(
      new RegExp(
        `^Port ${number} is taken by another program: choose another, for example with "PORT=\\d+ npm start"\\.$`,
        'm',
      ),
    );
  });

  it('names the databases that are missing when only some are set', async () => {
    const hub = await start({
      HEALTH_DATABASE_URL: 'postgres://db/health',
      HEALTH_OWNER_DATABASE_URL: 'postgres://db/health',
      HEALTH_SEALER_DATABASE_URL: 'postgres://db/health',
    });
    expect(await hub.ended).toBe(1);
    expect(hub.said()).toContain(
      'set REVIEWS_DATABASE_URL, REVIEWS_OWNER_DATABASE_URL, REVIEWS_SEALER_DATABASE_URL, SOCIAL',
    );
  });

  it('kills at once what does not end when it is asked a second time', async () => {
    const hub = await start({ FIXTURE_STUBBORN: 'police' });
    await hub.untilSaid('The hub is running');
    hub.kill('SIGINT');
    await hub.untilSaid('Stopping');
    await vi.waitUntil(
      () => {
        hub.kill('SIGINT');
        return processesNaming(checkout.folder).length === 0;
      },
      { timeout: 4_000, interval: 200 },
    );
    expect(await hub.ended).toBe(1);
  });
});
