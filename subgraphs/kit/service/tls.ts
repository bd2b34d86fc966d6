import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { TlsFiles } from './tls-files.ts';

/** What a process proves itself with to others of the hub, as PEM, and whose word it takes for them. */
export type Tls = { readonly certificate: string; readonly key: string; readonly authority: string };

/** How a process is called in its certificate: `URI:hub:social-care` among the subject's alternative names. */
const nameInCertificate = (name: string) => `URI:hub:${name}`;

/**
 * Reads the certificate of the process with this name. Throws naming the file when it cannot be used: unreadable, of
 * another name or key, not signed by the authority, or not valid today. Null where there are no files.
 */
export function readTls(files: TlsFiles | null, name: string, now = new Date()): Tls | null {
  if (files === null) {
    return null;
  }
  const tls = contentOf(files);
  const [own, ...chain] = certificatesIn(tls.certificate, 'TLS_CERTIFICATE', files.certificate);
  const authorities = certificatesIn(tls.authority, 'TLS_AUTHORITY', files.authority);
  const wrong = whatIsWrong(own!, keyIn(tls.key, files.key), [...chain, ...authorities], name, now);
  if (wrong !== null) {
    throw new Error(`The certificate "${files.certificate}" that TLS_CERTIFICATE names ${wrong}.`);
  }
  return tls;
}

/** What stands in the files. Throws naming the one that cannot be read. */
export const contentOf = (files: TlsFiles): Tls => ({
  certificate: textOf('TLS_CERTIFICATE', files.certificate),
  key: textOf('TLS_KEY', files.key),
  authority: textOf('TLS_AUTHORITY', files.authority),
});

function whatIsWrong(
  own: X509Certificate,
  key: KeyObject,
  signers: readonly X509Certificate[],
  name: string,
  now: Date,
): string | null {
  if (!namesIn(own.subjectAltName).includes(name)) {
    return `does not have the name "${nameInCertificate(name)}"`;
  }
  if (!own.checkPrivateKey(key)) {
    return 'does not belong to the key that TLS_KEY names';
  }
  if (!signers.some((signer) => own.checkIssued(signer) && own.verify(signer.publicKey))) {
    return 'is not signed by the authority that TLS_AUTHORITY names';
  }
  if (now < new Date(own.validFrom) || now > new Date(own.validTo)) {
    return `is valid from ${own.validFrom} to ${own.validTo} only`;
  }
  return null;
}

/** The names of processes of a hub among alternative names, as Node writes those: what is quoted is somebody's trick. */
export function namesIn(alternativeNames: string | undefined): readonly string[] {
  const plain = (alternativeNames ?? '').replace(/"(?:[^"\\]|\\.)*"/g, '');
  return plain.split(', ').flatMap((one) => /^URI:hub:([a-z-]+)$/.exec(one)?.[1] ?? []);
}

/** For a server: only who has a certificate of the authority is spoken with at all. */
export const serverSide = ({ certificate, key, authority }: Tls) =>
  ({
    cert: certificate,
    key,
    ca: authority,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
  }) as const;

/** For asking the process with this name: it must have a certificate of the authority for its host and for the name. */
export const clientSide = ({ certificate, key, authority }: Tls, name: string) =>
  ({
    cert: certificate,
    key,
    ca: authority,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
    checkServerIdentity: (host: string, peer: PeerCertificate) =>
      checkServerIdentity(host, peer) ??
      (namesIn(peer.subjectaltname).includes(name)
        ? undefined
        : new Error(`The certificate at "${host}" does not have the name "${nameInCertificate(name)}".`)),
  }) as const;

/** For asking oneself, at whatever host: the other side must have the very certificate that we have. */
export const ownSide = ({ certificate, key, authority }: Tls) =>
  ({
    cert: certificate,
    key,
    ca: authority,
    checkServerIdentity: (_host: string, { raw }: PeerCertificate) =>
      raw.equals(new X509Certificate(certificate).raw) ? undefined : new Error('Somebody else listens here.'),
  }) as const;

function textOf(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(`The file "${file}" that ${variable} names cannot be read.`);
  }
}

function certificatesIn(text: string, variable: string, file: string): readonly X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    const [first, ...more] = blocks.map((block) => new X509Certificate(block));
    if (first !== undefined) {
      return [first, ...more];
    }
  } catch {
    // Falls through: what is no certificate is as good as none.
  }
  throw new Error(`The file "${file}" that ${variable} names holds no certificate in PEM.`);
}

function keyIn(text: string, file: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    // What is wrong with it is not repeated: it is a private key.
    throw new Error(`The file "${file}" that TLS_KEY names holds no private key in PEM.`);
  }
}
