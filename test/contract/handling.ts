import { describe, expect, it } from 'vitest';
import { anEntry, type Chronology, chronology, references, refusal, send } from '../support/contribution.ts';
import { open, openedBefore, type Promises, placeOf, queryPrefix } from './contract.ts';

const handlings = ['PANEL', 'HIDDEN', 'LISTED', 'CHAIR', 'WITHHELD'] as const;

/** Each viewer with what they see of the five: reference, and the type behind it where the words are not served. */
const sights: Readonly<Record<string, readonly string[]>> = {
  chair: ['OWN-1 read', 'OWN-2 Withheld', 'OWN-3 read', 'OWN-4 Withheld'],
  member: ['OWN-1 read', 'OWN-2 Withheld', 'OWN-3 Withheld', 'OWN-4 Withheld'],
  writer: ['OWN-1 read', 'OWN-2 Withheld', 'OWN-3 Withheld', 'OWN-4 Withheld'],
  manager: ['OWN-1 read', 'OWN-2 Withheld', 'OWN-3 Withheld', 'OWN-4 Withheld'],
  named: ['OWN-1 read', 'OWN-R1 read', 'OWN-2 read', 'OWN-3 read', 'OWN-4 Withheld'],
  'author of the owner': ['OWN-1 read', 'OWN-R1 read', 'OWN-2 read', 'OWN-3 read', 'OWN-4 read'],
  'signatory of the owner': ['OWN-1 read', 'OWN-R1 read', 'OWN-2 read', 'OWN-3 read', 'OWN-4 read'],
  'author of another organisation': [],
  administrator: [],
};

/** Entries of the own organisation that coverage counts for each; null where it shows no line of that organisation. */
const counts: Readonly<Record<string, number | null>> = {
  chair: 4,
  member: 4,
  writer: 4,
  manager: 4,
  named: 5,
  'author of the owner': 5,
  'signatory of the owner': 5,
  'author of another organisation': null,
  administrator: 0,
};

const sightsIn = ({ edges }: Chronology) =>
  edges.map(({ node: { reference, record } }) =>
    record !== null && 'whatHappened' in record ? `${reference} read` : `${reference} ${record?.__typename}`,
  );

