import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../gateway/config.ts';
import { passwordVariable } from '../gateway/hub/configuration.ts';
import { rolesOf } from '../gateway/hub/databases.ts';
import { databaseOf, prefixOf, processes, services } from '../gateway/hub/services.ts';
import { readIssuers } from '../subgraphs/kit/access/issuers.ts';
import { readSealerConfig, readServiceConfig } from '../subgraphs/kit/service/config.ts';

type Health = { readonly test: readonly string[] };
type Service = {
  readonly image: string;
  readonly build?: { readonly dockerfile_inline: string };
  readonly command?: readonly string[];
  readonly user?: string;
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: Health;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly configs?: readonly { readonly source: string; readonly target: string }[];
};
type Compose = {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly configs: Readonly<Record<string, { readonly file: string }>>;
};

type Realm = {
  readonly users?: readonly unknown[];
  readonly registrationAllowed: boolean;
  readonly sslRequired: string;
  readonly defaultSignatureAlgorithm: string;
  readonly requiredActions: readonly object[];
  readonly clients: readonly {
    readonly protocolMappers: readonly { readonly config: Readonly<Record<string, string>> }[];
  }[];
  readonly components: Readonly<
    Record<string, readonly { readonly config: Readonly<Record<string, readonly string[]>> }[]>
  >;
};
type Profile = { readonly attributes: readonly { readonly name: string; readonly permissions: object }[] };

/** How every process asks PostgreSQL: over TLS, of which it verifies the name. */
const VERIFIED = '?sslmode=verify-full&sslrootcert=/hub/authority.pem';

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const service = (name: string) => compose.services[name]!;
/** What its process is given, with PASSWORD for each password, and for the authority's file one that this machine has. */
const given = (name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(service(name).environment).map(([variable, value]) => [
      variable,
      value
        .replaceAll(/\$\{\w+:\?[^}]*\}/g, 'PASSWORD')
        .replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
        .replace('sslrootcert=/hub/authority.pem', 'sslrootcert=LICENSE'),
    ]),
  );
const urlOf = (name: string, role: string) =>
  `postgres://${databaseOf(name)}_${role}:PASSWORD@postgres:5432/${databaseOf(name)}?sslmode=verify-full&sslrootcert=LICENSE`;
const databaseVariables = (name: string) =>
  Object.keys(service(name).environment)
    .filter((variable) => /_DATABASE_URL$/.test(variable))
    .sort();

it('has a PostgreSQL, what prepares its databases, and every service of the registry, the reviews, the gateway and the sealer', () => {
  expect(Object.keys(compose.services).sort()).toEqual(
    [...processes, 'databases', 'postgres', 'sealer', 'sign-in', 'sign-in-database'].sort(),
  );
});

it("starts the sealer with every log's sealer role and its own key, and with nothing else", () => {
  const { command, environment, secrets } = service('sealer');
  expect(command).toEqual(['node', 'dist/subgraphs/seal.js']);
  const { databaseUrls, keysPath, publicKeysPath } = readSealerConfig(processes, given('sealer'));
  expect([...databaseUrls]).toEqual(processes.map((name) => [name, urlOf(name, 'sealer')]));
  for (const name of processes) {
    expect(environment[`${prefixOf(name)}_SEALER_DATABASE_URL`]).toContain(`{${prefixOf(name)}_SEALER_PASSWORD:?}`);
  }
  expect([keysPath, publicKeysPath]).toEqual(['/run/secrets/sealer-keys', '/run/secrets/public-keys']);
  expect(secrets).toEqual(['sealer-keys', 'public-keys']);
});

