import pg from 'pg';
import { isThisMachine } from './tls-files.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Gives the address of a database. Throws, where records are real, unless the database is on this machine or proves who it
 * is and is spoken with in cipher alone (`sslmode=verify-full`). The address is never repeated: a password is in it.
 */
export function checkedDatabase(environment: Environment, variable: string, url: string): string {
  if (!mustEncrypt(environment)) {
    return url;
  }
  // As whoever connects reads it: the parameters of an address may name another host than the address does.
  const { host } = new pg.Client({ connectionString: url });
  const isNear = isThisMachine(host) || host.startsWith('/');
  if (isNear || isVerified(url)) {
    return url;
  }
  throw new Error(
    `The database of ${variable} is at "${host}", which is asked over TLS alone: end its address with "?sslmode=verify-full".`,
  );
}

/** Every other mode goes on without a certificate, or without TLS. */
function isVerified(url: string): boolean {
  const modes = new URL(url).searchParams.getAll('sslmode');
  return modes.length > 0 && modes.every((mode) => mode === 'verify-full');
}

const mustEncrypt = (environment: Environment) =>
  environment['NODE_ENV'] === 'production' && environment['HUB_EMBEDDED'] !== '1';
