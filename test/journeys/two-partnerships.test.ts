import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverage } from '../reviews/coverage-line.ts';
import { anEntry, CHRONOLOGY, chronology, references, refusal, send } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

type Question = readonly [string, string, Readonly<Record<string, unknown>>?];

const PLACE = 'review: $review, organisation: $organisation';
const place = (name: string, body: string, more = '') => `${name}($review: ID!, $organisation: ID!${more}) { ${body} }`;

/** Everything that names a review. */
const questions = (theirs: TestReview, cursor: string): readonly Question[] => {
  const organisation = { organisation: theirs.organisationOf('HOS') };
  return [
    ['the review', 'query($review: ID!) { review(id: $review) { id reference title type stage version keyLines } }'],
    ['its subjects', 'query($review: ID!) { review(id: $review) { subjects { id pseudonym } } }'],
    ['its chronology', CHRONOLOGY, { first: 10 }],
    ['its chronology after a cursor', CHRONOLOGY, { first: 10, after: cursor }],
    ['its chronology as it was', CHRONOLOGY, { first: 10, asOf: '2024-02-13' }],
    [
      'its coverage',
      'query($review: ID!) { review(id: $review) { coverage { code state organisation { id name } } } }',
    ],
    ['its kinds', 'query($review: ID!) { review(id: $review) { kinds { code label entries } } }'],
    [
      'its identity sheet',
      'query($review: ID!) { review(id: $review) { identitySheet { subject { pseudonym } names { name } } } }',
    ],
    ['a contribution', place('query', `healthContribution(${PLACE}) { version entries }`), organisation],
    ['a receipt', place('query', `healthReceipt(${PLACE}, key: "known") { receipt }`), organisation],
    [
      'submitting',
      place(
        'mutation',
        `submitHealthEntries(${PLACE}, key: "k", entries: $entries) { receipt }`,
        ', $entries: [HealthEntryInput!]!',
      ),
      { ...organisation, entries: [anEntry(theirs)] },
    ],
    ['publishing', place('mutation', `publishHealthContribution(${PLACE}, key: "k") { receipt }`), organisation],
    [
      'taking entries back',
      place(
        'mutation',
        `withdrawHealthEntries(${PLACE}, key: "k", references: ["HOS-1"], reason: "SENT_BY_MISTAKE") { receipt }`,
      ),
      organisation,
    ],
    [
      'taking all back',
      place('mutation', `withdrawHealthContribution(${PLACE}, key: "k", reason: "SENT_BY_MISTAKE") { receipt }`),
      organisation,
    ],
    [
      'erasing',
      place('mutation', `eraseHealthEntry(${PLACE}, reference: "HOS-1", reason: "WRONG_PERSON") { state }`),
      organisation,
    ],
    [
      'declaring',
      place(
        'mutation',
        `declareHealthReturn(${PLACE}, key: "k", noContact: [{ from: "2023-01-01", to: "2023-02-01", reason: "None." }]) { receipt }`,
      ),
      organisation,
    ],
    [
      'saying who people are',
      place('mutation', `answerHealthPeople(${PLACE}, answers: [{ value: "Mum", subject: "Mother" }])`),
      organisation,
    ],
    ['importing', place('mutation', `previewHealthImport(${PLACE}, file: "RGF0ZQo=") { rows }`), organisation],
    ['closing it', 'mutation($review: ID!) { closeReview(review: $review) }'],
    [
      'giving oneself a part in it',
      'mutation($review: ID!) { addMember(review: $review, person: "me", role: "CHAIR") }',
    ],
    ["ending somebody's part in it", 'mutation($review: ID!) { endMembership(review: $review, person: "me") }'],
    [
      'asking an organisation',
      'mutation($review: ID!, $organisation: ID!) { requestContribution(review: $review, request: { organisation: $organisation, code: "ABC", askedOn: "2024-02-12", dueOn: "2024-02-23" }) }',
      organisation,
    ],
    [
      'recording an answer',
      'mutation($review: ID!, $organisation: ID!) { recordReply(review: $review, organisation: $organisation, reply: { kind: "DECLINED", on: "2024-02-20", by: "Nurse" }) }',
      organisation,
    ],
  ];
};