export const handles: Promises = (contract) => {
  describe('handling', () => {
    const opened = openedBefore(contract, async ({ hub, review, own }) => {
      const named = `named-${review.reference}`;
      const { administrator } = hub.partnerships[0]!;
      await hub.data(
        administrator,
        'mutation($review: ID!, $person: String!) { addMember(review: $review, person: $person, role: "PANEL_MEMBER") }',
        { review: review.id, person: named },
      );
      const entries = handlings.map((handling) =>
        anEntry(review, {
          handling,
          occurred: '9 February 2024 06:31',
          significance: 'KEY',
          reasons: handling === 'PANEL' ? [] : ['CRIMINAL_PROCEEDINGS'],
          named: handling === 'PANEL' ? [] : [named],
          onwardUse: ['SUMMARISE', 'NOT_TO_FAMILY'],
          heldBackBy: 'Head of safeguarding',
          reviewOn: handling === 'HIDDEN' ? '2024-03-01' : '2031-02-01',
          gist: handling === 'WITHHELD' ? 'A risk was known to the agency.' : null,
        }),
      );
      await send(own, entries);
      const people: Readonly<Record<string, string>> = {
        chair: review.person('chair'),
        member: review.person('member'),
        writer: review.person('writer'),
        manager: review.person('manager'),
        named,
        'author of the owner': review.author('OWN'),
        'signatory of the owner': review.signatory('OWN'),
        'author of another organisation': review.author('TWO'),
        administrator,
      };
      return { people };
    });

    it.each(Object.keys(sights))('shows the %s what it says, and counts no more', async (viewer) => {
      const { hub, review, people } = opened();
      const page = await chronology(hub, people[viewer]!, review);
      expect(sightsIn(page)).toEqual(sights[viewer]);
      expect(page.totalCount).toBe(sights[viewer]!.length);
      const none = viewer === 'administrator' ? 'You see this review, but none of its entries. ' : '';
      expect(page.notice).toBe(`${none}Some material may be held back.`);
    });

    it.each(Object.keys(counts))('is kept to by the counts of the coverage for the %s', async (viewer) => {
      const { hub, review, people } = opened();
      const { review: read } = await hub.data<{ review: { coverage: { code: string; entries: number }[] } }>(
        people[viewer]!,
        'query($review: ID!) { review(id: $review) { coverage { code entries } } }',
        { review: review.id },
      );
      expect(read.coverage.find(({ code }) => code === 'OWN')?.entries ?? null).toBe(counts[viewer]);
    });

    it('shows nothing at all to somebody of another review, not even that there is one', async () => {
      const { hub, review } = opened();
      const elsewhere = await open(contract());
      const answer = hub.ask(elsewhere.review.person('chair'), 'query($id: ID!) { review(id: $id) { id } }', {
        id: review.id,
      });
      expect(await refusal(answer)).toEqual({
        code: 'NOT_FOUND',
        message: `There is no review with id "${review.id}".`,
      });
    });

    it('shows of a listed entry the day and the reason: no kind, people, words or time', async () => {
      const { hub, review } = opened();
      const { review: read } = await hub.data<{ review: { chronology: { edges: { node: object }[] } } }>(
        review.person('member'),
        `query($id: ID!) { review(id: $id) { chronology(first: 10) { edges { node {
          reference kind kindLabel significance handling onwardUse subjects { id }
          occurred { text earliest latest time precision approximate }
          record { __typename reference ... on Withheld { reason gist } ... on EntryRecord { whatHappened people } }
        } } } } }`,
        { id: review.id },
      );
      expect(read.chronology.edges[1]!.node).toEqual({
        reference: 'OWN-2',
        kind: 'NOT_STATED',
        kindLabel: 'Not stated',
        significance: 'NOT_RATED',
        handling: 'LISTED',
        onwardUse: [],
        subjects: [],
        occurred: {
          text: '',
          earliest: '2024-02-09',
          latest: '2024-02-09',
          time: null,
          precision: 'DAY',
          approximate: false,
        },
        record: { __typename: 'Withheld', reference: 'OWN-2', reason: 'criminal proceedings', gist: null },
      });
      expect(read.chronology.edges.map(({ node }) => (node as { onwardUse: unknown }).onwardUse)).toEqual([
        ['SUMMARISE', 'NOT_TO_FAMILY'],
        [],
        [],
        [],
      ]);
      expect(read.chronology.edges[3]!.node).toMatchObject({
        record: { __typename: 'Withheld', reference: 'OWN-4', gist: 'A risk was known to the agency.' },
      });
    });

    it('shows its owner what is held back, by whom and until when, what is overdue first', async () => {
      const { hub, review, own, people } = opened();
      const { status } = await hub.data<{ status: { heldBack: { reference: string }[] } }>(
        people['author of the owner']!,
        `query($review: ID!, $organisation: ID!) { status: ${queryPrefix(own)}Contribution(review: $review, organisation: $organisation) {
          heldBack { reference handling reasons named onwardUse heldBackBy gist reviewOn reviewOverdue } } }`,
        placeOf(own),
      );
      expect(status.heldBack.map(({ reference }) => reference)).toEqual(['OWN-R1', 'OWN-2', 'OWN-3', 'OWN-4']);
      expect(status.heldBack[0]).toEqual({
        reference: 'OWN-R1',
        handling: 'HIDDEN',
        reasons: ['CRIMINAL_PROCEEDINGS'],
        named: [`named-${review.reference}`],
        onwardUse: ['SUMMARISE', 'NOT_TO_FAMILY'],
        heldBackBy: 'Head of safeguarding',
        gist: null,
        reviewOn: '2024-03-01',
        reviewOverdue: true,
      });
      expect(status.heldBack[3]).toMatchObject({ gist: 'A risk was known to the agency.', reviewOverdue: false });
    });

    it('lets somebody whom the chair names read what is for the chair, until the chair ends that', async () => {
      const { hub, review } = await open(contract());
      const acting = { hub, review, code: 'OWN', prefix: contract().agency.prefix };
      await send(acting, [anEntry(review, { handling: 'CHAIR', reasons: ['FAMILY_COURT'] })]);
      const name = (by: string, person: string, mayRead = true) =>
        hub.ask(
          by,
          'mutation($review: ID!, $person: String!, $mayRead: Boolean!) { nameForChair(review: $review, person: $person, mayRead: $mayRead) }',
          { review: review.id, person, mayRead },
        );
      const [chair, member] = [review.person('chair'), review.person('member')];
      const sights = async () => sightsIn(await chronology(hub, member, review));
      expect((await refusal(name(review.person('manager'), member))).code).toBe('NOT_ALLOWED');
      expect((await refusal(name(chair, 'a stranger'))).code).toBe('NOT_FOUND');
      expect((await name(chair, member)).data).toEqual({ nameForChair: true });
      await expect.poll(sights, { timeout: 10_000 }).toEqual(['OWN-1 read']);
      expect((await name(chair, member, false)).data).toEqual({ nameForChair: true });
      await expect.poll(sights, { timeout: 10_000 }).toEqual(['OWN-1 Withheld']);
    });

    it.each([
      ['kinds', ['INFORMATION_RECEIVED']],
      ['significances', ['KEY']],
    ])('does not let a listed entry be found by what is held back of it: its %s', async (filter, values) => {
      const { hub, review } = opened();
      const page = await chronology(hub, review.person('member'), review, { filter: { [filter]: values } });
      expect(references(page)).toEqual(['OWN-1']);
    });

    it('counts no held-back entry among the kinds that are present', async () => {
      const { hub, review } = opened();
      const { review: read } = await hub.data<{ review: { kinds: object[] } }>(
        review.person('member'),
        'query($id: ID!) { review(id: $id) { kinds { code entries } } }',
        { id: review.id },
      );
      expect(read.kinds).toEqual([{ code: 'INFORMATION_RECEIVED', entries: 1 }]);
    });
  });
};