it.each(services)('starts %s with what its process reads', (name) => {
  const { command, environment } = service(name);
  expect(command).toEqual(['node', 'dist/subgraphs/serve.js', name]);
  for (const role of ['', 'OWNER_']) {
    const password = `{${prefixOf(name)}_${role || 'APP_'}PASSWORD:?}`;
    expect(environment[`${prefixOf(name)}_${role}DATABASE_URL`]).toContain(password);
  }
  expect(readServiceConfig(name, given(name))).toEqual({
    name,
    host: '0.0.0.0',
    port: 4001,
    databaseUrl: urlOf(name, 'app'),
    ownerDatabaseUrl: urlOf(name, 'owner'),
    keysPath: `/run/secrets/${name}-keys`,
    publicKeysPath: '/run/secrets/public-keys',
    issuersPath: '/hub/issuers.json',
    embedded: false,
    reviewsUrl: name === 'reviews' ? '' : 'https://reviews:4001',
    tls: {
      certificate: '/hub/certificate.pem',
      key: `/run/secrets/${name}-tls-key`,
      authority: '/hub/authority.pem',
    },
    partnershipsPath: name === 'reviews' ? '/hub/partnerships.json' : null,
    mail: null,
    endAt: null,
  });
});

it.each(processes)("gives %s its own database and keys and nobody else's", (name) => {
  const { environment, secrets, configs } = service(name);
  expect(databaseVariables(name)).toEqual([`${prefixOf(name)}_DATABASE_URL`, `${prefixOf(name)}_OWNER_DATABASE_URL`]);
  expect(secrets).toEqual([`${name}-keys`, 'public-keys', `${name}-tls-key`]);
  expect(Object.keys(environment).filter((variable) => /_KEYS$/.test(variable))).toEqual([
    `${prefixOf(name)}_KEYS`,
    'HUB_PUBLIC_KEYS',
  ]);
  expect(compose.secrets[`${name}-keys`]).toEqual({ file: `./secrets/private/${name}.json` });
  expect(compose.secrets[`${name}-tls-key`]).toEqual({ file: `./secrets/private/tls/${name}.key` });
  expect(configs).toContainEqual({ source: `${name}-certificate`, target: '/hub/certificate.pem' });
  expect(configs).toContainEqual({ source: 'authority', target: '/hub/authority.pem' });
  expect(compose.configs[`${name}-certificate`]).toEqual({ file: `./secrets/tls/${name}.pem` });
});

it('tells the gateway where every service is, by the names its process reads', () => {
  const { environment } = service('gateway');
  const missing = (left: Readonly<Record<string, string>>) => () => readConfig(left);
  for (const name of services) {
    expect(environment[`${prefixOf(name)}_URL`]).toBe(`https://${name}:4001`);
    const { [`${prefixOf(name)}_URL`]: _without, ...left } = environment;
    expect(missing(left)).toThrow(`The environment variable "${prefixOf(name)}_URL" is missing.`);
  }
  // All that is left to want is the file itself.
  expect(missing({ ...environment, FREE_QUERIES: 'nobody' })).toThrow(
    'The file "/run/secrets/gateway-keys" that "GATEWAY_KEYS" names',
  );
});

it('runs every process as in service, and takes the tokens of no embedded issuer unless told to', () => {
  expect(processes.map((name) => service(name).environment['NODE_ENV'])).toEqual(processes.map(() => 'production'));
  expect(service('gateway').environment).toMatchObject({
    IDENTITY_ISSUERS: '/hub/issuers.json',
    HUB_EMBEDDED: `\${HUB_EMBEDDED:-}`,
    FREE_QUERIES: `\${FREE_QUERIES:-nobody}`,
  });
});

it('asks every service whether it is well, and the gateway whether all are', () => {
  for (const name of [...services, 'sealer']) {
    expect(service(name).healthcheck?.test).toEqual(['CMD', 'node', 'dist/subgraphs/ask-health.js']);
  }
  expect(service('gateway').healthcheck?.test.at(-1)).toContain("fetch('http://127.0.0.1:4000/health/ready')");
  expect(service('postgres').healthcheck?.test).toContain('pg_isready');
});

