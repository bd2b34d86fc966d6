import { describe, expect, it } from 'vitest';
import { anEntry, chronology, refusal, send, tryWithdraw, untilDelivered, written } from '../support/contribution.ts';
import { type Opened, openedBefore, type Promises, placeOf, queryPrefix } from './contract.ts';
import { everyCell } from './every-cell.ts';

const tryErase = ({ own, hub }: Opened, person: string, reference = 'OWN-1') =>
  hub.ask(
    person,
    `mutation($review: ID!, $organisation: ID!, $reference: String!) {
      erasure: erase${own.prefix}Entry(review: $review, organisation: $organisation, reference: $reference, reason: "WRONG_PERSON") { reference state askedBy }
    }`,
    { ...placeOf(own), reference },
  );

async function erasures({ own, hub, review }: Opened) {
  const { status } = await hub.data<{ status: { erasures: unknown } }>(
    review.author('OWN'),
    `query($review: ID!, $organisation: ID!) {
      status: ${queryPrefix(own)}Contribution(review: $review, organisation: $organisation) { erasures { reference reason askedBy confirmedBy } }
    }`,
    placeOf(own),
  );
  return status.erasures;
}

/** Words that nobody else's entry has. */
const words = 'medlar and quince';

export const erases: Promises = (contract) => {
  describe('erasing an entry', () => {
    const opened = openedBefore(contract, async ({ hub, agency, review, own }) => {
      const entry = anEntry(review, {
        sourceVersion: '1',
        whatHappened: words,
        ownWords: words,
        agencyComment: words,
        people: ['Wren', words],
      });
      const standing = anEntry(review);
      await send(own, [entry, standing]);
      await send(own, [{ ...entry, actionTaken: `${words}, corrected`, sourceVersion: '2' }]);
      const before = await everyCell(hub, agency.name);
      return { before };
    });

    it('is refused while it stands', async () => {
      expect(await refusal(tryErase(opened(), opened().review.signatory('OWN')))).toEqual({
        code: 'CONFLICT',
        message: 'Entry "OWN-1" still stands. Take it back first.',
      });
    });

    it('is not for its author', async () => {
      expect(await refusal(tryErase(opened(), opened().review.author('OWN')))).toEqual({
        code: 'NOT_ALLOWED',
        message: 'Your role in this review does not carry this: it is for a signatory of the organisation.',
      });
    });

    it('is asked for by a signatory, who cannot confirm it too, and nothing is erased yet', async () => {
      const { hub, agency, review, own } = opened();
      await written(tryWithdraw(own, ['OWN-1'], 'WRONG_PERSON'));
      await untilDelivered(own);
      const asked = { reference: 'OWN-1', state: 'ASKED', askedBy: review.signatory('OWN') };
      expect((await tryErase(opened(), review.signatory('OWN'))).data).toEqual({ erasure: asked });
      expect((await tryErase(opened(), review.signatory('OWN'))).data).toEqual({ erasure: asked });
      expect(await everyCell(hub, agency.name)).toContain(words);
    });

    it('is shown to the organisation while it waits, and is for one reason', async () => {
      const { hub, review, own } = opened();
      expect(await erasures(opened())).toEqual([
        { reference: 'OWN-1', reason: 'WRONG_PERSON', askedBy: review.signatory('OWN'), confirmedBy: null },
      ]);
      const otherwise = hub.ask(
        review.deputy('OWN'),
        `mutation($review: ID!, $organisation: ID!) {
          erase${own.prefix}Entry(review: $review, organisation: $organisation, reference: "OWN-1", reason: "COURT_ORDER") { state }
        }`,
        placeOf(own),
      );
      expect(await refusal(otherwise)).toEqual({
        code: 'CONFLICT',
        message: `"${review.signatory('OWN')}" asks for entry "OWN-1" to be erased as WRONG_PERSON, not as COURT_ORDER.`,
      });
    });

    it('is confirmed by a second signatory, and then the words are in no table of the agency or the hub', async () => {
      const { hub, agency, review, before } = opened();
      expect(before).toContain(words);
      expect((await tryErase(opened(), review.deputy('OWN'))).data).toEqual({
        erasure: { reference: 'OWN-1', state: 'ERASED', askedBy: review.signatory('OWN') },
      });
      expect(await everyCell(hub, agency.name)).not.toContain(words);
      expect(await everyCell(hub, 'reviews')).not.toContain(words);
    });

    it('is shown with who asked and who confirmed', async () => {
      const { review } = opened();
      const [askedBy, confirmedBy] = [review.signatory('OWN'), review.deputy('OWN')];
      expect(await erasures(opened())).toEqual([{ reference: 'OWN-1', reason: 'WRONG_PERSON', askedBy, confirmedBy }]);
    });

    it('leaves row, reference and hashes, and takes draft, bytes and salt', async () => {
      const { hub, agency, review } = opened();
      const rows = await hub.sql(
        agency.name,
        `SELECT e.reference, e.draft, r.number, r.content, r.salt, length(r.content_hash) AS hash
         FROM revision r JOIN entry e ON e.id = r.entry_id JOIN contribution c ON c.id = e.contribution_id
         WHERE c.review_id = $1 AND e.reference = 'OWN-1' ORDER BY r.number`,
        [review.id],
      );
      expect(rows).toEqual([
        { reference: 'OWN-1', draft: null, number: 1, content: null, salt: null, hash: 64 },
        { reference: 'OWN-1', draft: null, number: 2, content: null, salt: null, hash: 64 },
      ]);
    });

    it('leaves its receipts, and every publication with its signature', async () => {
      const { hub, agency, review } = opened();
      const kept = await hub.sql(
        agency.name,
        `SELECT (SELECT count(*)::int FROM request_remembered WHERE review_id = c.review_id) AS receipts,
                (SELECT count(*)::int FROM publication WHERE contribution_id = c.id) AS publications
         FROM contribution c WHERE c.review_id = $1 AND c.code = 'OWN'`,
        [review.id],
      );
      expect(kept).toEqual([{ receipts: 7, publications: 3 }]);
    });

    it.each(['chair', 'author'] as const)('leaves its place to the %s, and no word', async (who) => {
      const { hub, review } = opened();
      const person = who === 'chair' ? review.person('chair') : review.author('OWN');
      const { edges } = await chronology(hub, person, review);
      expect(edges.map(({ node }) => [node.reference, node.record?.__typename])).toEqual([
        ['OWN-1', 'Withdrawn'],
        ['OWN-2', expect.stringMatching(/InformationReceived$/)],
      ]);
    });

    it('is done once', async () => {
      expect(await refusal(tryErase(opened(), opened().review.deputy('OWN')))).toEqual({
        code: 'CONFLICT',
        message: 'Entry "OWN-1" was erased before.',
      });
    });
  });
};
