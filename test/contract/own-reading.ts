import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anEntry, hiddenFromAllBut, refusal, send, trySubmit, written } from '../support/contribution.ts';
import { type Opened, openedBefore, type Promises, placeOf, queryPrefix } from './contract.ts';

const PLACE = 'review: $review, organisation: $organisation';

/** What somebody is answered who reads the own organisation's draft. */
const tryDraft = ({ hub, own }: Opened, person: string, asked = '') =>
  hub.ask(
    person,
    `query($review: ID!, $organisation: ID!) { draft: ${queryPrefix(own)}Draft(${PLACE}${asked}) {
      version hasMore entries { sourceRecordId version position changed handling record { __typename reference ... on EntryRecord { whatHappened } } } } }`,
    placeOf(own),
  );
const tryRevisions = ({ hub, own }: Opened, person: string) =>
  hub.ask(
    person,
    `query($review: ID!, $organisation: ID!) { revisions: ${queryPrefix(own)}Revisions(${PLACE}) { id reference contentHash content salt } }`,
    placeOf(own),
  );

export const readsItsOwn: Promises = (contract) => {
  describe('before signing', () => {
    const opened = openedBefore(contract, async ({ review, own }) => {
      await send(own, [anEntry(review, { sourceRecordId: 'one', whatHappened: 'Sent before.' })]);
      const hidden = hiddenFromAllBut(review.person('chair'));
      await written(
        trySubmit(own, [
          anEntry(review, { sourceRecordId: 'two', whatHappened: 'Drafted, and hidden.', ...hidden }),
          anEntry(review, { sourceRecordId: 'three', whatHappened: 'Drafted after it.' }),
        ]),
      );
      return undefined;
    });
    const entriesIn = async (asked: string) => {
      const { data } = await tryDraft(opened(), opened().review.signatory('OWN'), asked);
      return (data as { draft: { version: number; hasMore: boolean; entries: Record<string, unknown>[] } }).draft;
    };

    it('a signatory reads each entry of the draft, at the version that they sign', async () => {
      const { version, hasMore, entries } = await entriesIn('');
      expect({ version, hasMore }).toEqual({ version: 2, hasMore: false });
      expect(entries).toMatchObject([
        { sourceRecordId: 'one', changed: false, record: { reference: 'OWN-1', whatHappened: 'Sent before.' } },
        { sourceRecordId: 'two', changed: true, handling: 'HIDDEN', record: { whatHappened: 'Drafted, and hidden.' } },
        { sourceRecordId: 'three', changed: true, record: { reference: 'three', whatHappened: 'Drafted after it.' } },
      ]);
    });

    it('the draft is read page by page, and without what was sent before', async () => {
      const first = await entriesIn(', first: 1, changedOnly: true');
      expect(first).toMatchObject({ hasMore: true, entries: [{ sourceRecordId: 'two', position: 2 }] });
      const second = await entriesIn(', first: 1, after: 2, changedOnly: true');
      expect(second).toMatchObject({ hasMore: false, entries: [{ sourceRecordId: 'three' }] });
    });

    it.each([
      ['the chair', (review: Opened['review']) => review.person('chair')],
      ["another organisation's signatory", (review: Opened['review']) => review.signatory('TWO')],
    ])('neither draft nor bytes are read by %s', async (_name, person) => {
      const who = person(opened().review);
      expect(await refusal(tryDraft(opened(), who))).toMatchObject({ code: 'NOT_ALLOWED' });
      expect(await refusal(tryRevisions(opened(), who))).toMatchObject({ code: 'NOT_ALLOWED' });
    });
  });

  describe('after publishing', () => {
    const opened = openedBefore(contract, async ({ review, own }) => {
      await send(own, [anEntry(review, { whatHappened: 'Plum was here.' })]);
      return undefined;
    });

    it('a signatory gets the bytes whose hash was signed, and the log says so', async () => {
      const { hub, agency, review } = opened();
      const { data } = await tryRevisions(opened(), review.signatory('OWN'));
      const { revisions } = data as { revisions: Record<'id' | 'contentHash' | 'content' | 'salt', string>[] };
      expect(revisions).toHaveLength(1);
      const [{ id, content, salt, contentHash }] = revisions as [(typeof revisions)[0]];
      const hash = createHash('sha256').update(Buffer.from(salt, 'hex')).update(content);
      expect(hash.digest('hex')).toBe(contentHash);
      expect(content).toContain('Plum was here.');
      const rows = await hub.sql<{ person: string }>(
        agency.name,
        'SELECT person FROM access_log WHERE $1 = ANY(revisions)',
        [id],
      );
      expect(rows).toEqual([{ person: review.signatory('OWN') }]);
    });
  });
};
