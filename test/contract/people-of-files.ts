import { describe, expect, it } from 'vitest';
import { type Acting, chronology, refusal, tryPublish, untilDelivered, written } from '../support/contribution.ts';
import { open, openedBefore, type Promises, placeOf } from './contract.ts';
import { aRow, imported, outcomesOf, tryImport } from './csv-file.ts';
import { everyCell } from './every-cell.ts';

const answerPeople = (acting: Acting, answers: readonly object[]) =>
  acting.hub.data(
    acting.review.author(acting.code),
    `mutation($review: ID!, $organisation: ID!, $answers: [${acting.prefix}PersonAnswerInput!]!) {
      kept: answer${acting.prefix}People(review: $review, organisation: $organisation, answers: $answers)
    }`,
    { ...placeOf(acting), answers },
  );

export const asksWhoPeopleAre: Promises = (contract) => {
  describe('a value of People', () => {
    const opened = openedBefore(contract);
    const row = aRow({ people: 'Wren; 1048213' });
    const refused = {
      code: 'BAD_USER_INPUT',
      message: '1 of 1 rows cannot be read. Nothing was imported.',
    };

    it("that looks like the agency's own number for a person is refused until somebody says who it is", async () => {
      const { own } = opened();
      const answer = tryImport(own, [row]);
      expect(await refusal(answer)).toEqual(refused);
      expect((await answer).errors?.[0]?.extensions['problems']).toEqual([
        {
          row: 2,
          table: null,
          column: 'people',
          value: '1048213',
          reason: '"1048213" looks like your own number for a person. Say who that is.',
        },
      ]);
    });

    it('that was answered for is named by the answer, and the number never leaves the agency', async () => {
      const { hub, review, own } = opened();
      expect(await answerPeople(own, [{ value: '1048213', subject: 'Mother' }])).toEqual({ kept: 1 });
      expect(outcomesOf(await imported(own, [row]))).toEqual(['row-1 ADDED']);
      await written(tryPublish(own));
      await untilDelivered(own);
      const { edges } = await chronology(hub, review.person('chair'), review);
      expect(edges.map(({ node }) => node.record?.['people'])).toEqual([['Wren', 'Mother']]);
      expect(await everyCell(hub, 'reviews')).not.toContain('1048213');
    });

    it('is answered for that organisation and that review only', async () => {
      const { other } = opened();
      const elsewhere = await open(contract());
      expect(await refusal(tryImport(other, [row]))).toEqual(refused);
      expect(await refusal(tryImport(elsewhere.own, [row]))).toEqual(refused);
    });

    it('that nobody has answered for is counted, and kept as it stands', async () => {
      const { own } = await open(contract());
      const { peopleWithoutAnswer } = await imported(own, [aRow({ people: 'Wren; GP1; Uncle Bob; Mother' })]);
      expect(peopleWithoutAnswer).toEqual(['Uncle Bob']);
    });
  });
};