it('lets nobody from outside its container ask the sealer', () => {
  expect(service('sealer').environment['HOST']).toBe('127.0.0.1');
});

it('publishes the ports of the gateway and the sign-in service alone, on this machine alone', () => {
  const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) =>
    ports.map((port) => [name, port]),
  );
  expect(published).toEqual([
    ['gateway', '127.0.0.1:4000:4000'],
    ['sign-in', '127.0.0.1:8443:8443'],
  ]);
});

it('keeps everything on a network without a way out, which only the gateway and the sign-in service leave', () => {
  expect(compose.networks['inside']).toEqual({ internal: true });
  const outside = Object.entries(compose.services).filter(([, { networks }]) => networks.join() !== 'inside');
  expect(outside.map(([name, { networks }]) => [name, networks])).toEqual([
    ['gateway', ['inside', 'outside']],
    ['sign-in', ['inside', 'outside']],
  ]);
});

/** Gives what an environment holds, and notes each variable that is asked for. */
function noting(environment: Readonly<Record<string, string>>) {
  const asked = new Set<string>();
  const noted = new Proxy(environment, {
    get: (target, name: string) => {
      asked.add(name);
      return target[name];
    },
  });
  return { noted, asked };
}

it.each([
  ...services.map((name) => [name, (left: NodeJS.ProcessEnv) => void readServiceConfig(name, left)] as const),
  ['sealer', (left: NodeJS.ProcessEnv) => void readSealerConfig(processes, left)] as const,
  [
    'gateway',
    (left: NodeJS.ProcessEnv) => expect(() => readConfig(left)).toThrow('that "GATEWAY_KEYS" names'),
  ] as const,
])('tells %s nothing that its process does not read', (name, read) => {
  const { noted, asked } = noting(given(name));
  read(noted);
  // Those that are read after the keys, and the one that Node reads itself.
  const later = ['IDENTITY_ISSUERS', 'HUB_EMBEDDED', 'HUB_PUBLIC_KEYS'];
  const databases = ['GATEWAY_DATABASE_URL', 'GATEWAY_OWNER_DATABASE_URL'];
  const known = new Set([
    ...asked,
    'NODE_ENV',
    'NODE_EXTRA_CA_CERTS',
    ...(name === 'gateway' ? [...later, ...databases] : []),
  ]);
  expect(Object.keys(service(name).environment).filter((variable) => !known.has(variable))).toEqual([]);
});

it.each(Object.keys(compose.services))('mounts every file that %s is told of, and none that is not there', (name) => {
  const { command = [], environment, secrets = [], configs = [] } = service(name);
  const mounts = secrets.map((secret) => (typeof secret === 'string' ? { source: secret, target: secret } : secret));
  const mounted = [...mounts.map(({ target }) => `/run/secrets/${target}`), ...configs.map(({ target }) => target)];
  // Those of a command and in an address, too; what is in /run/hub a command puts there itself.
  const words = [...Object.values(environment), ...command].join(' ');
  const told = [...words.matchAll(/(?<=[\s=]|^)\/(hub|run\/secrets)\/[\w.-]+/g)].map(([path]) => path);
  expect(told.filter((path) => !mounted.includes(path))).toEqual([]);
  expect(mounts.filter(({ source }) => compose.secrets[source] === undefined)).toEqual([]);
  expect(configs.filter(({ source }) => compose.configs[source] === undefined)).toEqual([]);
});

it('takes its files from the checkout, or from where the commands at its top put them', () => {
  const made = new Set(
    [
      ...['public.json', 'issuers.json', 'tls/authority.pem', 'sign-in.pem', 'private/sign-in.key'],
      ...[...processes, 'sealer'].map((name) => `private/${name}.json`),
      ...[...processes, 'postgres', 'sign-in-database'].flatMap((name) => [
        `tls/${name}.pem`,
        `private/tls/${name}.key`,
      ]),
    ].map((file) => `./secrets/${file}`),
  );
  const files = [...Object.values(compose.secrets), ...Object.values(compose.configs)].map(({ file }) =>
    file.replace(/^\$\{\w+:-(.*)\}$/, '$1'),
  );
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !made.has(file) && !existsSync(file))).toEqual([]);
});

