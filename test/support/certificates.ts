import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { TlsFiles } from '../../subgraphs/kit/service/tls-files.ts';

/** Makes an authority in a folder, unless it is there, and certificates for this machine, as the operator's page says. */
export function makeCertificates(
  folder: string,
  names: readonly string[],
  days = 1,
  host = '127.0.0.1',
): (name: string) => TlsFiles {
  const processes = names.map((name) => `${name}=${host}`);
  const environment = { ...process.env, DAYS: String(days) };
  execFileSync('sh', ['docs/certificates.sh', folder, ...processes], { env: environment });
  return (name) => ({
    certificate: join(folder, `tls/${name}.pem`),
    key: join(folder, `private/tls/${name}.key`),
    authority: join(folder, 'tls/authority.pem'),
  });
}
