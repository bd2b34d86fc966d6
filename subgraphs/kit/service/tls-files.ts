/** Where the certificate of a process is, its private key, and the certificates of those who may sign for others. */
export type TlsFiles = { readonly certificate: string; readonly key: string; readonly authority: string };

type Environment = Readonly<Record<string, string | undefined>>;

const variables = { certificate: 'TLS_CERTIFICATE', key: 'TLS_KEY', authority: 'TLS_AUTHORITY' } as const;
const allOfThem = Object.values(variables).join(', ');

/** The files that the environment names, null for none. Throws when some are named and others are not. */
export function tlsFilesIn(environment: Environment): TlsFiles | null {
  const missing = Object.values(variables).filter((variable) => !environment[variable]);
  if (missing.length === 3) {
    return null;
  }
  if (missing.length > 0) {
    throw new Error(`Of ${allOfThem} all are set or none: set ${missing.join(', ')} too.`);
  }
  const named = (variable: string) => environment[variable] as string;
  return {
    certificate: named(variables.certificate),
    key: named(variables.key),
    authority: named(variables.authority),
  };
}

/** How a process is reached and what it reaches, by the names of the variables that say so. */
export type Ways = { readonly listensOn: string | null; readonly asks: Readonly<Record<string, string>> };

/**
 * Throws unless both sides of every way will prove who they are. Without certificates there is no https; with records that
 * are real there is nothing else outside this machine, unless HUB_PLAIN_HTTP=1 says that something around us does it.
 */
export function checkWays(environment: Environment, tls: TlsFiles | null, { listensOn, asks }: Ways): void {
  for (const [variable, address] of Object.entries(asks)) {
    if (tls === null && address.startsWith('https:')) {
      throw new Error(`${variable} is "${address}", which is asked with a certificate: set ${allOfThem}.`);
    }
  }
  if (!mustEncrypt(environment)) {
    return;
  }
  if (tls === null && listensOn !== null && !isThisMachine(listensOn)) {
    throw new Error(`HOST is "${listensOn}", where only callers with a certificate are answered: set ${allOfThem}.`);
  }
  for (const [variable, address] of Object.entries(asks)) {
    if (address.startsWith('http:') && !isThisMachine(new URL(address).hostname)) {
      throw new Error(`${variable} is "${address}", which is not encrypted: make it https.`);
    }
  }
}

const mustEncrypt = (environment: Environment) =>
  environment['NODE_ENV'] === 'production' &&
  environment['HUB_EMBEDDED'] !== '1' &&
  environment['HUB_PLAIN_HTTP'] !== '1';

/** Whether a host is this machine, by what stands in an address. */
export const isThisMachine = (host: string) => /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);
