/** The only reader of the environment in a subgraph's process. */

export type ServiceConfig = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Used for migrations only; the app's own where none is given. */
  readonly ownerDatabaseUrl: string;
  readonly keysPath: string;
  readonly publicKeysPath: string;
  /** File of the issuers whose access tokens are taken. */
  readonly issuersPath: string;
  /** Whether an issuer on plain HTTP or on this machine is taken: the embedded one of a hub with invented people. */
  readonly embedded: boolean;
  /** Where the partnership's service is; not read by itself. */
  readonly reviewsUrl: string;
  /** File of the hub's partnerships and who administers them; read by the reviews only. */
  readonly partnershipsPath: string | null;
  /** Only for tests of what survives: the moment at which this process ends. */
  readonly endAt: string | null;
};

/** `social-care` → `SOCIAL_CARE`: how the environment variables of a service begin. */
export const environmentPrefix = (name: string) => name.toUpperCase().replaceAll('-', '_');

const requiredIn = (environment: NodeJS.ProcessEnv) => (variable: string) => {
  const value = environment[variable];
  if (value === undefined || value === '') {
    throw new Error(`The environment variable ${variable} is missing.`);
  }
  return value;
};

function portIn(environment: NodeJS.ProcessEnv): number {
  const port = Number(environment['PORT'] ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`The environment variable PORT is "${environment['PORT']}", which is not a port.`);
  }
  return port;
}

/** Reads the configuration of a service. Throws naming the first variable that is missing or wrong. */
export function readServiceConfig(name: string, environment: NodeJS.ProcessEnv = process.env): ServiceConfig {
  const required = requiredIn(environment);
  const prefix = environmentPrefix(name);
  const databaseUrl = required(`${prefix}_DATABASE_URL`);
  return {
    name,
    host: environment['HOST'] ?? '127.0.0.1',
    port: portIn(environment),
    databaseUrl,
    ownerDatabaseUrl: environment[`${prefix}_OWNER_DATABASE_URL`] ?? databaseUrl,
    keysPath: required(`${prefix}_KEYS`),
    publicKeysPath: required('HUB_PUBLIC_KEYS'),
    issuersPath: required('IDENTITY_ISSUERS'),
    embedded: environment['HUB_EMBEDDED'] === '1',
    reviewsUrl: name === 'reviews' ? '' : required('REVIEWS_URL'),
    partnershipsPath: environment['HUB_PARTNERSHIPS'] ?? null,
    endAt: environment['HUB_TEST_END_AT'] ?? null,
  };
}

/** What the sealer of the access logs is told. */
export type SealerConfig = {
  readonly host: string;
  readonly port: number;
  /** Address of each log's database, for its sealer role, by the name of its service. */
  readonly databaseUrls: ReadonlyMap<string, string>;
  readonly keysPath: string;
};

/** Reads the configuration of the sealer of these logs. Throws naming the first variable that is missing or wrong. */
export function readSealerConfig(names: readonly string[], environment: NodeJS.ProcessEnv = process.env): SealerConfig {
  const required = requiredIn(environment);
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port: portIn(environment),
    databaseUrls: new Map(names.map((name) => [name, required(`${environmentPrefix(name)}_SEALER_DATABASE_URL`)])),
    keysPath: required('SEALER_KEYS'),
  };
}
