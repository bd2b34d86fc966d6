import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anEntry, send } from '../support/contribution.ts';
import type { Answer } from '../support/federated-house.ts';
import { startTestHub, type TestHub, type Who } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { acts, OUTSIDE } from './administration-acts.ts';

const readme = readFileSync('README.md', 'utf8');
const [, section = ''] = /## Who may do what\n(.*?)\n## /s.exec(readme) ?? [];
const [header = [], , ...rows] = (section.match(/^\|.*\|$/gm) ?? []).map((line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim()),
);
const columns = header.slice(1);
const cells = rows.flatMap(([who = '', ...row]) => columns.map((column, index) => [who, column, row[index]] as const));

describe("the README's table of who may do what", () => {
  let hub: TestHub;
  let review: TestReview;
  let people: Readonly<Record<string, Who>>;
  const references = Array.from({ length: 40 }, (_, index) => `HOS-${index + 1}`);

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
    ]);
    for (const [code, prefix, count] of [
      ['HOS', 'Health', references.length],
      ['NVP', 'Police', 1],
    ] as const) {
      await send(
        { hub, review, code, prefix },
        Array.from({ length: count }, () => anEntry(review)),
      );
    }
    const administrator = hub.partnerships[0]!.administrator;
    await acts.putOrganisation(hub, review, administrator, { id: OUTSIDE, name: 'Housing', service: null });
    people = { ...(await withOffices(administrator)), ...(await ofOrganisation(administrator)), ...ofPanel() };
  });
  afterAll(() => hub.close());

  const ofPanel = () => ({
    Chair: review.person('chair'),
    'Panel member': review.person('member'),
    'Report writer': review.person('writer'),
    'Business manager': review.person('manager'),
    'Somebody else': 'a-stranger',
  });

  async function ofOrganisation(administrator: string): Promise<Readonly<Record<string, Who>>> {
    const organisation = review.organisationOf('HOS');
    await acts.appoint(hub, review, administrator, { person: 'a-system', organisation, role: 'SYSTEM' });
    const { invite } = await hub.data<{ invite: { secret: string } }>(administrator, invitation, {
      review: review.id,
      organisation,
    });
    await hub.data('invited', 'mutation($secret: String!) { redeemInvitation(secret: $secret) }', invite);
    await acts.appoint(hub, review, administrator, { person: 'stands-in', organisation: OUTSIDE, role: 'AUTHOR' });
    const LET = `mutation($review: ID!, $organisation: ID!) {
      letStandIn(review: $review, organisation: $organisation, person: "stands-in", role: "AUTHOR") }`;
    await hub.data(administrator, LET, { review: review.id, organisation });
    await vi.waitFor(async () => expect(await attempts['Sees the review']!('invited')).toBe('yes'), 10_000);
    return {
      Author: review.author('HOS'),
      Signatory: review.signatory('HOS'),
      System: { id: 'a-system', organisation },
      'Invited author': 'invited',
      'Author who stands in': 'stands-in',
    };
  }

  async function withOffices(administrator: string): Promise<Readonly<Record<string, Who>>> {
    const give =
      'mutation($person: String!, $role: String!, $area: String) { giveOffice(person: $person, role: $role, area: $area) }';
    for (const role of ['ACCESS_LOG_READER', 'DEVELOPER', 'ICB', 'REGION', 'NATION']) {
      const area = ['ICB', 'REGION', 'NATION'].includes(role) ? 'QE1' : null;
      await hub.data(administrator, give, { person: `office-${role}`, role, area });
    }
    return {
      Administrator: administrator,
      'Access-log reader': 'office-ACCESS_LOG_READER',
      Developer: 'office-DEVELOPER',
      ICB: 'office-ICB',
      Region: 'office-REGION',
      Nation: 'office-NATION',
    };
  }

  const invitation =
    'mutation($review: ID!, $organisation: ID!) { invite(review: $review, organisation: $organisation, role: "AUTHOR") { secret } }';
  const place = () => ({ review: review.id, organisation: review.organisationOf('HOS') });
  const allowed = async (answer: Promise<Answer>) => {
    const code = (await answer).errors?.[0]?.extensions['code'];
    if (code !== undefined && !['NOT_ALLOWED', 'NOT_FOUND', 'CONFLICT'].includes(String(code))) {
      throw new Error(`It was refused for another reason: ${String(code)}.`);
    }
    return code === 'NOT_ALLOWED' || code === 'NOT_FOUND' ? 'no' : 'yes';
  };
  const change = (name: string, declared: string, given: string) =>
    `mutation($review: ID!, $organisation: ID!, $key: String!${declared}) {
      ${name}(review: $review, organisation: $organisation, key: $key${given}) { number }
    }`;
  let key = 0;
  const asked = (who: Who, query: string, variables: Readonly<Record<string, unknown>> = {}) => {
    key += 1;
    return allowed(hub.ask(who, query, { ...place(), key: `key-${key}`, ...variables }));
  };

  const readBack = (who: Who, query: string) =>
    asked(
      who,
      `query($review: ID!, $organisation: ID!) { ${query.replace('AT', 'review: $review, organisation: $organisation')} }`,
    );

  /** What each column tries, for real. */
  const attempts: Readonly<Record<string, (who: Who) => Promise<string>>> = {
    'Sees the review': async (who) => {
      const { reviews } = await hub.data<{ reviews: readonly object[] }>(who, '{ reviews { id } }');
      return reviews.length > 0 ? 'yes' : 'no';
    },
    'Reads entries': async (who) => {
      type Read = {
        readonly record: { readonly whatHappened?: string };
        readonly organisation: { readonly id: string };
      };
      type Page = {
        readonly reviews: readonly { readonly chronology: { readonly edges: readonly { readonly node: Read }[] } }[];
      };
      const { reviews } = await hub.data<Page>(
        who,
        '{ reviews { chronology(first: 200) { edges { node { organisation { id } record { ... on EntryRecord { whatHappened } } } } } } }',
      );
      const read = (reviews[0]?.chronology.edges ?? []).filter(({ node }) => node.record.whatHappened !== undefined);
      const owners = new Set(read.map(({ node }) => node.organisation.id));
      return owners.size === 0 ? 'no' : owners.size === 1 && owners.has(review.organisationOf('HOS')) ? 'own' : 'all';
    },
    'Reads back its words, drafts too': async (who) => {
      const answers = new Set<string>();
      for (const query of ['healthDraft(AT) { version }', 'healthRevisions(AT) { id }']) {
        answers.add(await readBack(who, query));
      }
      return [...answers].join(' and ');
    },
    'Reads back its manifests': (who) => readBack(who, 'healthManifest(AT, number: 1)'),
    'Writes a draft': (who) =>
      asked(who, change('submitHealthEntries', ', $entries: [HealthEntryInput!]!', ', entries: $entries'), {
        entries: [anEntry(review)],
      }),
    Publishes: (who) => asked(who, change('publishHealthContribution', '', '')),
    'Takes back': (who) =>
      asked(
        who,
        change(
          'withdrawHealthEntries',
          ', $references: [String!]!, $reason: String!',
          ', references: $references, reason: $reason',
        ),
        { references: [references[key % references.length]], reason: 'SENT_BY_MISTAKE' },
      ),
    'Asks organisations': (who) =>
      asked(
        who,
        'mutation($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
        { request: { organisation: OUTSIDE, code: 'OUT', askedOn: '2024-02-12', dueOn: '2024-02-23' } },
      ),
    Invites: (who) => asked(who, invitation),
    'Gives parts in it': (who) =>
      asked(
        who,
        'mutation($review: ID!) { addMember(review: $review, person: "another-member", role: "PANEL_MEMBER") }',
      ),
    'Lets in administrators': (who) => asked(who, 'mutation { appointAdministrator(person: "another-administrator") }'),
    'Names readers for the chair': (who) =>
      asked(
        who,
        'mutation($review: ID!, $person: String!) { nameForChair(review: $review, person: $person, mayRead: false) }',
        {
          person: review.person('member'),
        },
      ),
    'Asks the graph about itself': (who) => asked(who, 'query { __schema { queryType { name } } }'),
    'Reads the access log': async (who) => {
      const logs = {
        partnership: 'query { partnershipAccessLog(first: 5) { accesses { id } } }',
        review: 'query($review: ID!) { review(id: $review) { accessLog { accesses { id } } } }',
        own: 'query($review: ID!, $organisation: ID!) { healthAccessToMyEntries(review: $review, organisation: $organisation) { accesses { id } } }',
      };
      const open: string[] = [];
      for (const [whose, query] of Object.entries(logs)) {
        open.push(...((await asked(who, query)) === 'yes' ? [whose] : []));
      }
      return open.join() || 'no';
    },
  };

  it('has a row for everybody and a column for everything that is tried', () => {
    expect(columns).toEqual(Object.keys(attempts));
    expect(rows.map(([who]) => who).toSorted()).toEqual(Object.keys(people).toSorted());
  });

  it.each(cells)('%s: %s: %s', async (who, column, said) => {
    expect(await attempts[column]!(people[who]!)).toBe(said);
  });
});
