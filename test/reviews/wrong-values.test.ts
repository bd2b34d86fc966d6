import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractOf } from '../../subgraphs/compose.ts';
import { agencies } from '../../subgraphs/index.ts';
import { anEntry } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { type Leaf, leavesOf, type RightValues } from './wrong-values.ts';

const contract = await contractOf(agencies);

describe('a wrong value', () => {
  let hub: TestHub;
  let review: TestReview;

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
  });
  afterAll(() => hub.close());

  /** Right values that are known only when the hub runs are put in place of these. */
  const right: RightValues = {
    ReviewInput: { partnership: '@partnership', reference: '@new', title: 't', type: 'CSPR', stage: 's', subjects: [] },
    SubjectInput: { pseudonym: 'Robin', role: 'brother', atTheCentre: false },
    ContributionRequestInput: {
      organisation: '@organisation',
      code: 'ABC',
      askedOn: '2024-02-09',
      dueOn: '2024-02-09',
    },
    ReplyInput: { kind: 'DECLINED', on: '2024-02-09', by: 'Designated doctor' },
    HealthEntryInput: '@entry',
    HealthNilReturnInput: { declaration: 'DECLINED', by: 'Designated doctor', on: '2024-02-09' },
    HealthNoContactInput: { from: '2024-02-09', to: '2024-02-10', reason: 'Out of area' },
    HealthPersonAnswerInput: { value: 'M', other: 'Neighbour' },
    review: '@review',
    organisation: '@organisation',
    id: '@new',
    person: 'somebody',
    sector: 'HEALTH',
    service: 'health',
    jwk: '@jwk',
    'appoint.role': 'AUTHOR',
    'invite.role': 'AUTHOR',
    'giveOffice.role': 'DEVELOPER',
    days: 14,
    'addMember.role': 'CHAIR',
    partnership: '@partnership',
    reason: 'WRONG_PERSON',
    text: 'what_happened\nSomething',
    key: '@new',
  };
  const resolved = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(resolved);
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolved(inner)]));
    }
    const places: Readonly<Record<string, unknown>> = {
      '@partnership': hub.partnerships[0]!.id,
      '@review': review.id,
      '@organisation': review.organisationOf('HOS'),
      '@new': randomUUID(),
      '@entry': anEntry(review),
      '@jwk': JSON.stringify(hub.keys.publicKeyOf('health', review.organisationOf('HOS'))),
    };
    return places[value as string] ?? value;
  };
  const codeOf = async ({ query, variables }: Leaf, person: string, value: string) => {
    const given = variables('@wrong') as Readonly<Record<string, unknown>>;
    const filled = resolved(given) as object;
    const placed = JSON.parse(JSON.stringify(filled).replace('"@wrong"', JSON.stringify(value))) as typeof given;
    const answer = await hub.ask(person, query, placed);
    return (answer.errors?.[0]?.extensions['code'] as string | undefined) ?? 'answered';
  };
  const nameOf = ({ act, path }: Leaf) => `${act}(${path.join('.')})`;
  /** A value may be passed over, or meet a state that does not allow the act; what it may never be is a bug of ours. */
  const typed: readonly string[] = ['NOT_FOUND', 'BAD_USER_INPUT', 'NOT_ALLOWED', 'CONFLICT', 'answered'];
  const untyped = async (leaves: readonly Leaf[], person: string, values: readonly string[]) => {
    const found: string[] = [];
    for (const leaf of leaves) {
      for (const value of values) {
        const code = await codeOf(leaf, person, value);
        if (!typed.includes(code)) {
          found.push(`${nameOf(leaf)} "${value.slice(0, 40)}": ${code}`);
        }
      }
    }
    return found;
  };

  const wrongIds = ['x', '', "'; DROP TABLE review; --", '00000000-0000-4000-8000-00000000000', 'é'.repeat(300)];

  it('where an id is taken is told as such, by the reviews', async () => {
    const leaves = leavesOf(contract.get('reviews.graphql')!, 'ID', right);
    const { administrator } = hub.partnerships[0]!;
    const codes = [];
    for (const leaf of leaves) {
      codes.push(`${nameOf(leaf)} ${await codeOf(leaf, administrator, 'x')}`);
    }
    expect(codes.toSorted()).toEqual([
      'addMember(organisation) NOT_FOUND',
      'addMember(review) NOT_FOUND',
      'administrators(partnership) NOT_ALLOWED',
      'appoint(organisation) NOT_FOUND',
      'appoint(partnership) NOT_ALLOWED',
      'appointAdministrator(partnership) NOT_ALLOWED',
      'changeRequest(organisation) NOT_FOUND',
      'changeRequest(review) NOT_FOUND',
      'closeReview(review) NOT_FOUND',
      'dismiss(organisation) NOT_FOUND',
      'dismiss(partnership) NOT_ALLOWED',
      'dismissAdministrator(partnership) NOT_ALLOWED',
      'endInvitation(id) NOT_FOUND',
      'endInvitation(review) NOT_FOUND',
      'endMembership(review) NOT_FOUND',
      'endOffice(partnership) NOT_ALLOWED',
      'endOversight(organisation) NOT_FOUND',
      'endOversight(overseer) NOT_FOUND',
      'endOversight(partnership) NOT_ALLOWED',
      'endStandIn(organisation) NOT_FOUND',
      'endStandIn(review) NOT_FOUND',
      'giveOffice(partnership) NOT_ALLOWED',
      'invite(organisation) NOT_FOUND',
      'invite(review) NOT_FOUND',
      'inviteDeputy(review) NOT_FOUND',
      'keepReview(review) NOT_FOUND',
      'letStandIn(organisation) NOT_FOUND',
      'letStandIn(review) NOT_FOUND',
      'nameForChair(review) NOT_FOUND',
      'openReview(review.id) BAD_USER_INPUT',
      'openReview(review.partnership) NOT_ALLOWED',
      'openReview(review.subjects.0.id) BAD_USER_INPUT',
      'organisationsToAsk(review) NOT_FOUND',
      'partnershipAccessLog(partnership) NOT_ALLOWED',
      'putOrganisation(id) BAD_USER_INPUT',
      'putOrganisation(partnership) NOT_ALLOWED',
      'putOversight(organisation) NOT_FOUND',
      'putOversight(overseer) NOT_FOUND',
      'putOversight(partnership) NOT_ALLOWED',
      'putSigningKey(organisation) NOT_FOUND',
      'putSigningKey(partnership) NOT_ALLOWED',
      'recordReply(organisation) NOT_FOUND',
      'recordReply(review) NOT_FOUND',
      'requestContribution(request.organisation) NOT_FOUND',
      'requestContribution(review) NOT_FOUND',
      'review(id) NOT_FOUND',
      'revokeSigningKey(organisation) NOT_FOUND',
      'revokeSigningKey(partnership) NOT_ALLOWED',
      'secureRecords(organisation) NOT_ALLOWED',
      'secureRecords(review) NOT_FOUND',
      'shutOut(partnership) NOT_ALLOWED',
      'withdrawRequest(organisation) NOT_FOUND',
      'withdrawRequest(review) NOT_FOUND',
    ]);
    expect(await untyped(leaves, administrator, wrongIds)).toEqual([]);
  });

  it('where an id is taken is told as such, by an agency', async () => {
    const leaves = leavesOf(contract.get('health.graphql')!, 'ID', right);
    expect(leaves.map(nameOf)).toContain('submitHealthEntries(entries.0.subjects.0)');
    expect(leaves.length).toBeGreaterThan(20);
    expect(await untyped(leaves, review.author('HOS'), wrongIds)).toEqual([]);
  });

  it.each(['reviews', 'health'])('with a character that no text can hold is told as such, by %s', async (service) => {
    const person = service === 'reviews' ? hub.partnerships[0]!.administrator : review.author('HOS');
    const leaves = leavesOf(contract.get(`${service}.graphql`)!, 'String', right);
    expect(await untyped(leaves, person, ['a\u0000b', 'a\ud800b'])).toEqual([]);
  });

  it.each(['reviews', 'health'])('where a day is taken is told as such, by %s', async (service) => {
    const person = service === 'reviews' ? hub.partnerships[0]!.administrator : review.author('HOS');
    const leaves = leavesOf(contract.get(`${service}.graphql`)!, 'Date', right);
    expect(await untyped(leaves, person, ['2024-02-30', '2024-02', '2016', '0000-01-01', '', 'x'])).toEqual([]);
  });

  it('leaves the tables where they are', async () => {
    expect(await hub.sql('reviews', 'SELECT count(*)::int AS reviews FROM review WHERE id = $1', [review.id])).toEqual([
      { reviews: 1 },
    ]);
  });
});
