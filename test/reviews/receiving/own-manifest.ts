import { canonical, sha256 } from '../../../subgraphs/kit/canonical.ts';
import type { DeliveryAnswer, Manifest } from '../../../subgraphs/kit/publishing/manifest.ts';
import { readServiceKeys, signBytes } from '../../../subgraphs/kit/service/keys.ts';
import type { TestHub } from '../../support/hub.ts';
import { organisationId } from '../../support/hub.ts';
import type { TestReview } from '../../support/review.ts';

/** The first publication of an organisation that has no entries, which a test changes as it likes. */
export const manifestOf = (review: TestReview, code: string, change: Partial<Manifest> = {}): Manifest => ({
  format: 'safeguarding-contribution/2',
  review: review.id,
  organisation: review.organisationOf(code),
  code,
  number: 1,
  previous: null,
  publishedAt: '2024-02-13T10:00:00.000Z',
  answer: null,
  noContact: [],
  withdrawn: null,
  form: null,
  author: null,
  signedOff: {
    person: review.signatory(code),
    role: 'Director',
    organisation: null,
    at: '2024-02-13T09:00:00.000Z',
    draft: '0'.repeat(64),
    publication: 1,
    standingUntil: null,
  },
  words: null,
  pointers: [],
  ...change,
});

export const hashOf = (manifest: Manifest) => sha256(canonical(manifest));

/** Signs whatever is given with an organisation's real key. */
export async function signedBy(
  hub: TestHub,
  service: string,
  content: unknown,
  { index = 0, type = 'manifest' }: { readonly index?: number; readonly type?: string } = {},
): Promise<string> {
  const key = await (await readServiceKeys(hub.keys.privateFile(service))).organisation(organisationId(service, index));
  return signBytes(key!, type, canonical(content));
}

/** What a compact JWS says, not verified. */
export const said = <T = DeliveryAnswer>(signed: string) =>
  JSON.parse(Buffer.from(signed.split('.')[1]!, 'base64url').toString('utf8')) as T;
