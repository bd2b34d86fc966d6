import { decodeProtectedHeader, type JWK } from 'jose';
import { sha256 } from '../../../subgraphs/kit/canonical.ts';
import type { DeliveryAnswer, Manifest, Pointer } from '../../../subgraphs/kit/publishing/manifest.ts';
import { keyOf, ownBytes, verifiedBytes } from '../../../subgraphs/kit/service/keys.ts';
import type { HubKeys } from './receipt.ts';

/** A publication as its organisation's service states it, with the manifest and the hub's answer as they were signed. */
export type StatedPublication = {
  readonly number: number;
  readonly hash: string;
  readonly manifest: string | null;
  readonly answer: string | null;
};

/** A manifest of which signature, hash and place in the chain were looked at. */
export type VerifiedManifest = { readonly manifest: Manifest; readonly accepted: boolean };

export type Whose = { readonly review: string; readonly organisation: string };

/** Verifies publications in the order of their numbers. Gives their manifests, and what does not match, in sentences. */
export async function verifyManifests(
  publications: readonly StatedPublication[],
  whose: Whose,
  organisationKeys: readonly JWK[],
  hubKeys: HubKeys,
): Promise<{ readonly manifests: readonly VerifiedManifest[]; readonly faults: readonly string[] }> {
  const manifests: VerifiedManifest[] = [];
  const faults: string[] = [];
  let previous: string | null = null;
  for (const [index, publication] of publications.entries()) {
    const { number, hash } = publication;
    const bytes = await signedBy(organisationKeys, publication.manifest, 'manifest');
    if (bytes === null) {
      faults.push(`Publication ${number}: its signature is of none of the organisation's keys.`);
    }
    const said = bytes ?? ownBytes(publication.manifest ?? '');
    const manifest = said === '' ? null : (JSON.parse(said) as Manifest);
    if (manifest !== null) {
      const answer = await answerTo(publication, hubKeys);
      faults.push(
        ...chainFaults(manifest, { number: index + 1, previous, ...whose }),
        ...answerFaults(publication, answer),
      );
      manifests.push({ manifest, accepted: answer !== 'FORGED' && answer?.outcome === 'ACCEPTED' });
    }
    previous = sha256(said);
    if (previous !== hash) {
      faults.push(`Publication ${number}: its manifest has the hash ${previous}, and ${hash} is stated.`);
    }
  }
  return { manifests, faults };
}

/** The bytes of a signed text, null where none of these keys signed it. */
async function signedBy(keys: readonly JWK[], signed: string | null, typ: string): Promise<string | null> {
  try {
    const { kid } = decodeProtectedHeader(signed ?? '');
    const key = keys.find((each) => each.kid === kid);
    return key === undefined ? null : await verifiedBytes(signed ?? '', await keyOf(key), typ);
  } catch {
    return null;
  }
}

type Expected = Whose & { readonly number: number; readonly previous: string | null };

function chainFaults(manifest: Manifest, expected: Expected): readonly string[] {
  const names: Readonly<Record<keyof Expected, string>> = {
    number: 'its number',
    previous: 'the hash of the one before it',
    review: 'its review',
    organisation: 'its organisation',
  };
  return (Object.keys(names) as (keyof Expected)[])
    .filter((field) => manifest[field] !== expected[field])
    .map(
      (field) => `Publication ${expected.number}: ${names[field]} is "${manifest[field]}", not "${expected[field]}".`,
    );
}

type Answered = DeliveryAnswer | 'FORGED' | null;

/** What the hub signed of a publication; null while it is on its way. */
async function answerTo({ answer }: StatedPublication, { reviews = [] }: HubKeys): Promise<Answered> {
  if (answer === null) {
    return null;
  }
  const bytes = await signedBy(reviews, answer, 'delivery-answer');
  return bytes === null ? 'FORGED' : (JSON.parse(bytes) as DeliveryAnswer);
}

function answerFaults({ number, hash }: StatedPublication, answer: Answered): readonly string[] {
  if (answer === 'FORGED') {
    return [`Publication ${number}: the answer of the hub to it is not signed by the hub.`];
  }
  return answer === null || (answer.number === number && answer.hash === hash)
    ? []
    : [`Publication ${number}: the hub answered to another manifest, ${answer.hash}.`];
}

/** Every revision that a manifest names, with the hash signed for it. What two manifests say of one must be the same. */
export function signedRevisions(manifests: readonly VerifiedManifest[]): ReadonlyMap<string, Pointer> {
  const pointers = manifests.flatMap(({ manifest: { pointers, words } }) => [
    ...pointers,
    ...(words === null ? [] : [words]),
  ]);
  return new Map(pointers.map((pointer) => [pointer.revision, pointer]));
}