describe('two partnerships in one hub', () => {
  let hub: TestHub;
  let ours: TestReview;
  let theirs: TestReview;
  let theirCursor: string;

  beforeAll(async () => {
    hub = await startTestHub();
    const shared = { service: 'health', code: 'HOS' };
    ours = await openReview(hub, [shared, { service: 'police', code: 'NVP' }], 0);
    theirs = await openReview(hub, [shared, { service: 'social-care', code: 'CSC' }], 1);
    await send({ hub, review: ours, code: 'HOS', prefix: 'Health' }, [anEntry(ours), anEntry(ours)]);
    await send({ hub, review: ours, code: 'NVP', prefix: 'Police' }, [anEntry(ours)]);
    await send({ hub, review: theirs, code: 'HOS', prefix: 'Health' }, [anEntry(theirs)]);
    await send({ hub, review: theirs, code: 'CSC', prefix: 'SocialCare' }, [anEntry(theirs)]);
    theirCursor = (await chronology(hub, theirs.person('chair'), theirs)).edges[0]!.cursor;
  });
  afterAll(() => hub.close());

  const people = (): readonly (readonly [string, string])[] => [
    ...(['chair', 'member', 'writer', 'manager'] as const).map((role) => [role, ours.person(role)] as const),
    ['author', ours.author('NVP')],
    ['signatory', ours.signatory('NVP')],
    ['author of the organisation that was asked in both', ours.author('HOS')],
    ['signatory of the organisation that was asked in both', ours.signatory('HOS')],
    ['administrator', hub.partnerships[0]!.administrator],
  ];
  /** What somebody is told, without the id they asked about and without what measures time. */
  const told = async (person: string, [, query, variables]: Question, review: string) => {
    const { httpStatus, data, errors } = await hub.ask(person, query, { ...variables, review });
    return JSON.parse(JSON.stringify({ httpStatus, data, errors }).replaceAll(review, 'the id')) as {
      readonly errors?: readonly { readonly message: string }[];
    };
  };
  const theirState = () =>
    Promise.all([
      ...['review', 'contribution_request', 'membership', 'pointer', 'publication', 'subject'].map((table) =>
        hub.sql('reviews', `SELECT to_jsonb(row) FROM ${table} row WHERE to_jsonb(row)::text LIKE $1 ORDER BY 1`, [
          `%${theirs.id}%`,
        ]),
      ),
      hub.sql('health', 'SELECT to_jsonb(row) FROM contribution row WHERE review_id = $1', [theirs.id]),
      hub.sql('health', 'SELECT key FROM request_remembered WHERE review_id = $1 ORDER BY key', [theirs.id]),
    ]);

  it("tell each other's people exactly what they tell of a review that does not exist", async () => {
    const before = await theirState();
    for (const [role, person] of people()) {
      for (const question of questions(theirs, theirCursor)) {
        const answer = await told(person, question, theirs.id);
        expect({ role, about: question[0], ...answer }).toEqual({
          role,
          about: question[0],
          ...(await told(person, question, randomUUID())),
        });
        expect(answer.errors?.[0]?.message).toBe('There is no review with id "the id".');
      }
    }
    expect(await theirState()).toEqual(before);
  });

  it.each(['chair', 'manager'] as const)('list for the %s only the reviews of one', async (role) => {
    const list = (reference: string | null) =>
      hub.data(ours.person(role), 'query($reference: String) { reviews(reference: $reference) { id } }', { reference });
    expect(await list(null)).toEqual({ reviews: [{ id: ours.id }] });
    expect(await list(ours.reference)).toEqual({ reviews: [{ id: ours.id }] });
    expect(await list(theirs.reference)).toEqual({ reviews: [] });
  });

  it('list for each administrator the reviews of their own', async () => {
    const list = ({ administrator }: { readonly administrator: string }) =>
      hub.data(administrator, '{ reviews { id } }');
    expect(await Promise.all(hub.partnerships.map(list))).toEqual([
      { reviews: [{ id: ours.id }] },
      { reviews: [{ id: theirs.id }] },
    ]);
  });

  it('keep the entries of an organisation that was asked in both apart', async () => {
    expect(references(await chronology(hub, ours.person('chair'), ours))).toEqual(['HOS-1', 'HOS-2', 'NVP-1']);
    expect(references(await chronology(hub, theirs.person('chair'), theirs))).toEqual(['CSC-1', 'HOS-1']);
  });

  it("take no cursor of the other's review", async () => {
    expect(
      await refusal(hub.ask(ours.person('chair'), CHRONOLOGY, { review: ours.id, first: 10, after: theirCursor })),
    ).toEqual({
      code: 'BAD_USER_INPUT',
      message: `The cursor "${theirCursor.slice(0, 40)}" belongs to another review.`,
    });
  });

  it("find nothing of the other's by its entries, organisations or subjects", async () => {
    const theirEntries = (await chronology(hub, theirs.person('chair'), theirs)).edges.map(({ node }) => node.id);
    const found = async (filter: object) => {
      const { totalCount, edges } = await chronology(hub, ours.person('chair'), ours, { filter });
      return [totalCount, edges.length];
    };
    expect(await found({ among: theirEntries })).toEqual([0, 0]);
    expect(await found({ organisations: [theirs.organisationOf('CSC')] })).toEqual([0, 0]);
    expect(await found({ subjects: [theirs.subjects.Wren] })).toEqual([0, 0]);
  });

  it("take an entry about the other's subject no more than one about nobody", async () => {
    const submit = async (subject: string) => {
      const { code, message } = await refusal(
        hub.ask(
          ours.author('NVP'),
          `mutation($review: ID!, $organisation: ID!, $entries: [PoliceEntryInput!]!) {
            submitPoliceEntries(review: $review, organisation: $organisation, key: "stranger", entries: $entries) { receipt } }`,
          {
            review: ours.id,
            organisation: ours.organisationOf('NVP'),
            entries: [anEntry(ours, { sourceRecordId: 'stranger', subjects: [subject] })],
          },
        ),
      );
      return { code, message: message?.replaceAll(subject, 'the id') };
    };
    expect(await submit(theirs.subjects.Wren)).toEqual(await submit(randomUUID()));
    expect(await submit(theirs.subjects.Wren)).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'Entry "stranger", subjects: "the id" is no person of this review.',
    });
  });

  it('let no administrator open a review of the other, which looks like one of none', async () => {
    const open = (partnership: string) =>
      refusal(
        hub.ask(hub.partnerships[0]!.administrator, 'mutation($review: ReviewInput!) { openReview(review: $review) }', {
          review: { partnership, reference: 'R-x', title: 'Wren', type: 'CSPR', stage: 'RETURNS', subjects: [] },
        }),
      );
    expect(await open(hub.partnerships[1]!.id)).toEqual(await open(randomUUID()));
    expect((await open(hub.partnerships[1]!.id)).code).toBe('NOT_ALLOWED');
  });

  it('show their administrator reviews and coverage, and no entry', async () => {
    const { administrator } = hub.partnerships[0]!;
    expect(
      (await coverage(hub, administrator, ours)).map(({ code, state, entries }) => [code, state, entries]),
    ).toEqual([
      ['HOS', 'PUBLISHED', 0],
      ['NVP', 'PUBLISHED', 0],
    ]);
    expect(await chronology(hub, administrator, ours)).toMatchObject({ totalCount: 0, undatedCount: 0, edges: [] });
    expect(
      await hub.data(administrator, 'query($id: ID!) { review(id: $id) { title kinds { code } } }', { id: ours.id }),
    ).toEqual({ review: { title: 'Wren', kinds: [] } });
    expect(
      await refusal(
        hub.ask(administrator, place('query', `healthContribution(${PLACE}) { version }`), {
          review: ours.id,
          organisation: ours.organisationOf('HOS'),
        }),
      ),
    ).toEqual({ code: 'NOT_FOUND', message: `There is no review with id "${ours.id}".` });
  });

  it('show an author of an organisation that was asked in both its part where they were appointed', async () => {
    for (const [review, mine] of [
      [ours, ['HOS-1', 'HOS-2']],
      [theirs, ['HOS-1']],
    ] as const) {
      expect(references(await chronology(hub, review.author('HOS'), review))).toEqual(mine);
      expect((await coverage(hub, review.author('HOS'), review)).map(({ code }) => code)).toEqual(['HOS']);
    }
  });

  it("let no administrator give somebody a part in the other's reviews by way of an organisation", async () => {
    await hub.data(
      hub.partnerships[0]!.administrator,
      'mutation($organisation: ID!) { appoint(person: "smuggled", organisation: $organisation, role: "AUTHOR") }',
      { organisation: theirs.organisationOf('CSC') },
    );
    expect(await hub.data('smuggled', '{ reviews { id } }')).toEqual({ reviews: [] });
  });

  it('let a membership that has ended be felt within ten seconds', async () => {
    const person = ours.person('member');
    const ask = async () => (await hub.ask(person, CHRONOLOGY, { review: ours.id, first: 1 })).data;
    expect(await ask()).toMatchObject({ review: { chronology: { totalCount: 3 } } });
    await hub.data(
      hub.partnerships[0]!.administrator,
      'mutation($review: ID!, $person: String!) { endMembership(review: $review, person: $person) }',
      { review: ours.id, person },
    );
    const shown = async () => ((await ask()) as { review: unknown } | null)?.review ?? null;
    await expect.poll(shown, { timeout: 10_000 }).toBeNull();
    expect(await hub.data(person, '{ reviews { id } }')).toEqual({ reviews: [] });
  });
});
