import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import pg from 'pg';
import { pino } from 'pino';
import { gatewayTables, openGatewayLog } from '../../gateway/access-log/open-log.ts';
import { embeddedToken, prepareEmbeddedIssuer } from '../../gateway/hub/embedded-issuer.ts';
import { type Keys, prepareKeys } from '../../gateway/hub/keys.ts';
import { type RunningGateway, startGateway } from '../../gateway/server.ts';
import { contractOf } from '../../subgraphs/compose.ts';
import { type RegisteredAgency, agencies as registered } from '../../subgraphs/index.ts';
import { readIssuers } from '../../subgraphs/kit/access/issuers.ts';
import type { ServiceConfig } from '../../subgraphs/kit/service/config.ts';
import type { RunningServer } from '../../subgraphs/kit/service/graph-server.ts';
import { readPublicKeys } from '../../subgraphs/kit/service/public-keys.ts';
import { agencyTables, serveAgency } from '../../subgraphs/kit/service/serve-agency.ts';
import { readTls } from '../../subgraphs/kit/service/tls.ts';
import type { TlsFiles } from '../../subgraphs/kit/service/tls-files.ts';
import { reviewsTables, serveReviews } from '../../subgraphs/reviews/index.ts';
import type { FreshDatabase } from './database.ts';
import { databaseWith } from './database-with.ts';
import { type LoggedRow, looksWithoutRows } from './every-look.ts';
import { type Answer, postTo, unlimited } from './federated-house.ts';
import { watchWire } from './wire.ts';

