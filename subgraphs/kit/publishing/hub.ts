import { Agent, request } from 'undici';
import type { KnownPerson } from '../import/marks.ts';
import type { ServiceKeys } from '../service/keys.ts';
import { serviceToken } from '../service/keys.ts';
import { REQUEST_ID_HEADER } from '../service/request-id.ts';
import { clientSide, type Tls } from '../service/tls.ts';
import type { Place } from './agency-service.ts';
import type { GivenBack, Held } from './held.ts';

/** A person's identifier, as an agency knows it. */
export type Identifier = { readonly scheme: string; readonly value: string };

/** For whom a service asks, and in which of their requests. */
export type Asking = { readonly person: string; readonly requestId: string };

/** What the hub tells of a review for reading a file: its people, and the name of the organisation whose file it is. */
export type KnownForFile = { readonly people: readonly KnownPerson[]; readonly organisation: string };

/** The partnership's service, as an agency's service calls it: plain HTTP, in no schema. */
export type Hub = {
  /**
   * Posts a signed manifest; gives the hub's signed answer. Throws when none came. One that is sent again takes the
   * hub's earlier answer with it.
   */
  readonly deliver: (signedManifest: string, earlierAnswer: string | null) => Promise<string>;
  /** Posts signed heads, a compact JWS for each organisation; gives the life the hub's database is in. */
  readonly stateHeads: (signedHeads: readonly string[]) => Promise<string | null>;
  /** What the hub holds of all organisations of this service. */
  readonly held: (reviews: readonly string[]) => Promise<Held>;
  readonly publicationsAfter: (place: Place, number: number) => Promise<readonly GivenBack[]>;
  /** Posts the newest seal of this service's access log; gives seals of other logs to be kept here. */
  readonly exchangeSeals: (signed: string | null) => Promise<readonly string[]>;
  /** Tells for each identifier whether it belongs to a person of the review. The hub logs the reading. */
  readonly belongToReview: (
    review: string,
    organisation: string,
    asking: Asking,
    identifiers: readonly Identifier[],
  ) => Promise<readonly boolean[]>;
  /** What reading a file of this organisation needs. The hub logs the reading. */
  readonly knownForFile: (review: string, organisation: string, asking: Asking) => Promise<KnownForFile>;
};

const TIMEOUT_MS = 20_000;

/** Header with what the hub answered before it was restored to an older state. */
export const EARLIER_ANSWER = 'earlier-answer';

type Headers = Readonly<Record<string, string>>;

/** What the hub says of its refusal, for whoever runs this service; empty where it is no sentence of the hub's. */
function sentenceIn(body: string): string {
  try {
    const { message } = JSON.parse(body) as { readonly message?: unknown };
    return typeof message === 'string' ? message.slice(0, 200) : '';
  } catch {
    return '';
  }
}

/** The hub at this address, called as this service. */
export function hubAt(url: string, name: string, keys: ServiceKeys, tls: Tls | null): Hub {
  const way = tls === null ? {} : { dispatcher: new Agent({ connect: clientSide(tls, 'reviews') }) };
  const post = async (path: string, body: string, type: string, more: Headers = {}): Promise<string> => {
    const answer = await request(new URL(path, url), {
      ...way,
      method: 'POST',
      headers: {
        ...more,
        'content-type': type,
        authorization: `Bearer ${await serviceToken(keys.service, name, 'reviews')}`,
      },
      body,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) {
      throw new Error(`The hub answered ${answer.statusCode}. ${sentenceIn(text)}`.trim());
    }
    return text;
  };
  return {
    deliver: (signed, earlier) =>
      post('/publications', signed, 'application/jose', earlier === null ? {} : { [EARLIER_ANSWER]: earlier }),
    stateHeads: async (signed) =>
      (JSON.parse(await post('/heads', JSON.stringify(signed), 'application/json')) as { life: string | null }).life,
    held: async (reviews) => JSON.parse(await post('/held', JSON.stringify({ reviews }), 'application/json')) as Held,
    publicationsAfter: async (place, after) =>
      JSON.parse(
        await post('/held/publications', JSON.stringify({ ...place, after }), 'application/json'),
      ) as readonly GivenBack[],
    exchangeSeals: async (signed) =>
      JSON.parse(await post('/seals', JSON.stringify({ signed }), 'application/json')) as string[],
    belongToReview: async (review, organisation, { person, requestId }, identifiers) =>
      JSON.parse(
        await post(
          '/identity-matches',
          JSON.stringify({ review, organisation, person, identifiers }),
          'application/json',
          { [REQUEST_ID_HEADER]: requestId },
        ),
      ) as boolean[],
    knownForFile: async (review, organisation, { person, requestId }) =>
      JSON.parse(
        await post('/identities', JSON.stringify({ review, organisation, person }), 'application/json', {
          [REQUEST_ID_HEADER]: requestId,
        }),
      ) as KnownForFile,
  };
}
