import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Acting, anEntry, chronology, refusal, send, trySubmit, written } from '../support/contribution.ts';
import { openedBefore, type Promises, placeOf } from './contract.ts';

const discard = (acting: Acting, sourceRecordIds: readonly string[], key: string = randomUUID()) =>
  acting.hub.ask(
    acting.review.author(acting.code),
    `mutation($review: ID!, $organisation: ID!, $key: String!, $sourceRecordIds: [String!]!) {
      written: discard${acting.prefix}Entries(review: $review, organisation: $organisation, key: $key, sourceRecordIds: $sourceRecordIds) { receipt }
    }`,
    { ...placeOf(acting), key, sourceRecordIds },
  );

const draftsOf = ({ hub, ...acting }: Acting, service: string) =>
  hub.sql<{ id: string; changed: boolean }>(
    service,
    `SELECT e.source_record_id AS id, e.changed FROM entry e JOIN contribution c ON c.id = e.contribution_id
     WHERE c.review_id = $1 AND c.organisation_id = $2 ORDER BY 1`,
    [acting.review.id, acting.review.organisationOf(acting.code)],
  );

export const discards: Promises = (contract) => {
  describe('a row that is discarded from the draft', () => {
    const opened = openedBefore(contract, async ({ review, own }) => {
      await send(own, [anEntry(review, { sourceRecordId: 'sent', whatHappened: 'As it was sent.' })]);
      await written(
        trySubmit(own, [
          anEntry(review, { sourceRecordId: 'sent', whatHappened: 'Of another child.', expectedVersion: 1 }),
          anEntry(review, { sourceRecordId: 'drafted', whatHappened: 'Of another child too.' }),
        ]),
      );
      return {};
    });

    it('is refused, and nothing goes, when one of them is not in the draft', async () => {
      const { agency, own } = opened();
      expect(await refusal(discard(own, ['drafted', 'nowhere']))).toEqual({
        code: 'NOT_FOUND',
        message: 'There is no drafted entry with id "nowhere".',
      });
      expect(await draftsOf(own, agency.name)).toEqual([
        { id: 'drafted', changed: true },
        { id: 'sent', changed: true },
      ]);
    });

    it('goes without a trace where it was never sent, and back to what was sent where it was', async () => {
      const { hub, agency, own, review } = opened();
      const key = randomUUID();
      const { receipt } = await written(discard(own, ['drafted', 'sent'], key));
      expect(await draftsOf(own, agency.name)).toEqual([{ id: 'sent', changed: false }]);
      expect((await written(discard(own, ['drafted', 'sent'], key))).receipt).toBe(receipt);
      const [edge] = (await chronology(hub, review.person('chair'), review)).edges;
      expect(edge?.node.record).toMatchObject({ whatHappened: 'As it was sent.' });
      const again = anEntry(review, { sourceRecordId: 'sent', whatHappened: 'As it was sent.', expectedVersion: 3 });
      expect((await written(trySubmit(own, [again]))).entries).toMatchObject([{ outcome: 'UNCHANGED' }]);
    });
  });
};
