import { checkedDatabase } from '../../subgraphs/kit/service/database-address.ts';
import { secretIn } from '../../subgraphs/kit/service/secret.ts';
import { isPassword, type Passwords } from './passwords.ts';
import { prefixOf } from './services.ts';
import { StartError } from './start-error.ts';

/** Addresses of one process's database: `app` serves, `owner` migrates, `sealer` reads the access log and seals it. */
export type ServiceDatabase = { readonly app: string; readonly owner: string; readonly sealer: string };

/** What the environment says, read once. */
export type Configuration = {
  readonly port: number;
  /** HUB_DATA, or null where the hub chooses. */
  readonly dataFolder: string | null;
  /** HUB_KEYS: folder of the keys of a hub that runs elsewhere, or null for the keys in the data folder. */
  readonly keysFolder: string | null;
  /** Databases on somebody's own PostgreSQL, by process; null where the hub runs one itself. */
  readonly databases: Readonly<Record<string, ServiceDatabase>> | null;
  /** HUB_ADMIN_DATABASE_URL: address of the server, as a role that sees every row; null where it is not set. */
  readonly adminDatabaseUrl: string | null;
  readonly production: boolean;
  /** IDENTITY_ISSUERS and HUB_PARTNERSHIPS: the files of a hub in service, or null for one of invented people. */
  readonly issuersFile: string | null;
  readonly partnershipsFile: string | null;
  readonly smtpUrl: string | null;
  /** HUB_ADDRESS and HUB_TOKEN: which hub a command asks, and as whom. */
  readonly hubAddress: string | null;
  readonly hubToken: string | null;
  /** What every child gets besides its own: the environment without anybody's addresses of databases and keys. */
  readonly inherited: Readonly<Record<string, string>>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment. Throws StartError that names what is wrong or missing. */
export function readConfiguration(names: readonly string[], environment: Environment = process.env): Configuration {
  return {
    port: portIn(environment['PORT']),
    dataFolder: environment['HUB_DATA'] || null,
    keysFolder: environment['HUB_KEYS'] || null,
    databases: databasesIn(names, environment),
    adminDatabaseUrl: secretOf(environment, 'HUB_ADMIN_DATABASE_URL'),
    production: environment['NODE_ENV'] === 'production',
    issuersFile: environment['IDENTITY_ISSUERS'] || null,
    partnershipsFile: environment['HUB_PARTNERSHIPS'] || null,
    smtpUrl: secretOf(environment, 'SMTP_URL'),
    hubAddress: environment['HUB_ADDRESS'] || null,
    hubToken: secretOf(environment, 'HUB_TOKEN'),
    inherited: Object.fromEntries(
      Object.entries(environment).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && !isPrivate(entry[0]),
      ),
    ),
  };
}

/** The value of a variable, of databases one that may be asked, or of the file that `…_FILE` names. */
function secretOf(environment: Environment, variable: string): string | null {
  try {
    const secret = secretIn(environment, variable);
    return secret !== null && variable.endsWith('_DATABASE_URL')
      ? checkedDatabase(environment, variable, secret)
      : secret;
  } catch (error) {
    throw new StartError((error as Error).message);
  }
}

/** The address of the server as an administrator of it gives it. Throws StartError for one that may not be asked. */
export function checkedAdminUrl(url: string, environment: Environment = process.env): string {
  try {
    return checkedDatabase(environment, 'HUB_ADMIN_DATABASE_URL', url);
  } catch (error) {
    throw new StartError((error as Error).message);
  }
}

/** Name of the variable with a role's password: `social_care_app` → `SOCIAL_CARE_APP_PASSWORD`. */
export const passwordVariable = (role: string) => `${role.toUpperCase()}_PASSWORD`;

/** Reads the password of each database role from its variable. Throws StartError that names the first one missing. */
export function passwordsIn(roles: readonly string[], environment: Environment = process.env): Passwords {
  const passwordOf = (variable: string): string => {
    const password = secretOf(environment, variable) ?? '';
    if (!isPassword(password)) {
      throw new StartError(
        `The environment variable ${variable} must hold a password of at least 12 plain characters.`,
      );
    }
    return password;
  };
  return Object.fromEntries(roles.map((role) => [role, passwordOf(passwordVariable(role))]));
}

const isPrivate = (name: string) =>
  /(_DATABASE_URL|_KEYS|_PASSWORD|_TOKEN|^SMTP_URL)(_FILE)?$|^PG[A-Z]+$|^TLS_|^IDENTITY_ISSUERS$|^HUB_PARTNERSHIPS$/.test(
    name,
  );

function portIn(text = '4000'): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new StartError(`PORT must be a number from 1 to 65535, not "${text}".`, 2);
  }
  return port;
}

function databasesIn(names: readonly string[], environment: Environment): Configuration['databases'] {
  const needed = names.flatMap((name) =>
    ['', 'OWNER_', 'SEALER_'].map((role) => `${prefixOf(name)}_${role}DATABASE_URL`),
  );
  const secrets = new Map(needed.map((name) => [name, secretOf(environment, name)]));
  const missing = needed.filter((name) => secrets.get(name) === null);
  if (missing.length === needed.length) {
    return null;
  }
  if (missing.length > 0) {
    throw new StartError(`Some databases are set and others are not: set ${missing.join(', ')} too, or none of them.`);
  }
  const databaseOf = (prefix: string) => ({
    app: secrets.get(`${prefix}_DATABASE_URL`) as string,
    owner: secrets.get(`${prefix}_OWNER_DATABASE_URL`) as string,
    sealer: secrets.get(`${prefix}_SEALER_DATABASE_URL`) as string,
  });
  return Object.fromEntries(names.map((name) => [name, databaseOf(prefixOf(name))]));
}
