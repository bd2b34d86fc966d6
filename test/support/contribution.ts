import { randomUUID } from 'node:crypto';
import type { Answer } from './federated-house.ts';
import type { TestHub } from './hub.ts';
import type { TestReview } from './review.ts';

export type Acting = {
  readonly hub: TestHub;
  readonly review: TestReview;
  readonly code: string;
  /** How the names of the service's types begin: `SocialCare`. */
  readonly prefix: string;
};

/** An entry for a draft: a kind every sector has, with what a test says of it. */
export const anEntry = (review: TestReview, entry: Readonly<Record<string, unknown>> = {}) => ({
  sourceRecordId: `record-${randomUUID().slice(0, 8)}`,
  occurred: '9 February 2024',
  subjects: [review.subjects.Wren],
  sourceOfInformation: 'Record',
  people: ['Wren'],
  whatHappened: 'Something was seen and written down.',
  informationReceived: { from: 'HOS', actedOn: 'NO' },
  ...entry,
});

/** What hides an entry from all but these people. */
export const hiddenFromAllBut = (...named: readonly string[]) => ({
  handling: 'HIDDEN',
  reasons: ['RISK_TO_SOMEONE'],
  named,
  heldBackBy: 'Head of safeguarding',
  reviewOn: '2031-02-01',
});

const PLACE = '$review: ID!, $organisation: ID!, $key: String!';
const AT = 'review: $review, organisation: $organisation, key: $key';
const RECEIPT = '{ receipt at number hash draftVersion entries { sourceRecordId version outcome } }';

type Written = {
  readonly receipt: string;
  readonly number: number | null;
  readonly hash: string | null;
  readonly draftVersion: number | null;
  readonly entries: readonly { readonly sourceRecordId: string; readonly version: number; readonly outcome: string }[];
};

const place = ({ review, code }: Acting) => ({ review: review.id, organisation: review.organisationOf(code) });

/** The answer to a submission, whatever it is. */
export const trySubmit = (
  { hub, prefix, ...acting }: Acting,
  entries: readonly object[],
  key: string = randomUUID(),
): Promise<Answer> =>
  hub.ask(
    acting.review.author(acting.code),
    `mutation Submit(${PLACE}, $entries: [${prefix}EntryInput!]!) { written: submit${prefix}Entries(${AT}, entries: $entries) ${RECEIPT} }`,
    { ...place({ hub, prefix, ...acting }), key, entries },
  );

type Signing = { readonly person?: string; readonly version?: number; readonly key?: string };

/** The answer to a sign-off of the draft as it is, or as it was at a version, whatever it is. */
export async function trySign(acting: Acting, { person, version, key = randomUUID() }: Signing = {}): Promise<Answer> {
  const { hub, prefix, review, code } = acting;
  const seen = version ?? (await draftVersion(acting));
  return typeof seen === 'object'
    ? seen
    : hub.ask(
        person ?? review.signatory(code),
        `mutation Sign(${PLACE}, $version: Int!) { written: sign${prefix}Contribution(${AT}, expectedVersion: $version, role: "Director") ${RECEIPT} }`,
        { ...place(acting), key, version: seen },
      );
}

/** The version of the draft, 0 where there is none yet; the answer itself where the agency is out. */
async function draftVersion({ hub, prefix, ...acting }: Acting): Promise<number | Answer> {
  const own = prefix.charAt(0).toLowerCase() + prefix.slice(1);
  const answer = await hub.ask(
    acting.review.signatory(acting.code),
    `query($review: ID!, $organisation: ID!) { status: ${own}Contribution(review: $review, organisation: $organisation) { version } }`,
    place({ hub, prefix, ...acting }),
  );
  const { status } = (answer.data ?? {}) as { readonly status?: { readonly version: number } | null };
  return isOutage(answer) ? answer : (status?.version ?? 0);
}

/** Has the signatory sign the draft off, and gives the answer to its publication by the author, whatever it is. */
export async function tryPublish(acting: Acting, key: string = randomUUID()): Promise<Answer> {
  const signed = await trySign(acting);
  return isOutage(signed) ? signed : tryPublishUnsigned(acting, key);
}

const isOutage = ({ errors }: Answer) =>
  ['AGENCY_UNAVAILABLE', 'OUTCOME_UNKNOWN'].includes(String(errors?.[0]?.extensions['code']));

/** The answer to a publication of a draft that is perhaps not signed off. */
export const tryPublishUnsigned = ({ hub, prefix, ...acting }: Acting, key: string = randomUUID()): Promise<Answer> =>
  hub.ask(
    acting.review.author(acting.code),
    `mutation Publish(${PLACE}) { written: publish${prefix}Contribution(${AT}) ${RECEIPT} }`,
    { ...place({ hub, prefix, ...acting }), key },
  );

