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
  const opened: Change = [
    'openReview',
    {
      review: [
        'ReviewInput!',
        {
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
      ],
    },
  ];
  const members = Object.entries(panel).map(
    ([name, role]): Change => [
      'addMember',
      { review: ['ID!', id], person: ['String!', `${name}-${reference}`], role: ['String!', role] },
    ],
  );
  await change(hub, administrator, [opened, ...members]);
  for (const { service, code, index } of asked) {
    const organisation = organisationId(service, index);
    await change(hub, administrator, asking(hub, { review: id, reference, service, code, organisation }));
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

const panel = { chair: 'CHAIR', member: 'PANEL_MEMBER', writer: 'REPORT_WRITER', manager: 'BUSINESS_MANAGER' };
const officers = { author: 'AUTHOR', signatory: 'SIGNATORY', deputy: 'SIGNATORY' };

/** A field of a mutation, and its arguments by name, each with its type. */
type Change = readonly [field: string, named: Readonly<Record<string, readonly [type: string, value: unknown]>>];

/** Makes changes one after the other, in one request. */
async function change({ data }: TestHub, person: string, changes: readonly Change[]): Promise<void> {
  const all = changes.flatMap(([, named], at) =>
    Object.entries(named).map(([name, [type, value]]) => ({ at, name, type, value })),
  );
  const fields = changes.map(([field, named], at) => {
    const given = Object.keys(named).map((name) => `${name}: $${name}${at}`);
    return `change${at}: ${field}(${given.join(', ')})`;
  });
  await data(
    person,
    `mutation(${all.map(({ at, name, type }) => `$${name}${at}: ${type}`).join(', ')}) { ${fields.join(' ')} }`,
    Object.fromEntries(all.map(({ at, name, value }) => [`${name}${at}`, value])),
  );
}

type Asking = {
  readonly review: string;
  readonly reference: string;
  readonly service: string;
  readonly code: string;
  readonly organisation: string;
};

/** What makes an organisation of this hub one that is asked in a review, with its people. */
function asking(
  { agencies, keys }: TestHub,
  { review, reference, service, code, organisation }: Asking,
): readonly Change[] {
  const sector = agencies.find(({ name }) => name === service)?.sector ?? 'VOLUNTARY';
  const name = `Organisation ${organisation.slice(0, 8)} of ${service}`;
  const jwk = JSON.stringify(keys.publicKeyOf(service, organisation));
  const request = { organisation, code, askedOn: '2024-02-12', dueOn: '2024-02-23' };
  return [
    [
      'putOrganisation',
      { id: ['ID', organisation], name: ['String!', name], sector: ['String!', sector], service: ['String', service] },
    ],
    ['putSigningKey', { organisation: ['ID!', organisation], jwk: ['String!', jwk] }],
    ...Object.entries(officers).map(
      ([officer, role]): Change => [
        'appoint',
        {
          person: ['String!', `${code.toLowerCase()}-${officer}-${reference}`],
          organisation: ['ID!', organisation],
          role: ['String!', role],
        },
      ],
    ),
    ['requestContribution', { review: ['ID!', review], request: ['ContributionRequestInput!', request] }],
  ];
}
