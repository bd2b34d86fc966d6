import { describe, expect, it } from 'vitest';
import { kindFieldName } from '../../subgraphs/kit/graph/kind-types.ts';
import { anEntry, chronology, refusal, send, tryPublish, untilDelivered, written } from '../support/contribution.ts';
import { open, type Promises } from './contract.ts';
import { aRow, imported, outcomesOf, tryImport } from './csv-file.ts';
import { fingerprint } from './every-cell.ts';
import { codedField, common, filledFields } from './filled-entry.ts';

export const imports: Promises = (contract) => {
  describe('a file', () => {
    it('gives the same record as the graph does', async () => {
      const { hub, agency, review, own, other } = await open(contract());
      const { kind } = codedField(agency);
      const fields = filledFields(kind);
      const input = { informationReceived: null, [kindFieldName(kind)]: fields };
      await send(own, [
        anEntry(review, { ...common, significance: 'KEY', occurred: '9 February 2024 06:31', ...input }),
      ]);
      const pairs = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
      await imported(other, [
        {
          source_record_id: 'row-1',
          date_as_written: '9 February 2024 06:31',
          organisation: 'The organisation',
          kind: kind.label,
          significance: 'Key',
          fields: pairs.join('; '),
          source_of_information: common.sourceOfInformation,
          people: common.people.join('; '),
          what_happened: common.whatHappened,
          action_taken: common.actionTaken,
          seen_and_heard: common.seenAndHeard,
          person_seen: common.personSeen,
          own_words: common.ownWords,
          communication: common.communication,
          comment: common.agencyComment,
          practice: common.practice,
          recorded_on: common.recordedOn,
          learned_on: common.learnedOn,
          learned_from: common.learnedFrom,
          shared_with: 'TWO@2024-02-11',
        },
      ]);
      await written(tryPublish(other));
      await untilDelivered(other);
      const stored = await hub.sql<{ facts: string; content: string }>(
        agency.name,
        `SELECT r.facts, r.content FROM revision r JOIN entry e ON e.id = r.entry_id JOIN contribution c ON c.id = e.contribution_id
         WHERE c.review_id = $1 ORDER BY c.code`,
        [review.id],
      );
      expect(stored).toHaveLength(2);
      expect(JSON.parse(stored[1]!.content)).toEqual(JSON.parse(stored[0]!.content));
      expect(JSON.parse(stored[1]!.facts)).toEqual(JSON.parse(stored[0]!.facts));
    });

    it('with two problems names row, column, value and reason of both, and writes nothing', async () => {
      const { hub, agency, own } = await open(contract());
      const before = await fingerprint(hub, agency.name);
      const answer = tryImport(own, [
        aRow(),
        aRow({ source_record_id: 'row-2', significance: 'HUGE' }),
        aRow({ source_record_id: 'row-3', date_from: '2022-02-30' }),
      ]);
      expect(await refusal(answer)).toEqual({
        code: 'BAD_USER_INPUT',
        message: '2 of 3 rows cannot be read. Nothing was imported.',
      });
      expect((await answer).errors?.[0]?.extensions['problems']).toEqual([
        {
          row: 3,
          table: null,
          column: 'significance',
          value: 'HUGE',
          reason: '"HUGE" is not one of KEY, SIGNIFICANT, ROUTINE, NOT_RATED.',
        },
        {
          row: 4,
          table: null,
          column: 'date_from',
          value: '2022-02-30',
          reason: expect.stringMatching(/"2022-02-30".*\.$/),
        },
      ]);
      expect(await fingerprint(hub, agency.name)).toEqual(before);
    });

    it('that comes again changes nothing, however often', async () => {
      const { own } = await open(contract());
      const rows = [aRow(), aRow({ source_record_id: 'row-2' })];
      const comes = async () => outcomesOf(await imported(own, rows));
      expect([await comes(), await comes(), await comes()]).toEqual([
        ['row-1 ADDED', 'row-2 ADDED'],
        ['row-1 UNCHANGED', 'row-2 UNCHANGED'],
        ['row-1 UNCHANGED', 'row-2 UNCHANGED'],
      ]);
    });

    it('that differs in nothing but its record ids is not taken for the one before', async () => {
      const { own } = await open(contract());
      await imported(own, [aRow()]);
      await imported(own, [aRow()]);
      expect(outcomesOf(await imported(own, [aRow({ source_record_id: 'row-9' })]))).toEqual(['row-9 ADDED']);
    });

    it('takes back a change that a later file had made', async () => {
      const { own } = await open(contract());
      const comes = async (what_happened: string) => outcomesOf(await imported(own, [aRow({ what_happened })]));
      expect([await comes('One.'), await comes('Two.'), await comes('One.')]).toEqual([
        ['row-1 ADDED'],
        ['row-1 UPDATED'],
        ['row-1 UPDATED'],
      ]);
    });

    it('keeps a kind that the agency does not have as recorded, and reports it', async () => {
      const { hub, review, own } = await open(contract());
      const { otherKinds, rows } = await imported(own, [
        aRow({ kind: 'Tea with the vicar' }),
        aRow({ source_record_id: 'row-2' }),
      ]);
      expect({ rows, otherKinds }).toEqual({ rows: 2, otherKinds: [{ word: 'Tea with the vicar', rows: 1 }] });
      await written(tryPublish(own));
      await untilDelivered(own);
      const { review: read } = await hub.data<{ review: { chronology: { edges: { node: object }[] } } }>(
        review.person('member'),
        `query($review: ID!) { review(id: $review) { chronology(first: 1) { edges { node {
          kind record { ... on ${own.prefix}OtherEntry { kindAsRecorded whatHappened } }
        } } } } }`,
        { review: review.id },
      );
      expect(read.chronology.edges[0]!.node).toEqual({
        kind: 'OTHER',
        record: { kindAsRecorded: 'Tea with the vicar', whatHappened: 'Something was seen and written down.' },
      });
    });

    it('counts the rows without a date, and the chronology has them at the end', async () => {
      const { hub, review, own } = await open(contract());
      const undated = aRow({ source_record_id: 'row-1', date_from: '', precision: '' });
      expect(await imported(own, [undated, aRow({ source_record_id: 'row-2' })])).toMatchObject({
        rows: 2,
        undated: 1,
      });
      await written(tryPublish(own));
      await untilDelivered(own);
      const page = await chronology(hub, review.person('chair'), review);
      expect(page.undatedCount).toBe(1);
      expect(page.edges.map(({ node }) => [node.reference, node.occurred.earliest])).toEqual([
        ['OWN-2', '2024-02-09'],
        ['OWN-1', null],
      ]);
    });
  });
};