it('encrypts every way to a PostgreSQL, and gives each one a certificate and a key of its own', () => {
  expect(service('databases').environment['NODE_ENV']).toBe('production');
  expect(text).not.toContain('HUB_PLAIN');
  expect(service('sign-in').environment['KC_DB_URL']?.endsWith(VERIFIED)).toBe(true);
  for (const name of ['postgres', 'sign-in-database']) {
    expect(service(name).command?.join()).toContain('-c ssl=on');
    expect(service(name).secrets).toEqual([{ source: `${name}-tls-key`, target: 'tls-key' }]);
    expect(service(name).configs).toContainEqual({ source: `${name}-certificate`, target: '/hub/certificate.pem' });
    expect(compose.secrets[`${name}-tls-key`]).toEqual({ file: `./secrets/private/tls/${name}.key` });
    expect(compose.configs[`${name}-certificate`]).toEqual({ file: `./secrets/tls/${name}.pem` });
  }
  const rules = readFileSync(compose.configs['pg-hba']!.file, 'utf8').split('\n');
  expect(rules.filter((rule) => /^host/.test(rule)).map((rule) => rule.split(/\s+/)[0])).toEqual(['hostssl']);
});

it('starts scripts that are built from what is copied', () => {
  const scripts = [...Object.values(compose.services)]
    .flatMap(({ command = [], healthcheck }) => [...command, ...(healthcheck?.test ?? [])])
    .filter((word) => word.startsWith('dist/'));
  expect(new Set(scripts).size).toBe(5);
  expect(scripts.filter((script) => !existsSync(script.replace(/^dist\/(.*)\.js$/, '$1.ts')))).toEqual([]);
});

it('has no secret with a value or a default', () => {
  const secret = Object.values(compose.services).flatMap(({ environment }) =>
    Object.entries(environment).filter(([name]) => /PASSWORD$|DATABASE_URL$/.test(name)),
  );
  const variables = [...text.matchAll(/\$\{([A-Z_]+)(:?[-?+])?/g)].map(([, name, operator]) => ({ name, operator }));
  expect(secret.length).toBeGreaterThan(20);
  for (const [, value] of secret) {
    expect(value).toMatch(
      /^(postgres:\/\/\w+:)?\$\{\w+_PASSWORD:\?[^}]*\}(@postgres:5432\/\w+\?sslmode=verify-full&sslrootcert=\/hub\/authority\.pem)?$/,
    );
  }
  const optional = variables.filter(({ operator }) => operator !== ':?').map(({ name }) => name);
  expect([...new Set(optional)]).toEqual([
    ...['HUB_UID', 'HUB_GID', 'HUB_EMBEDDED', 'FREE_QUERIES', 'HUB_SIGN_IN_URL', 'HUB_PAGES_URL'],
    ...['HUB_PARTNERSHIPS_FILE', 'HUB_ISSUERS_FILE', 'HUB_CA_FILE'],
  ]);
  expect(Object.values(compose.secrets).some(({ file }) => file.includes('issuer'))).toBe(false);
});

it('gives what prepares the databases a password for each role', () => {
  const { command, environment } = service('databases');
  expect(command).toEqual(['node', 'dist/gateway/hub/cli.js', 'databases', '--passwords-from-environment']);
  expect(
    Object.keys(environment)
      .filter((name) => /_PASSWORD$/.test(name))
      .sort(),
  ).toEqual(rolesOf(processes.map(databaseOf)).map(passwordVariable).sort());
});

