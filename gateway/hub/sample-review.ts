import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import type { Ask } from './graph.ts';
import type { Keys } from './keys.ts';

type Given = Readonly<Record<string, unknown>>;

export type SampleOrganisation = {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly service: string | null;
};

export type SamplePerson = {
  readonly id: string;
  readonly organisation?: string;
  readonly organisationRole?: string;
  readonly administers?: readonly string[];
  /** In one partnership, or in each. */
  readonly offices?: readonly { readonly role: string; readonly area?: string; readonly partnership?: string }[];
};

export type SampleReview = {
  readonly partnership: { readonly id: string; readonly name: string };
  readonly review: Given & { readonly id: string; readonly reference: string; readonly title: string };
  readonly subjects: readonly Given[];
  readonly requests: readonly (Given & {
    readonly organisation: string;
    readonly code: string;
    readonly reply?: Given;
  })[];
  readonly members: readonly { readonly person: string; readonly role: string; readonly organisation?: string }[];
};

/** Opens an invented review as its partnership's administrator does: organisations, keys, people, review, requests. */
export async function openSampleReview(
  ask: Ask,
  { partnership, review, subjects, requests, members }: SampleReview,
  organisations: readonly SampleOrganisation[],
  people: readonly SamplePerson[],
  keys: Keys,
): Promise<void> {
  const asked = organisations.filter(({ id }) => requests.some(({ organisation }) => organisation === id));
  for (const organisation of asked) {
    await putOrganisation(ask, organisation, keys);
    for (const { id, organisationRole } of people.filter((person) => person.organisation === organisation.id)) {
      await ask(
        'mutation($person: String!, $organisation: ID!, $role: String!) { appoint(person: $person, organisation: $organisation, role: $role) }',
        {
          person: id,
          organisation: organisation.id,
          role: organisationRole,
        },
      );
    }
  }
  for (const { id, offices = [] } of people) {
    for (const { partnership: one = partnership.id, ...office } of offices) {
      if (one !== partnership.id) {
        continue;
      }
      await ask(
        'mutation($person: String!, $role: String!, $area: String) { giveOffice(person: $person, role: $role, area: $area) }',
        { person: id, ...office },
      );
    }
  }
  const opening = { ...review, partnership: partnership.id, subjects };
  await unlessThere(ask('mutation($review: ReviewInput!) { openReview(review: $review) }', { review: opening }));
  for (const { person, role, organisation } of members) {
    await ask(
      'mutation($review: ID!, $person: String!, $role: String!, $organisation: ID) { addMember(review: $review, person: $person, role: $role, organisation: $organisation) }',
      { review: review.id, person, role, organisation },
    );
  }
  // Those with a reply come first, so that the last request made says that all is there.
  for (const { reply, ...request } of requests.toSorted((one, other) => Number(!one.reply) - Number(!other.reply))) {
    await unlessThere(
      ask(
        'mutation($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
        {
          review: review.id,
          request,
        },
      ),
    );
    if (reply !== undefined) {
      await ask(
        'mutation($review: ID!, $organisation: ID!, $reply: ReplyInput!) { recordReply(review: $review, organisation: $organisation, reply: $reply) }',
        { review: review.id, organisation: request.organisation, reply },
      );
    }
  }
}

/** What an earlier start that was broken off has done already is no mistake. */
async function unlessThere(done: Promise<unknown>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (!(error instanceof CaseReviewError && error.extensions['code'] === 'CONFLICT')) {
      throw error;
    }
  }
}

async function putOrganisation(ask: Ask, { id, name, sector, service }: SampleOrganisation, keys: Keys): Promise<void> {
  await ask(
    'mutation($id: ID, $name: String!, $sector: String!, $service: String) { putOrganisation(id: $id, name: $name, sector: $sector, service: $service) }',
    { id, name, sector, service },
  );
  if (service !== null) {
    await ask('mutation($organisation: ID!, $jwk: String!) { putSigningKey(organisation: $organisation, jwk: $jwk) }', {
      organisation: id,
      jwk: JSON.stringify(keys.publicKeyOf(service, id)),
    });
  }
}
