import { checkedDatabase } from './database-address.ts';
import { requiredSecretIn, secretIn } from './secret.ts';
import { checkWays, type TlsFiles, tlsFilesIn } from './tls-files.ts';

/** The only reader of the environment in a subgraph's process. */

export type ServiceConfig = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Used for migrations only; outside service the app's own where none is given. */
  readonly ownerDatabaseUrl: string;
  readonly keysPath: string;
  readonly publicKeysPath: string;
  /** File of the issuers whose access tokens are taken. */
  readonly issuersPath: string;
  /** Whether an issuer on plain HTTP or on this machine is taken: the embedded one of a hub with invented people. */
  readonly embedded: boolean;
  /** Where the partnership's service is; not read by itself. */
  readonly reviewsUrl: string;
  /** What this process proves itself with to the others and asks of them; null where they speak plain HTTP. */
  readonly tls: TlsFiles | null;
  /** File of the hub's partnerships and who administers them; read by the reviews only. */
  readonly partnershipsPath: string | null;
  /** Null where no mail is sent; read by the reviews only. */
  readonly mail: MailConfig | null;
  /** Only for tests of what survives: the moment at which this process ends. */
  readonly endAt: string | null;
};

/** Where reminders go, from whom they come, and to which address of the hub they lead. */
export type MailConfig = {
  readonly to: { readonly smtpUrl: string } | { readonly folder: string };
  readonly from: string;
  readonly link: string;
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

function mailIn(environment: NodeJS.ProcessEnv, required: (variable: string) => string): MailConfig | null {
  const smtpUrl = secretIn(environment, 'SMTP_URL');
  const folder = environment['MAIL_FOLDER'];
  if (!smtpUrl && !folder) {
    return null;
  }
  const to = smtpUrl ? { smtpUrl } : { folder: folder! };
  return { to, from: required('MAIL_FROM'), link: required('MAIL_LINK') };
}

/** Reads the configuration of a service. Throws naming the first variable that is missing or wrong. */
export function readServiceConfig(name: string, environment: NodeJS.ProcessEnv = process.env): ServiceConfig {
  const required = requiredIn(environment);
  const prefix = environmentPrefix(name);
  const host = environment['HOST'] ?? '127.0.0.1';
  const reviewsUrl = name === 'reviews' ? '' : required('REVIEWS_URL');
  const tls = tlsFilesIn(environment);
  checkWays(environment, tls, { listensOn: host, asks: name === 'reviews' ? {} : { REVIEWS_URL: reviewsUrl } });
  return {
    name,
    host,
    port: portIn(environment),
    ...databasesIn(environment, prefix),
    keysPath: required(`${prefix}_KEYS`),
    publicKeysPath: required('HUB_PUBLIC_KEYS'),
    issuersPath: required('IDENTITY_ISSUERS'),
    embedded: environment['HUB_EMBEDDED'] === '1',
    reviewsUrl,
    tls,
    partnershipsPath: environment['HUB_PARTNERSHIPS'] ?? null,
    mail: name === 'reviews' ? mailIn(environment, required) : null,
    endAt: environment['HUB_TEST_END_AT'] ?? null,
  };
}

/** In service the owner's role is another than the app's, which must not be able to change its tables. */
function databasesIn(environment: NodeJS.ProcessEnv, prefix: string) {
  const databaseUrl = requiredSecretIn(environment, `${prefix}_DATABASE_URL`);
  const owner = `${prefix}_OWNER_DATABASE_URL`;
  const ownerDatabaseUrl =
    environment['NODE_ENV'] === 'production' ? requiredSecretIn(environment, owner) : secretIn(environment, owner);
  return {
    databaseUrl: checkedDatabase(environment, `${prefix}_DATABASE_URL`, databaseUrl),
    ownerDatabaseUrl: checkedDatabase(environment, owner, ownerDatabaseUrl ?? databaseUrl),
  };
}

/** Where a process of this environment says on its own machine whether it is well, and what it proves itself with. */
export function readHealthConfig(environment: NodeJS.ProcessEnv = process.env) {
  const tls = tlsFilesIn(environment);
  return { tls, address: `${tls === null ? 'http' : 'https'}://127.0.0.1:${portIn(environment)}/health` };
}

/** What the sealer of the access logs is told. */
export type SealerConfig = {
  readonly host: string;
  readonly port: number;
  /** Address of each log's database, for its sealer role, by the name of its service. */
  readonly databaseUrls: ReadonlyMap<string, string>;
  readonly keysPath: string;
  readonly publicKeysPath: string;
};

/** Reads the configuration of the sealer of these logs. Throws naming the first variable that is missing or wrong. */
export function readSealerConfig(names: readonly string[], environment: NodeJS.ProcessEnv = process.env): SealerConfig {
  const required = requiredIn(environment);
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port: portIn(environment),
    databaseUrls: new Map(
      names.map((name) => {
        const variable = `${environmentPrefix(name)}_SEALER_DATABASE_URL`;
        return [name, checkedDatabase(environment, variable, requiredSecretIn(environment, variable))];
      }),
    ),
    keysPath: required('SEALER_KEYS'),
    publicKeysPath: required('HUB_PUBLIC_KEYS'),
  };
}