it('starts nothing before its databases are there, and the gateway without waiting for an agency', () => {
  expect(service('databases').depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  for (const name of services) {
    expect(service(name).depends_on).toEqual({ databases: { condition: 'service_completed_successfully' } });
  }
  expect(service('gateway').depends_on).toEqual({
    databases: { condition: 'service_completed_successfully' },
    reviews: { condition: 'service_healthy' },
  });
});

it('builds one image, on Debian, without tools for development and for no user of rights', () => {
  const built = Object.entries(compose.services).filter(([, { build }]) => build !== undefined);
  expect(built.map(([name]) => name)).toEqual(['databases']);
  const images = [...processes, 'databases'].map((name) => service(name).image);
  expect([...new Set(images)]).toEqual(['safeguarding-review-hub']);
  const steps = service('databases').build?.dockerfile_inline.split('\n') ?? [];
  expect(steps.filter((step) => step.startsWith('FROM'))).toEqual([
    'FROM node:20-bookworm-slim AS build',
    'FROM node:20-bookworm-slim',
  ]);
  expect(steps.some((step) => step.startsWith('RUN npm prune --omit=dev'))).toBe(true);
  expect(steps.filter((step) => step !== '').at(-1)).toBe('USER node');
});

it('copies into the image nothing that could be a secret', () => {
  const copied = (service('databases').build?.dockerfile_inline.match(/^COPY (?!--from).*$/gm) ?? []).flatMap((step) =>
    step.split(' ').slice(1, -1),
  );
  expect(copied).toEqual([
    ...['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'tsconfig.build.json'],
    ...['gateway', 'subgraphs', 'schema'],
  ]);
});

describe('the sign-in service', () => {
  const realmText = readFileSync('docs/sign-in/realm.json', 'utf8');
  const realm = JSON.parse(realmText) as Realm;

  it('starts as in service with a realm, a certificate and a database of its own', () => {
    const { command, environment, secrets } = service('sign-in');
    expect(command).toEqual(['start', '--import-realm']);
    expect(secrets).toEqual(['sign-in-certificate', 'sign-in-key']);
    expect(environment['KC_DB_URL']).toBe(`jdbc:postgresql://sign-in-database:5432/postgres${VERIFIED}`);
  });

  it('has nobody in it, no secret, and lets nobody register', () => {
    expect(realm.users ?? []).toEqual([]);
    expect(realmText).not.toMatch(/"(secret|credentials|privateKey|value)"/);
    expect([realm.registrationAllowed, realm.sslRequired]).toEqual([false, 'all']);
  });

  it('asks everybody for a second factor', () => {
    expect(realm.requiredActions).toMatchObject([{ alias: 'CONFIGURE_TOTP', enabled: true, defaultAction: true }]);
  });

  it('signs people in by code and PKCE alone, with the tokens that the hub takes', () => {
    const [issuer] = readIssuers(readFileSync('docs/sign-in/issuers.json', 'utf8'), { embedded: false });
    const [client, ...others] = realm.clients;
    expect(others).toEqual([]);
    expect(client).toMatchObject({
      clientId: 'hub',
      publicClient: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      attributes: { 'pkce.code.challenge.method': 'S256', 'access.token.header.type.rfc9068': 'true' },
    });
    expect(
      client?.protocolMappers.map(({ config }) => config['included.custom.audience'] ?? config['claim.name']),
    ).toEqual([issuer?.audience, issuer?.organisationClaim]);
    expect([realm.defaultSignatureAlgorithm]).toEqual(issuer?.algorithms);
  });

  it('lets nobody but its administrator say for whom somebody acts', () => {
    const [provider] = realm.components['org.keycloak.userprofile.UserProfileProvider'] ?? [];
    const { attributes } = JSON.parse(provider?.config['kc.user.profile.config']?.[0] ?? '') as Profile;
    const { permissions } = attributes.find(({ name }) => name === 'organisation') ?? {};
    expect(permissions).toEqual({ view: ['admin'], edit: ['admin'] });
  });
});
