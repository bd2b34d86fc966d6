import { describe, expect, it } from 'vitest';
import { anEntry, refusal, trySubmit, written } from '../support/contribution.ts';
import { open, openedBefore, type Promises } from './contract.ts';
import { fingerprint } from './every-cell.ts';

export const knowsVersions: Promises = (contract) => {
  describe("a source's own version", () => {
    const opened = openedBefore(contract, async ({ review, own }) => {
      const entry = anEntry(review, { sourceRecordId: 'record-1', sourceVersion: '9', whatHappened: 'First words.' });
      await written(trySubmit(own, [entry]));
      return { entry };
    });
    const outcomeOf = async (change: object) => {
      const { own, entry } = opened();
      return (await written(trySubmit(own, [{ ...entry, ...change }]))).entries;
    };

    it('that is the same with the same words changes nothing', async () => {
      expect(await outcomeOf({})).toEqual([{ sourceRecordId: 'record-1', version: 1, outcome: 'UNCHANGED' }]);
    });

    it('that is higher takes the place of what is held, by number and not by its first digit', async () => {
      expect(await outcomeOf({ sourceVersion: '10', whatHappened: 'Second words.' })).toEqual([
        { sourceRecordId: 'record-1', version: 2, outcome: 'UPDATED' },
      ]);
    });

    it('that is lower is stale, is on record, and changes nothing', async () => {
      const { hub, agency } = opened();
      const entries = () => hub.sql(agency.name, 'SELECT version, draft FROM entry ORDER BY id');
      const before = await entries();
      expect(await outcomeOf({ sourceVersion: '8', whatHappened: 'Older words.' })).toEqual([
        { sourceRecordId: 'record-1', version: 2, outcome: 'STALE' },
      ]);
      expect(await entries()).toEqual(before);
    });
  });

  describe('an expected version', () => {
    const opened = openedBefore(contract, async ({ review, own }) => {
      const entry = anEntry(review, { sourceRecordId: 'record-1' });
      await written(trySubmit(own, [entry]));
      return { changed: { ...entry, whatHappened: 'Other words.' } };
    });

    it.each([
      ['missing', null, 'Entry "record-1" is at version 1; no expectedVersion was given.'],
      ['wrong', 2, 'Entry "record-1" is at version 1; version 2 was expected.'],
      ['that of an entry not yet there', 0, 'Entry "record-1" is at version 1; version 0 was expected.'],
    ])('that is %s is a conflict, and nothing of the batch is written', async (_name, expectedVersion, message) => {
      const { hub, agency, own, review, changed } = opened();
      const before = await fingerprint(hub, agency.name);
      const batch = [anEntry(review), { ...changed, expectedVersion }];
      expect(await refusal(trySubmit(own, batch))).toEqual({ code: 'CONFLICT', message });
      expect(await fingerprint(hub, agency.name)).toEqual(before);
    });

    it('that is right lets new words take the place of what is held', async () => {
      const { own, changed } = opened();
      const { entries } = await written(trySubmit(own, [{ ...changed, expectedVersion: 1 }]));
      expect(entries).toEqual([{ sourceRecordId: 'record-1', version: 2, outcome: 'UPDATED' }]);
    });

    it('of an entry that is not there is a conflict', async () => {
      const { review, own } = await open(contract());
      const entry = anEntry(review, { sourceRecordId: 'record-2', expectedVersion: 3 });
      expect(await refusal(trySubmit(own, [entry]))).toEqual({
        code: 'CONFLICT',
        message: 'Entry "record-2" is at version 0; version 3 was expected.',
      });
    });
  });
};
