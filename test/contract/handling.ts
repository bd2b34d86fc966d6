import { describe, expect, it } from 'vitest';
import { anEntry, type Chronology, chronology, references, refusal, send } from '../support/contribution.ts';
import { open, openedBefore, type Promises } from './contract.ts';

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
      expect(page.notice).toBe('Some material may be held back.');
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
          reference kind kindLabel significance handling subjects { id }
          occurred { text earliest latest time precision approximate }
          record { __typename reference ... on Withheld { reason } ... on EntryRecord { whatHappened people } }
        } } } } }`,
        { id: review.id },
      );
      expect(read.chronology.edges[1]!.node).toEqual({
        reference: 'OWN-2',
        kind: 'NOT_STATED',
        kindLabel: 'Not stated',
        significance: 'NOT_RATED',
        handling: 'LISTED',
        subjects: [],
        occurred: {
          text: '',
          earliest: '2024-02-09',
          latest: '2024-02-09',
          time: null,
          precision: 'DAY',
          approximate: false,
        },
        record: { __typename: 'Withheld', reference: 'OWN-2', reason: 'criminal proceedings' },
      });
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
