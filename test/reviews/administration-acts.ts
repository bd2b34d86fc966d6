import { randomUUID } from 'node:crypto';
import type { Answer } from '../support/federated-house.ts';
import type { TestHub } from '../support/hub.ts';
import type { TestReview } from '../support/review.ts';

type Given = Readonly<Record<string, unknown>>;

/** What an administrator or a business manager does, with values that are right unless a test says others. */
export type Act = (hub: TestHub, review: TestReview, person: string, given?: Given) => Promise<Answer>;

const act =
  (query: string, right: (hub: TestHub, review: TestReview) => Given): Act =>
  (hub, review, person, given = {}) =>
    hub.ask(person, query, { ...right(hub, review), ...given });

export const aReview = (hub: TestHub, given: Given = {}) => ({
  partnership: hub.partnerships[0]!.id,
  reference: `R-${randomUUID()}`,
  title: 'Robin',
  type: 'CSPR',
  stage: 'RETURNS',
  subjects: [],
  ...given,
});

export const aRequest = (given: Given = {}) => ({
  organisation: OUTSIDE,
  code: 'OUT',
  askedOn: '2024-02-12',
  dueOn: '2024-02-23',
  ...given,
});

/** An organisation that is entered and was not asked. */
export const OUTSIDE = '00000009-0000-4000-8000-000000000009';

export const acts = {
  putOrganisation: act(
    'mutation($id: ID, $name: String!, $sector: String!, $service: String) { putOrganisation(id: $id, name: $name, sector: $sector, service: $service) }',
    () => ({ id: randomUUID(), name: 'Organisation', sector: 'HEALTH', service: 'health' }),
  ),
  putSigningKey: act(
    'mutation($organisation: ID!, $jwk: String!) { putSigningKey(organisation: $organisation, jwk: $jwk) }',
    ({ keys }, review) => ({
      organisation: OUTSIDE,
      jwk: JSON.stringify(keys.publicKeyOf('health', review.organisationOf('HOS'))),
    }),
  ),
  revokeSigningKey: act(
    'mutation($organisation: ID!, $kid: String!) { revokeSigningKey(organisation: $organisation, kid: $kid) }',
    ({ keys }, review) => {
      const organisation = review.organisationOf('HOS');
      return { organisation, kid: keys.publicKeyOf('health', organisation).kid };
    },
  ),
  appoint: act(
    'mutation($person: String!, $organisation: ID!, $role: String!) { appoint(person: $person, organisation: $organisation, role: $role) }',
    () => ({ person: 'somebody', organisation: OUTSIDE, role: 'AUTHOR' }),
  ),
  dismiss: act(
    'mutation($person: String!, $organisation: ID!) { dismiss(person: $person, organisation: $organisation) }',
    (_, review) => ({ person: review.deputy('HOS'), organisation: review.organisationOf('HOS') }),
  ),
  openReview: act('mutation($review: ReviewInput!) { openReview(review: $review) }', (hub) => ({
    review: aReview(hub),
  })),
  closeReview: act('mutation($review: ID!) { closeReview(review: $review) }', (_, { id }) => ({ review: id })),
  keepReview: act(
    'mutation($review: ID!, $until: String, $reason: String!) { keepReview(review: $review, until: $until, reason: $reason) }',
    (_, { id }) => ({ review: id, until: '2034-02-01', reason: 'Ten years, by our schedule.' }),
  ),
  addMember: act(
    'mutation($review: ID!, $person: String!, $role: String!, $organisation: ID) { addMember(review: $review, person: $person, role: $role, organisation: $organisation) }',
    (_, { id }) => ({ review: id, person: 'somebody', role: 'PANEL_MEMBER' }),
  ),
  endMembership: act(
    'mutation($review: ID!, $person: String!) { endMembership(review: $review, person: $person) }',
    (_, review) => ({ review: review.id, person: review.person('member') }),
  ),
  shutOut: act('mutation($person: String!) { shutOut(person: $person) }', (_, review) => ({
    person: review.person('member'),
  })),
  appointAdministrator: act('mutation($person: String!) { appointAdministrator(person: $person) }', () => ({
    person: 'another-administrator',
  })),
  dismissAdministrator: act('mutation($person: String!) { dismissAdministrator(person: $person) }', () => ({
    person: 'another-administrator',
  })),
  requestContribution: act(
    'mutation($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
    (_, { id }) => ({ review: id, request: aRequest() }),
  ),
  recordReply: act(
    'mutation($review: ID!, $organisation: ID!, $reply: ReplyInput!) { recordReply(review: $review, organisation: $organisation, reply: $reply) }',
    (_, review) => ({
      review: review.id,
      organisation: review.organisationOf('HOS'),
      reply: { kind: 'DECLINED', on: '2024-02-20', by: 'Designated doctor' },
    }),
  ),
} as const;

export type ActName = keyof typeof acts;
export const actNames = Object.keys(acts) as readonly ActName[];

/** All rows of the reviews' database as text, but those that are written when nobody acts. */
export async function everything(hub: TestHub): Promise<readonly string[]> {
  const tables = await hub.sql<{ name: string }>(
    'reviews',
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_name NOT IN ('head', 'stated_draft') AND table_name NOT LIKE 'access_%' ORDER BY 1`,
  );
  const contents = tables.map(async ({ name }) => {
    const rows = await hub.sql<{ row: string }>('reviews', `SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    return rows.map(({ row }) => `${name} ${row}`);
  });
  return (await Promise.all(contents)).flat();
}
