import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anEntry, chronology, send } from '../support/contribution.ts';
import { open, type Promises } from './contract.ts';

/** Any text that is well formed: every plane of Unicode, controls and combining marks, but not U+0000 and not blank. */
const words = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((text) => !text.includes('\u0000') && text.trim() !== '');

export const keepsWords: Promises = (contract) => {
  describe('words', () => {
    it('are read to the letter as they were submitted, whatever they are', async () => {
      const { hub, review, own } = await open(contract());
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(words, words), { minLength: 20, maxLength: 40 }), async (texts) => {
          await send(
            own,
            texts.map(([whatHappened, ownWords]) => anEntry(review, { whatHappened, ownWords })),
          );
          const { edges } = await chronology(hub, review.person('writer'), review, { last: texts.length, first: null });
          sent += texts.length;
          expect(edges.at(-1)!.node.reference).toBe(`OWN-${sent}`);
          expect(edges.map(({ node }) => [node.record?.['whatHappened'], node.record?.['ownWords']])).toEqual(texts);
        }),
        { seed: 20_240_209, numRuns: 4, endOnFailure: true },
      );
    });

    it('keep both spellings of a letter apart, and spaces at either end', async () => {
      const { hub, review, own } = await open(contract());
      const both = ['  Zoe\u0308 said no. ', '  Zo\u00eb said no. ', 'line one\r\nline two\t\u00a0'];
      await send(
        own,
        both.map((whatHappened) => anEntry(review, { whatHappened })),
      );
      const { edges } = await chronology(hub, review.person('member'), review);
      expect(edges.map(({ node }) => node.record?.['whatHappened'])).toEqual([
        '  Zoe\u0308 said no. ',
        '  Zo\u00eb said no. ',
        'line one\r\nline two\t\u00a0',
      ]);
    });
  });
};
