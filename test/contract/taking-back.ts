import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Acting,
  anEntry,
  chronology,
  refusal,
  send,
  tryPublish,
  trySubmit,
  tryWithdraw,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { open, openedBefore, type Promises, placeOf } from './contract.ts';

const withdrawContribution = (acting: Acting, reason = 'NO_LONGER_RELIED_ON') =>
  acting.hub.ask(
    acting.review.signatory(acting.code),
    `mutation($review: ID!, $organisation: ID!, $key: String!, $reason: String!) {
      written: withdraw${acting.prefix}Contribution(review: $review, organisation: $organisation, key: $key, reason: $reason) { receipt }
    }`,
    { ...placeOf(acting), key: randomUUID(), reason },
  );

const coverageOf = async ({ hub, review }: Acting) => {
  const { review: read } = await hub.data<{ review: { coverage: { code: string }[] } }>(
    review.person('chair'),
    'query($review: ID!) { review(id: $review) { coverage { code state withdrawnReason entries } } }',
    { review: review.id },
  );
  return read.coverage.find(({ code }) => code === 'OWN');
};

export const takesBack: Promises = (contract) => {
  describe('an entry that was taken back', () => {
    const opened = openedBefore(contract, async ({ review, own }) => {
      const entry = anEntry(review, { sourceRecordId: 'record-1', whatHappened: 'Of somebody else.' });
      await send(own, [entry, anEntry(review)]);
      await written(tryWithdraw(own, ['OWN-1'], 'WRONG_PERSON'));
      await untilDelivered(own);
      return { entry };
    });

    it.each(['chair', 'member', 'writer', 'manager'] as const)(
      'keeps place, day and reason for the %s, and serves no word',
      async (role) => {
        const { hub, review } = opened();
        const { edges, totalCount } = await chronology(hub, review.person(role), review);
        expect(totalCount).toBe(2);
        expect(edges[0]!.node).toMatchObject({
          reference: 'OWN-1',
          occurred: { earliest: '2024-02-09', latest: '2024-02-09' },
          record: { __typename: 'Withdrawn', reference: 'OWN-1', reason: 'about another person' },
        });
        expect(edges[1]!.node.record).toMatchObject({ whatHappened: 'Something was seen and written down.' });
      },
    );

    it('is not served as of a time before it was taken back either', async () => {
      const { hub, review } = opened();
      const [row] = await hub.sql<{ at: Date }>(
        'reviews',
        'SELECT at FROM review_version WHERE review_id = $1 AND version = 1',
        [review.id],
      );
      const asOf = row!.at.toISOString();
      const { edges, version } = await chronology(hub, review.person('chair'), review, { asOf });
      expect(version).toBe(1);
      expect(edges[0]!.node.record).toMatchObject({ __typename: 'Withdrawn', reason: 'about another person' });
    });

    it('is read by its owner as before', async () => {
      const { hub, review } = opened();
      const { edges } = await chronology(hub, review.author('OWN'), review);
      expect(edges[0]!.node.record).toMatchObject({ reference: 'OWN-1', whatHappened: 'Of somebody else.' });
    });

    it('takes no new words', async () => {
      const { own, entry } = opened();
      const changed = { ...entry, whatHappened: 'New words.', expectedVersion: 1 };
      expect(await refusal(trySubmit(own, [changed]))).toEqual({
        code: 'CONFLICT',
        message: 'Entry "record-1" (OWN-1) was taken back and takes no new words.',
      });
    });

    it('is not taken back twice', async () => {
      expect(await refusal(tryWithdraw(opened().own, ['OWN-2', 'OWN-1']))).toEqual({
        code: 'CONFLICT',
        message: 'Entry "OWN-1" was taken back before.',
      });
    });

    it('was one of its own: another organisation cannot take it back', async () => {
      const { review, other } = opened();
      await send(other, [anEntry(review)]);
      expect(await refusal(tryWithdraw(other, ['OWN-2']))).toEqual({
        code: 'NOT_FOUND',
        message: 'There is no published entry "OWN-2".',
      });
    });
  });

  describe('a contribution that was taken back', () => {
    it('is named as withdrawn with its reason, and nothing of it is served', async () => {
      const { hub, review, own } = await open(contract());
      await send(own, [anEntry(review), anEntry(review)]);
      await written(withdrawContribution(own));
      await untilDelivered(own);
      const { edges } = await chronology(hub, review.person('chair'), review);
      expect(edges.map(({ node }) => node.record?.__typename)).toEqual(['Withdrawn', 'Withdrawn']);
      expect(await coverageOf(own)).toEqual({
        code: 'OWN',
        state: 'WITHDRAWN',
        withdrawnReason: 'NO_LONGER_RELIED_ON',
        entries: 0,
      });
    });

    it('is no longer withdrawn when new entries are published', async () => {
      const { review, own } = await open(contract());
      await send(own, [anEntry(review)]);
      await written(withdrawContribution(own));
      await send(own, [anEntry(review)]);
      expect(await coverageOf(own)).toEqual({ code: 'OWN', state: 'PUBLISHED', withdrawnReason: null, entries: 1 });
    });

    it('was published: what never was cannot be taken back', async () => {
      const { review, own } = await open(contract());
      await written(trySubmit(own, [anEntry(review)]));
      expect(await refusal(withdrawContribution(own))).toEqual({
        code: 'CONFLICT',
        message: 'OWN has published nothing that could be taken back.',
      });
      expect((await written(tryPublish(own))).number).toBe(1);
      await untilDelivered(own);
    });
  });
};