/** A whole hub on databases of the test's own: real services, real HTTP, a real gateway, all in this process. */
export type TestHub = {
  readonly agencies: readonly RegisteredAgency[];
  readonly gateway: RunningGateway;
  /** Starts one more gateway, with the keys that are there now; the test closes it. */
  readonly openGateway: () => Promise<RunningGateway>;
  readonly keys: Keys;
  readonly partnerships: readonly { readonly id: string; readonly administrator: string }[];
  /** Asks through the gateway, as a person. */
  readonly ask: (person: Who, query: string, variables?: Variables) => Promise<Answer>;
  /** The same, where an error is the test's failure. */
  readonly data: <T>(person: Who, query: string, variables?: Variables) => Promise<T>;
  /** A new access token of somebody. */
  readonly token: (person: Who) => Promise<string>;
  /** Runs SQL on a service's database. */
  readonly sql: <Row extends object>(service: string, statement: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly addressOf: (service: string) => string;
  readonly stop: (service: string) => Promise<void>;
  /** Starts a stopped service again, on the same port and database. */
  readonly start: (service: string) => Promise<void>;
  /** What a service is configured with, to start it as a process of its own. */
  readonly configOf: (service: string) => ServiceConfig;
  /** Ends it. Throws when an operation of its life is not in the access logs of gateway and services as it was. */
  readonly close: () => Promise<void>;
};

type Variables = Readonly<Record<string, unknown>>;

/** Somebody by id, with the organisation their token names, if it names one. */
export type Who = string | { readonly id: string; readonly organisation: string };

export type TestHubOptions = {
  readonly agencies?: readonly RegisteredAgency[];
  /** Services the test starts itself, as processes, on these ports. */
  readonly elsewhere?: Readonly<Record<string, number>>;
  /** How many organisations of each service have a signing key. */
  readonly organisationsEach?: number;
  /** Puts something between the gateway and a service: gives the address the gateway is told. */
  readonly between?: (service: string, url: string) => Promise<string>;
  /** Gives each process its certificate, by its name; without it they speak plain HTTP. */
  readonly certificates?: (name: string) => TlsFiles;
};

/** Fixed ids, so that a test's organisations have keys before the services read them. */
export const organisationId = (service: string, index = 0) =>
  `0000000${index}-0000-4000-8000-${createHash('sha256').update(service).digest('hex').slice(0, 12)}`;

/** What the checkout says of the registered agencies; composition.test.ts tells when that is out of date. */
const supergraphOf = async (agencies: readonly RegisteredAgency[]): Promise<string> =>
  agencies === registered
    ? readFileSync('schema/supergraph.graphql', 'utf8')
    : (await contractOf(agencies)).get('supergraph.graphql')!;

export async function startTestHub({
  agencies = registered,
  elsewhere = {},
  organisationsEach = 3,
  between = async (_service, url) => url,
  certificates,
}: TestHubOptions = {}): Promise<TestHub> {
  const wire = watchWire();
  const folder = mkdtempSync(join(tmpdir(), 'hub-test-'));
  const names = ['reviews', ...agencies.map(({ name }) => name)];
  const indexes = Array.from({ length: organisationsEach }, (_, index) => index);
  const organisations = Object.fromEntries(
    agencies.map(({ name }) => [name, indexes.map((index) => organisationId(name, index))]),
  );
  const keys = await prepareKeys(join(folder, 'keys'), names, organisations);
  const issuersPath = await prepareEmbeddedIssuer(keys.folder);
  const partnerships = [0, 1].map((index) => ({
    id: randomUUID(),
    name: `Partnership ${index}`,
    administrator: `administrator-${index}`,
  }));
  const partnershipsPath = join(folder, 'partnerships.json');
  writeFileSync(
    partnershipsPath,
    JSON.stringify(partnerships.map(({ id, name, administrator }) => ({ id, name, administrators: [administrator] }))),
  );

  const databases = new Map<string, FreshDatabase>(
    await Promise.all([
      ['reviews', await databaseWith(reviewsTables)] as const,
      ['gateway', await databaseWith(gatewayTables)] as const,
      ...agencies.map(
        async ({ name, load }) => [name, await databaseWith(agencyTables((await load()).agency))] as const,
      ),
    ]),
  );
  const running = new Map<string, RunningServer>();
  const ports = new Map<string, number>(Object.entries(elsewhere));

  const addressOf = (name: string) => `${certificates === undefined ? 'http' : 'https'}://127.0.0.1:${ports.get(name)}`;
  const configOf = (name: string): ServiceConfig => ({
    name,
    host: '127.0.0.1',
    port: ports.get(name) ?? 0,
    databaseUrl: databases.get(name)!.appUrl,
    ownerDatabaseUrl: databases.get(name)!.ownerUrl,
    keysPath: keys.privateFile(name),
    publicKeysPath: keys.publicFile,
    issuersPath,
    embedded: true,
    reviewsUrl: name === 'reviews' ? '' : addressOf('reviews'),
    tls: certificates?.(name) ?? null,
    partnershipsPath,
    mail: null,
    endAt: null,
  });
  const start = async (name: string) => {
    const registration = agencies.find((agency) => agency.name === name);
    const server = await (registration === undefined
      ? serveReviews(agencies, configOf(name))
      : serveAgency((await registration.load()).agency, configOf(name)));
    running.set(name, server);
    ports.set(name, Number(new URL(server.url).port));
  };
  const stop = async (name: string) => {
    await running.get(name)?.close();
    running.delete(name);
  };

  for (const name of names.filter((each) => elsewhere[each] === undefined)) {
    await start(name);
  }
  const addresses = names.map(async (name) => [name, await between(name, addressOf(name))] as const);
  const { appUrl: app, ownerUrl: owner } = databases.get('gateway')!;
  const gatewayLog = await openGatewayLog({ app, owner });
  const supergraphSdl = await supergraphOf(agencies);
  const services = Object.fromEntries(await Promise.all(addresses));
  const gatewayPorts = new Set<number>();
  const openGateway = async () => {
    const opened = await startGateway({
      host: '127.0.0.1',
      port: 0,
      supergraphSdl,
      services,
      keys: {
        service: (JSON.parse(readFileSync(keys.privateFile('gateway'), 'utf8')) as { service: JWK }).service,
        sealer: readPublicKeys(keys.publicFile).current('sealer'),
      },
      tls: readTls(certificates?.('gateway') ?? null, 'gateway'),
      issuers: readIssuers(readFileSync(issuersPath, 'utf8'), { embedded: true }),
      introspection: 'developers',
      freeQueries: 'everybody',
      accessLog: gatewayLog,
      allowance: unlimited,
      logger: pino({ level: 'silent' }),
    });
    gatewayPorts.add(Number(new URL(opened.url).port));
    return opened;
  };
  const gateway = await openGateway();
  const token = (who: Who) => embeddedToken(keys.folder, typeof who === 'string' ? { id: who } : who, 1);
  const kept = new Map<string, Promise<string>>();
  /** The token that somebody keeps while the hub runs, as people do. */
  const keptToken = (who: Who) => {
    const name = JSON.stringify(who);
    const own = kept.get(name) ?? token(who);
    kept.set(name, own);
    return own;
  };
  const ask: TestHub['ask'] = async (person, query, variables = {}) =>
    postTo(gateway.url, { query, variables }, { authorization: `Bearer ${await keptToken(person)}` });

  const sql: TestHub['sql'] = async <Row extends object>(
    service: string,
    statement: string,
    values: readonly unknown[] = [],
  ) => {
    const client = new pg.Client({ connectionString: databases.get(service)!.url });
    await client.connect();
    try {
      return (await client.query<Row>(statement, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  /** Compares what was on the wire with what is in the logs. */
  const checkEveryLook = async () => {
    const READ = 'SELECT request_id, revisions || listed AS revisions FROM access_log';
    const logs = await Promise.all(
      [...databases.keys()].map(async (name) => [name, await sql<LoggedRow>(name, READ)] as const),
    );
    const serviceAt = new Map(Object.entries(services).map(([name, url]) => [new URL(url).origin, name]));
    const missing = looksWithoutRows({
      operations: wire.operations().filter(({ port }) => gatewayPorts.has(port)),
      calls: wire.calls().flatMap((call) => {
        const service = serviceAt.get(call.origin);
        return service === undefined ? [] : [{ ...call, service }];
      }),
      logs: new Map(logs),
    });
    if (missing.length > 0) {
      throw new Error(`${missing.length} looks are not in the access logs. ${missing.slice(0, 10).join('\n')}`);
    }
  };

  return {
    agencies,
    gateway,
    openGateway,
    keys,
    partnerships,
    ask,
    token,
    data: async <T>(person: Who, query: string, variables?: Variables) => {
      const answer = await ask(person, query, variables);
      if (answer.errors !== undefined) {
        throw new Error(`${answer.errors[0]?.message} ${JSON.stringify(answer.errors[0]?.extensions)}`);
      }
      return answer.data as T;
    },
    sql,
    addressOf,
    stop,
    start,
    configOf,
    close: async () => {
      await gateway.close();
      await gatewayLog.close();
      await Promise.all([...running.keys()].map(stop));
      wire.stop();
      try {
        await checkEveryLook();
      } finally {
        await Promise.all([...databases.values()].map((database) => database.drop()));
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
