import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Acting,
  anEntry,
  refusal,
  send,
  tryPublish,
  trySubmit,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { open, openedBefore, type Promises, placeOf } from './contract.ts';

const tryDeclare = (acting: Acting, said: object) =>
  acting.hub.ask(
    acting.review.author(acting.code),
    `mutation($review: ID!, $organisation: ID!, $key: String!, $nilReturn: ${acting.prefix}NilReturnInput, $noContact: [${acting.prefix}NoContactInput!]) {
      written: declare${acting.prefix}Return(review: $review, organisation: $organisation, key: $key, nilReturn: $nilReturn, noContact: $noContact) { receipt }
    }`,
    { ...placeOf(acting), key: randomUUID(), ...said },
  );

/** Declares, publishes, waits, and gives what the panel reads of the organisation in the coverage. */
async function declared(acting: Acting, said: object) {
  await written(tryDeclare(acting, said));
  await written(tryPublish(acting));
  await untilDelivered(acting);
  return coverageOf(acting);
}

async function coverageOf({ hub, review, code: own }: Acting) {
  const { review: read } = await hub.data<{ review: { coverage: { code: string }[] } }>(
    review.person('manager'),
    `query($review: ID!) { review(id: $review) { coverage {
      code state entries noContact { from to reason } nilReturn { declaration by on forWhom searchedFor systems words }
    } } }`,
    { review: review.id },
  );
  return read.coverage.find(({ code }) => code === own);
}

const nilReturn = (declaration: string) => ({
  declaration,
  by: 'Records officer 1',
  on: '2024-02-19',
  forWhom: ['Wren', 'Mother'],
  searchedFor: ['name', 'date of birth'],
  systems: ['Case system'],
  words: 'Two spellings were tried.',
});

export const declares: Promises = (contract) => {
  describe('a nil return', () => {
    const untouched = openedBefore(contract);

    it.each([
      [{ by: ' ' }, 'The field "by" has 1 characters; it takes 1 to 4000, not blanks alone.'],
      [{ words: 'x'.repeat(4_001) }, 'The field "words" has 4001 characters; it takes 1 to 4000, not blanks alone.'],
      [{ systems: ['Case\u0000system'] }, 'The field "systems" holds the character U+0000 or half of a character.'],
    ])('is refused for words that say nothing, or that nothing can hold (%#)', async (wrong, message) => {
      const { own } = untouched();
      const answer = tryDeclare(own, { nilReturn: { ...nilReturn('NO_RECORD_FOUND'), ...wrong } });
      expect(await refusal(answer)).toEqual({ code: 'BAD_USER_INPUT', message });
    });

    it.each(['NO_RECORD_FOUND', 'NO_RELEVANT_RECORD', 'DECLINED'])(
      'of %s reaches the coverage',
      async (declaration) => {
        const { own } = await open(contract());
        expect(await declared(own, { nilReturn: nilReturn(declaration) })).toEqual({
          code: 'OWN',
          state: declaration,
          entries: 0,
          noContact: [],
          nilReturn: {
            declaration,
            by: 'Records officer 1',
            on: '2024-02-19',
            forWhom: ['Wren', 'Mother'],
            searchedFor: ['name', 'date of birth'],
            systems: ['Case system'],
            words: 'Two spellings were tried.',
          },
        });
      },
    );

    it('is a conflict where there are entries', async () => {
      const { review, own } = await open(contract());
      await written(trySubmit(own, [anEntry(review), anEntry(review)]));
      expect(await refusal(tryDeclare(own, { nilReturn: nilReturn('DECLINED') }))).toEqual({
        code: 'CONFLICT',
        message:
          'There are 2 entries in this contribution, so it cannot say DECLINED. Take back what was published, and out of the draft what was not.',
      });
    });

    it('no longer stands when entries follow it', async () => {
      const { review, own } = await open(contract());
      await declared(own, { nilReturn: nilReturn('NO_RECORD_FOUND') });
      await send(own, [anEntry(review)]);
      expect(await coverageOf(own)).toMatchObject({ state: 'PUBLISHED', entries: 1, nilReturn: null });
    });

    it('of no record found says where was searched', async () => {
      const { own } = untouched();
      const nowhere = { ...nilReturn('NO_RECORD_FOUND'), systems: [] };
      expect(await refusal(tryDeclare(own, { nilReturn: nowhere }))).toEqual({
        code: 'BAD_USER_INPUT',
        message: 'NO_RECORD_FOUND says for whom was searched and in which systems.',
      });
    });

    it('is one of the list', async () => {
      const { own } = untouched();
      expect(await refusal(tryDeclare(own, { nilReturn: nilReturn('NOTHING_HERE') }))).toEqual({
        code: 'BAD_USER_INPUT',
        message: '"NOTHING_HERE" is not a nil return: it takes NO_RECORD_FOUND, NO_RELEVANT_RECORD, DECLINED.',
      });
    });
  });

  describe('a stretch without contact', () => {
    const opened = openedBefore(contract);

    it('reaches the coverage beside the entries', async () => {
      const { review, own } = opened();
      await send(own, [anEntry(review)]);
      const noContact = [{ from: '2023-03-01', to: '2023-05-31', reason: 'Not known to us then.' }];
      expect(await declared(own, { noContact })).toMatchObject({
        state: 'PUBLISHED',
        entries: 1,
        noContact: [{ from: '2023-03-01', to: '2023-05-31', reason: 'Not known to us then.' }],
        nilReturn: null,
      });
    });

    it.each([
      [
        '2023-05-31',
        '2023-03-01',
        'The stretch without contact ends on "2023-03-01", before it begins on "2023-05-31".',
      ],
      ['2023-02-30', '2023-03-01', '"2023-02-30" is not a day such as 2024-02-19.'],
    ])('from %s to %s is refused', async (from, to, message) => {
      const { own } = opened();
      expect(await refusal(tryDeclare(own, { noContact: [{ from, to, reason: 'None.' }] }))).toEqual({
        code: 'BAD_USER_INPUT',
        message,
      });
    });
  });
};
