import { describe, expect, it } from 'vitest';
import {
  anEntry,
  chronology,
  hiddenFromAllBut,
  references,
  refusal,
  send,
  tryPublish,
} from '../support/contribution.ts';
import type { TestHub } from '../support/hub.ts';
import { open, type Promises } from './contract.ts';

/** The instant at which a version of a review came to be. */
async function instantOf(hub: TestHub, review: string, version: number): Promise<string> {
  const [row] = await hub.sql<{ at: Date }>(
    'reviews',
    'SELECT at FROM review_version WHERE review_id = $1 AND version = $2',
    [review, version],
  );
  return row!.at.toISOString();
}

export const corrects: Promises = (contract) => {
  describe('a correction', () => {
    it('is a new revision under the same reference, and the words before it are read as of then', async () => {
      const { hub, review, own } = await open(contract());
      const entry = anEntry(review, { whatHappened: 'Seen on Monday.', sourceVersion: '1' });
      await send(own, [entry]);
      await send(own, [{ ...entry, whatHappened: 'Seen on Tuesday.', sourceVersion: '2' }]);
      const asOf = await instantOf(hub, review.id, 1);
      const now = await chronology(hub, review.person('chair'), review);
      const then = await chronology(hub, review.person('chair'), review, { asOf });
      const seen = ({ edges }: typeof now) => edges.map(({ node }) => [node.reference, node.record?.['whatHappened']]);
      expect(seen(now)).toEqual([['OWN-1', 'Seen on Tuesday.']]);
      expect(seen(then)).toEqual([['OWN-1', 'Seen on Monday.']]);
      expect(now.edges[0]!.node.id).not.toBe(then.edges[0]!.node.id);
      expect(then.newerAvailable).toBe(true);
    });

    it('that changes nothing is a conflict', async () => {
      const { review, own } = await open(contract());
      await send(own, [anEntry(review)]);
      expect(await refusal(tryPublish(own))).toEqual({
        code: 'CONFLICT',
        message: 'Nothing has changed since publication 1.',
      });
    });

    it('of a draft that somebody else has changed meanwhile is a conflict', async () => {
      const { hub, review, own } = await open(contract());
      await send(own, [anEntry(review)]);
      const answer = hub.ask(
        review.signatory('OWN'),
        `mutation($review: ID!, $organisation: ID!) {
          publish${own.prefix}Contribution(review: $review, organisation: $organisation, key: "late", expectedVersion: 7) { number }
        }`,
        { review: review.id, organisation: review.organisationOf('OWN') },
      );
      expect(await refusal(answer)).toEqual({ code: 'CONFLICT', message: 'The draft is at version 1, not 7.' });
    });

    it('that holds an entry back holds its earlier words back too', async () => {
      const { hub, review, own } = await open(contract());
      const entry = anEntry(review, { sourceVersion: '1' });
      await send(own, [entry]);
      await send(own, [{ ...entry, handling: 'LISTED', reasons: ['THIRD_PERSON'], sourceVersion: '2' }]);
      const asOf = await instantOf(hub, review.id, 1);
      const then = await chronology(hub, review.person('member'), review, { asOf });
      expect(then.edges.map(({ node }) => node.record)).toEqual([
        { __typename: 'Withheld', reference: 'OWN-1', reason: 'third person' },
      ]);
    });

    it('that hides an entry hides it as of before too', async () => {
      const { hub, review, own } = await open(contract());
      const entry = anEntry(review, { sourceVersion: '1' });
      await send(own, [entry, anEntry(review)]);
      await send(own, [{ ...entry, ...hiddenFromAllBut('nobody here'), sourceVersion: '2' }]);
      const asOf = await instantOf(hub, review.id, 1);
      expect(references(await chronology(hub, review.person('member'), review))).toEqual(['OWN-2']);
      expect(references(await chronology(hub, review.person('member'), review, { asOf }))).toEqual(['OWN-2']);
    });
  });
};