export const tryWithdraw = (
  { hub, prefix, ...acting }: Acting,
  references: readonly string[],
  reason = 'SENT_BY_MISTAKE',
  key: string = randomUUID(),
): Promise<Answer> =>
  hub.ask(
    acting.review.signatory(acting.code),
    `mutation Withdraw(${PLACE}, $references: [String!]!, $reason: String!) {
      written: withdraw${prefix}Entries(${AT}, references: $references, reason: $reason) ${RECEIPT}
    }`,
    { ...place({ hub, prefix, ...acting }), key, references, reason },
  );

/** What was written. Throws the first error's sentence. */
export async function written(answer: Promise<Answer>): Promise<Written> {
  const { data, errors } = await answer;
  if (errors !== undefined) {
    throw new Error(`${errors[0]?.message} ${JSON.stringify(errors[0]?.extensions)}`);
  }
  return (data as { written: Written }).written;
}

/** The code and sentence of the first error, as a test compares them. */
export async function refusal(
  answer: Promise<Answer>,
): Promise<{ readonly code: unknown; readonly message: string | undefined }> {
  const { errors } = await answer;
  return { code: errors?.[0]?.extensions['code'], message: errors?.[0]?.message };
}

export type PublicationStatus = {
  readonly number: number;
  readonly hash: string;
  readonly outcome: string | null;
  readonly refusal: string | null;
  readonly deliveringSince: string | null;
};

export async function publications({ hub, prefix, review, code }: Acting): Promise<readonly PublicationStatus[]> {
  const own = prefix.charAt(0).toLowerCase() + prefix.slice(1);
  const { status } = await hub.data<{ status: { publications: readonly PublicationStatus[] } }>(
    review.author(code),
    `query($review: ID!, $organisation: ID!) {
      status: ${own}Contribution(review: $review, organisation: $organisation) { publications { number hash outcome refusal deliveringSince } }
    }`,
    { review: review.id, organisation: review.organisationOf(code) },
  );
  return status.publications;
}

/** Waits until the hub has answered every publication, and gives the last one. */
export async function untilDelivered(acting: Acting): Promise<PublicationStatus> {
  const until = Date.now() + 60_000;
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, 200)) {
    const all = await publications(acting);
    if (all.every(({ outcome }) => outcome !== null) && all.length > 0) {
      return all.at(-1)!;
    }
    if (Date.now() > until) {
      throw new Error(`Not delivered: ${JSON.stringify(all)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Submits, publishes and waits until it is in the chronology. */
export async function send(acting: Acting, entries: readonly object[]): Promise<PublicationStatus> {
  await written(trySubmit(acting, entries));
  await written(tryPublish(acting));
  return untilDelivered(acting);
}

export type Node = {
  readonly id: string;
  readonly reference: string;
  readonly kind: string;
  readonly significance: string;
  readonly handling: string;
  readonly occurred: {
    readonly text: string;
    readonly earliest: string | null;
    readonly latest: string | null;
    readonly time: string | null;
    readonly precision: string;
  };
  readonly record:
    | (Readonly<Record<string, unknown>> & { readonly __typename: string; readonly reference: string })
    | null;
};

export type Chronology = {
  readonly totalCount: number;
  readonly undatedCount: number;
  readonly version: number;
  readonly newerAvailable: boolean;
  readonly notice: string;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
};

export const CHRONOLOGY = `query Chronology($review: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: ChronologyFilterInput, $asOf: String) {
  review(id: $review) { chronology(first: $first, after: $after, last: $last, before: $before, filter: $filter, asOf: $asOf) {
    totalCount undatedCount version newerAvailable notice pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node {
      id reference kind significance handling occurred { text earliest latest time precision }
      record { __typename reference ... on EntryRecord { whatHappened ownWords people } ... on Withheld { reason } ... on Withdrawn { reason } }
    } }
  } }
}`;

/** A page of the joint chronology, as a person sees it. */
export async function chronology(
  hub: TestHub,
  person: string,
  review: TestReview,
  asked: Readonly<Record<string, unknown>> = {},
): Promise<Chronology> {
  const data = await hub.data<{ review: { chronology: Chronology } }>(person, CHRONOLOGY, {
    review: review.id,
    first: 200,
    ...asked,
  });
  return data.review.chronology;
}

export const references = ({ edges }: Chronology) => edges.map(({ node }) => node.reference);
