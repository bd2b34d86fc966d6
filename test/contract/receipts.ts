import { compactVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { readPublicKeys } from '../../subgraphs/kit/service/public-keys.ts';
import {
  type Acting,
  anEntry,
  publications,
  refusal,
  tryPublish,
  tryPublishUnsigned,
  trySubmit,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { openedBefore, type Promises, placeOf, queryPrefix } from './contract.ts';
import { fingerprint } from './every-cell.ts';

/** The receipt of an act by its key, as its author asks for it; null when the act was never carried out. */
async function receiptFor(acting: Acting, key: string): Promise<string | null> {
  const { kept } = await acting.hub.data<{ kept: { receipt: string } | null }>(
    acting.review.author(acting.code),
    `query($review: ID!, $organisation: ID!, $key: String!) {
      kept: ${queryPrefix(acting)}Receipt(review: $review, organisation: $organisation, key: $key) { receipt }
    }`,
    { ...placeOf(acting), key },
  );
  return kept?.receipt ?? null;
}

const publicKeyOf = (acting: Acting, service: string) => readPublicKeys(acting.hub.keys.publicFile).everUsed(service);

export const keepsReceipts: Promises = (contract) => {
  describe('a receipt', () => {
    const opened = openedBefore(contract);

    it('is the same byte for byte when the same request comes again, and nothing is doubled', async () => {
      const { hub, agency, review, own } = opened();
      const entry = anEntry(review);
      const first = await written(trySubmit(own, [entry], 'once'));
      const before = await fingerprint(hub, agency.name);
      const again = await written(trySubmit(own, [entry], 'once'));
      expect(again).toEqual(first);
      expect(await fingerprint(hub, agency.name)).toEqual(before);
    });

    it('is refused to other content under the same key, and nothing is written', async () => {
      const { hub, agency, review, own } = opened();
      await written(trySubmit(own, [anEntry(review)], 'taken'));
      const before = await fingerprint(hub, agency.name);
      expect(await refusal(trySubmit(own, [anEntry(review)], 'taken'))).toEqual({
        code: 'KEY_REUSED',
        message: 'The idempotency key "taken" was used before with other content.',
      });
      expect(await refusal(tryPublishUnsigned(own, 'taken'))).toEqual({
        code: 'KEY_REUSED',
        message: 'The idempotency key "taken" was used before with other content.',
      });
      expect(await fingerprint(hub, agency.name)).toEqual(before);
    });

    it('is signed by the service and says what was done', async () => {
      const { agency, review, own } = opened();
      const entry = anEntry(review, { sourceRecordId: 'record-1' });
      const { receipt } = await written(trySubmit(own, [entry], 'signed'));
      const { payload, protectedHeader } = await compactVerify(receipt, publicKeyOf(own, agency.name));
      expect(protectedHeader.typ).toBe('receipt');
      expect(JSON.parse(Buffer.from(payload).toString('utf8'))).toMatchObject({
        act: 'submit',
        review: review.id,
        organisation: review.organisationOf('OWN'),
        key: 'signed',
        entries: [{ sourceSystem: 'default', sourceRecordId: 'record-1', version: 1, outcome: 'ADDED' }],
      });
    });

    it('can be asked for by its key, and is null for an act that was never carried out', async () => {
      const { review, own, other } = opened();
      const { receipt } = await written(trySubmit(own, [anEntry(review)], 'kept'));
      expect(await receiptFor(own, 'kept')).toBe(receipt);
      expect(await receiptFor(own, 'never used')).toBeNull();
      expect(await receiptFor(other, 'kept')).toBeNull();
    });

    it('is one for two identical requests at the same moment, and so is what was written', async () => {
      const { review, own } = opened();
      const entry = anEntry(review);
      const submitted = await Promise.all([1, 2].map(() => written(trySubmit(own, [entry], 'both'))));
      const published = await Promise.all([1, 2].map(() => written(tryPublish(own, 'both, published'))));
      expect(submitted[0]!.entries.map(({ outcome }) => outcome)).toEqual(['ADDED']);
      expect(submitted[1]).toEqual(submitted[0]);
      expect(published[0]!.number).toBe(1);
      expect(published[1]).toEqual(published[0]);
      expect((await untilDelivered(own)).number).toBe(1);
      expect(await publications(own)).toHaveLength(1);
    });
  });
};
