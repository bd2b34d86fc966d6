import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Only signatures that need a private key: with a shared secret, whoever can verify a token can make one. */
const asymmetric = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const;

const privateParts = ['d', 'k', 'p', 'q'];

const publicKey = z
  .looseObject({ kty: z.string(), kid: z.string() })
  .refine((key) => !privateParts.some((part) => part in key), 'This is a private key; only public ones belong here.');

const issuer = z.strictObject({
  issuer: z.url(),
  jwksUri: z.url().exactOptional(),
  keys: z.array(publicKey).min(1).exactOptional(),
  audience: z.string().min(1),
  algorithms: z.array(z.enum(asymmetric)).min(1),
  people: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'It takes lower-case letters, digits and hyphens, at most 31.')
    .exactOptional(),
  organisations: z.union([z.record(z.string().min(1), z.uuid()), z.literal('any')]),
  organisationClaim: z.string().min(1).default('organisation'),
  accessTokens: z.enum(['at+jwt', 'Bearer']).default('at+jwt'),
});

const issuers = z.array(issuer).min(1);

/** A sign-in service whose access tokens are taken, and what it may say. */
export type Issuer = Readonly<z.infer<typeof issuer>>;

/** What stops a start: a file of issuers that cannot be used. The sentence says where and why. */
export class IssuersError extends Error {
  override readonly name = 'IssuersError';
}

/**
 * Reads the file of issuers. Throws IssuersError for one that is wrong. An issuer on plain HTTP or on this machine is
 * taken only where the hub says that it is its embedded one.
 */
export function readIssuers(json: string, { embedded }: { readonly embedded: boolean }): readonly Issuer[] {
  const read = issuers.safeParse(parsed(json));
  if (!read.success) {
    const [first] = read.error.issues;
    throw new IssuersError(`At "${first?.path.join('.') ?? ''}" it is wrong: ${first?.message ?? 'unknown'}`);
  }
  for (const each of read.data) {
    refuseUnsafe(each, embedded);
  }
  refuseTwice(
    read.data.map((each) => each.issuer, 'issuer'),
    (twice) => `The issuer "${twice}" is there twice.`,
  );
  refuseTwice(
    read.data.map(({ people }) => people ?? ''),
    (twice) =>
      twice === ''
        ? 'Only one issuer may leave out "people", or two could speak for the same person.'
        : `Two issuers name their people "${twice}", and could speak for each other's.`,
  );
  return read.data;
}

/** Reads the file that `IDENTITY_ISSUERS` names. Throws IssuersError that names the file. */
export function readIssuersFile(file: string, options: { readonly embedded: boolean }): readonly Issuer[] {
  try {
    return readIssuers(readFileSync(file, 'utf8'), options);
  } catch (error) {
    const reason = error instanceof IssuersError ? `cannot be used. ${error.message}` : 'cannot be read.';
    throw new IssuersError(`The file "${file}" that "IDENTITY_ISSUERS" names ${reason}`);
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new IssuersError('It is not JSON.');
  }
}

function refuseUnsafe({ issuer: name, jwksUri, keys }: Issuer, embedded: boolean): void {
  if (jwksUri !== undefined && keys !== undefined) {
    throw new IssuersError(`The issuer "${name}" has "keys" and a "jwksUri"; it takes one of them, or neither.`);
  }
  const unsafe = [name, jwksUri ?? name].find((address) => !isSafe(new URL(address)));
  if (unsafe !== undefined && !embedded) {
    throw new IssuersError(
      `"${unsafe}" is on plain HTTP or on this machine. Only the embedded sign-in service may be, where HUB_EMBEDDED is "1".`,
    );
  }
}

const isSafe = ({ protocol, hostname }: URL) =>
  protocol === 'https:' && !/^(localhost|.*\.localhost|127\..*|\[::1\]|\[::ffff:.*\]|0\.0\.0\.0)$/.test(hostname);

function refuseTwice(values: readonly string[], sentence: (twice: string) => string): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) {
    throw new IssuersError(sentence(twice));
  }
}

const SEPARATOR = ':';

/**
 * Gives the id by which the hub knows somebody: of issuer and subject together, so that no issuer can speak for another's
 * people. Gives null for a subject of the issuer without a name for its people that looks like another's.
 */
export function personOf({ people }: Pick<Issuer, 'people'>, subject: string): string | null {
  if (people === undefined) {
    return subject.includes(SEPARATOR) ? null : subject;
  }
  return `${people}${SEPARATOR}${subject}`;
}

/** Gives the issuer that speaks for a person, or undefined when none of these does. */
export function issuerOf(among: readonly Issuer[], person: string): Issuer | undefined {
  const end = person.indexOf(SEPARATOR);
  const people = end === -1 ? undefined : person.slice(0, end);
  return among.find((each) => each.people === people);
}

/** Whether an issuer may speak for the organisation with this id. */
export const maySpeakFor = ({ organisations }: Pick<Issuer, 'organisations'>, organisation: string) =>
  organisations === 'any' || Object.values(organisations).includes(organisation);
