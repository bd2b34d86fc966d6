import { randomUUID } from 'node:crypto';
import { organisationId, type TestHub } from './hub.ts';

/** An organisation that is asked in a test's review: its people are `<code>-author`, `<code>-signatory`, `<code>-deputy`. */
export type Asked = { readonly service: string; readonly code: string; readonly index?: number };

/** A review of a test's own with a panel: `chair`, `member`, `writer`, `manager`, each followed by `-` and the reference. */
export type TestReview = {
  readonly id: string;
  readonly reference: string;
  /** Subject ids by pseudonym: Wren at the centre, and Mother. */
  readonly subjects: Readonly<Record<'Wren' | 'Mother', string>>;
  readonly organisationOf: (code: string) => string;
  readonly person: (role: 'chair' | 'member' | 'writer' | 'manager') => string;
  readonly author: (code: string) => string;
  readonly signatory: (code: string) => string;
  readonly deputy: (code: string) => string;
};

/** NHS number on Wren's identity sheet. Invented, of the range that is never issued. */
export const WREN_NHS_NUMBER = '9990001375';

/** Opens a review as an administrator does, asks the organisations, and appoints their people. */
export async function openReview(hub: TestHub, asked: readonly Asked[], partnership = 0): Promise<TestReview> {
  const reference = `R-${randomUUID().slice(0, 8)}`;
  const id = randomUUID();
  const subjects = { Wren: randomUUID(), Mother: randomUUID() };
  const { id: partnershipId, administrator } = hub.partnerships[partnership]!;
  const identity = {
    names: [{ name: 'Isla Invented' }],
    dateOfBirth: '2023-11-14',
    identifiers: [{ scheme: 'NHS_NUMBER', value: WREN_NHS_NUMBER }],
    addresses: [],
  };
  const administer = (query: string, variables: Readonly<Record<string, unknown>>) =>
    hub.data(administrator, query, variables);

  await administer('mutation($review: ReviewInput!) { openReview(review: $review) }', {
    review: {
      id,
      partnership: partnershipId,
      reference,
      title: 'Wren',
      type: 'CSPR',
      stage: 'RETURNS',
      incidentOn: '2024-02-09',
      scopingFrom: '2023-03-01',
      scopingTo: '2024-02-09',
      subjects: [
        { id: subjects.Wren, pseudonym: 'Wren', role: 'person at the centre', atTheCentre: true, identity },
        { id: subjects.Mother, pseudonym: 'Mother', role: 'mother', atTheCentre: false },
      ],
    },
  });
  const roles = { chair: 'CHAIR', member: 'PANEL_MEMBER', writer: 'REPORT_WRITER', manager: 'BUSINESS_MANAGER' };
  for (const [name, role] of Object.entries(roles)) {
    await administer(
      'mutation($review: ID!, $person: String!, $role: String!) { addMember(review: $review, person: $person, role: $role) }',
      {
        review: id,
        person: `${name}-${reference}`,
        role,
      },
    );
  }
  for (const { service, code, index } of asked) {
    await ask(administer, hub, { review: id, reference, service, code, organisation: organisationId(service, index) });
  }
  const byCode = new Map(asked.map(({ service, code, index }) => [code, organisationId(service, index)]));
  const own = (role: string) => (code: string) => `${code.toLowerCase()}-${role}-${reference}`;
  return {
    id,
    reference,
    subjects,
    organisationOf: (code) => byCode.get(code)!,
    person: (role) => `${role}-${reference}`,
    author: own('author'),
    signatory: own('signatory'),
    deputy: own('deputy'),
  };
}

type Administer = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
type Asking = {
  readonly review: string;
  readonly reference: string;
  readonly service: string;
  readonly code: string;
  readonly organisation: string;
};

async function ask(
  administer: Administer,
  { agencies, keys }: TestHub,
  { review, reference, service, code, organisation }: Asking,
) {
  const sector = agencies.find(({ name }) => name === service)?.sector ?? 'VOLUNTARY';
  await administer(
    'mutation($id: ID, $name: String!, $sector: String!, $service: String) { putOrganisation(id: $id, name: $name, sector: $sector, service: $service) }',
    {
      id: organisation,
      name: `Organisation ${organisation.slice(0, 8)} of ${service}`,
      sector,
      service,
    },
  );
  await administer(
    'mutation($organisation: ID!, $jwk: String!) { putSigningKey(organisation: $organisation, jwk: $jwk) }',
    {
      organisation,
      jwk: JSON.stringify(keys.publicKeyOf(service, organisation)),
    },
  );
  for (const [name, role] of [
    ['author', 'AUTHOR'],
    ['signatory', 'SIGNATORY'],
    ['deputy', 'SIGNATORY'],
  ]) {
    await administer(
      'mutation($person: String!, $organisation: ID!, $role: String!) { appoint(person: $person, organisation: $organisation, role: $role) }',
      {
        person: `${code.toLowerCase()}-${name}-${reference}`,
        organisation,
        role,
      },
    );
  }
  await administer(
    'mutation($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
    {
      review,
      request: { organisation, code, askedOn: '2024-02-12', dueOn: '2024-02-23' },
    },
  );
}
