import { describe, expect, it } from 'vitest';
import { anEntry, chronology, refusal, send } from '../support/contribution.ts';
import { type Opened, openedBefore, type Promises, placeOf, queryPrefix } from './contract.ts';

const tryKeep = ({ own, hub }: Opened, person: string, said: { readonly until?: string; readonly reason: string }) =>
  hub.ask(
    person,
    `mutation($review: ID!, $organisation: ID!, $until: String, $reason: String!) {
      kept: keep${own.prefix}Contribution(review: $review, organisation: $organisation, until: $until, reason: $reason) { until reason setBy isDue }
    }`,
    { ...placeOf(own), ...said },
  );

async function retention({ own, hub, review }: Opened) {
  const { status } = await hub.data<{ status: { retention: unknown } }>(
    review.author('OWN'),
    `query($review: ID!, $organisation: ID!) {
      status: ${queryPrefix(own)}Contribution(review: $review, organisation: $organisation) { retention { until reason setBy isDue } }
    }`,
    placeOf(own),
  );
  return status.retention;
}

export const keeps: Promises = (contract) => {
  describe('how long a contribution is kept', () => {
    const opened = openedBefore(contract, async ({ review, own }) => {
      await send(own, [anEntry(review)]);
      return {};
    });

    it('is decided by a signatory with a reason, and by nobody else', async () => {
      const { review } = opened();
      const until = { until: '2044-02-13', reason: 'Twenty years, by our schedule.' };
      expect(await retention(opened())).toBeNull();
      for (const person of [review.author('OWN'), review.person('chair'), review.signatory('TWO')]) {
        expect(await refusal(tryKeep(opened(), person, until))).toMatchObject({ code: 'NOT_ALLOWED' });
      }
      expect((await tryKeep(opened(), review.signatory('OWN'), until)).data).toEqual({
        kept: { ...until, setBy: review.signatory('OWN'), isDue: false },
      });
    });

    it('is shown as past when it is, and nothing is erased by itself', async () => {
      const { hub, review } = opened();
      const past = { until: '2020-01-31', reason: 'The schedule was wrong.' };
      await tryKeep(opened(), review.deputy('OWN'), past);
      expect(await retention(opened())).toEqual({ ...past, setBy: review.deputy('OWN'), isDue: true });
      const { edges } = await chronology(hub, review.person('chair'), review);
      expect(edges.map(({ node }) => node.record?.__typename)).toEqual([expect.stringMatching(/InformationReceived$/)]);
    });

    it('may have no last day', async () => {
      const { review } = opened();
      await tryKeep(opened(), review.signatory('OWN'), { reason: 'An inquiry holds it.' });
      expect(await retention(opened())).toMatchObject({ until: null, reason: 'An inquiry holds it.', isDue: false });
    });

    it.each([
      [{ until: '2044', reason: 'Why.' }, '"2044" is not a day such as 2024-02-13.'],
      [{ until: '2044-02-13', reason: ' ' }, 'The reason has 0 characters; it takes 1 to 1000 that a text can hold.'],
    ])('is refused for %j', async (said, message) => {
      const { review } = opened();
      expect(await refusal(tryKeep(opened(), review.signatory('OWN'), said))).toEqual({
        code: 'BAD_USER_INPUT',
        message,
      });
    });
  });
};
