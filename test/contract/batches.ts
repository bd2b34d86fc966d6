import { describe, expect, it } from 'vitest';
import { anEntry, refusal, trySubmit, written } from '../support/contribution.ts';
import { openedBefore, type Promises } from './contract.ts';
import { fingerprint } from './every-cell.ts';

export const takesWholeBatches: Promises = (contract) => {
  describe('a batch', () => {
    const opened = openedBefore(contract);

    it('is refused whole when one entry is wrong', async () => {
      const { hub, agency, review, own } = opened();
      const before = await fingerprint(hub, agency.name);
      const batch = [anEntry(review), anEntry(review, { sourceRecordId: 'wrong', whatHappened: '' }), anEntry(review)];
      expect(await refusal(trySubmit(own, batch))).toEqual({
        code: 'BAD_USER_INPUT',
        message: 'Entry "wrong", whatHappened: What happened is missing.',
      });
      expect(await fingerprint(hub, agency.name)).toEqual(before);
    });

    it('is refused whole when one record stands in it twice', async () => {
      const { hub, agency, review, own } = opened();
      const before = await fingerprint(hub, agency.name);
      const twice = anEntry(review, { sourceRecordId: 'twin' });
      expect(await refusal(trySubmit(own, [anEntry(review), twice, twice]))).toEqual({
        code: 'BAD_USER_INPUT',
        message: 'The source record id "twin" stands twice in this request.',
      });
      expect(await fingerprint(hub, agency.name)).toEqual(before);
    });

    it('takes 500 entries', async () => {
      const { review, own } = opened();
      const { entries } = await written(
        trySubmit(
          own,
          Array.from({ length: 500 }, () => anEntry(review)),
        ),
      );
      expect(entries.filter(({ outcome }) => outcome === 'ADDED')).toHaveLength(500);
    });

    it('does not take 501', async () => {
      const { hub, agency, review, own } = opened();
      const before = await fingerprint(hub, agency.name);
      const batch = Array.from({ length: 501 }, () => anEntry(review));
      expect(await refusal(trySubmit(own, batch))).toEqual({
        code: 'LIMIT_EXCEEDED',
        message: '501 entries were sent; one request takes up to 500.',
      });
      expect(await fingerprint(hub, agency.name)).toEqual(before);
    });
  });
};
