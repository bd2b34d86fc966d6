import { describe, expect, it } from 'vitest';
import { kindFieldName } from '../../subgraphs/kit/graph/kind-types.ts';
import { furtherColumns, templateColumns } from '../../subgraphs/kit/import/table.ts';
import {
  type Acting,
  anEntry,
  chronology,
  refusal,
  send,
  tryPublish,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { open, openedBefore, type Promises, placeOf } from './contract.ts';
import { everyCell, fingerprint } from './every-cell.ts';
import { codedField, common, filledFields } from './filled-entry.ts';

type Row = Readonly<Partial<Record<(typeof templateColumns)[number] | (typeof furtherColumns)[number], string>>>;

/** Writes rows as CSV with the columns of the template and those that these rows have besides. */
function csvOf(rows: readonly Row[]): string {
  const further = furtherColumns.filter((column) => rows.some((row) => column in row));
  const columns = [...templateColumns, ...further];
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join('\r\n');
}

const aRow = (row: Row = {}): Row => ({
  source_record_id: 'row-1',
  date_from: '2024-02-09',
  precision: 'day',
  organisation: 'The organisation',
  source_of_information: 'Record',
  people: 'Wren',
  what_happened: 'Something was seen and written down.',
  kind: 'Information received',
  ...row,
});

type Report = {
  readonly rows: number;
  readonly receipt: { readonly entries: readonly { readonly sourceRecordId: string; readonly outcome: string }[] };
  readonly otherKinds: readonly { readonly word: string; readonly rows: number }[];
  readonly peopleWithoutAnswer: readonly string[];
  readonly undated: number;
};

const tryImport = (acting: Acting, rows: readonly Row[]) =>
  acting.hub.ask(
    acting.review.author(acting.code),
    `mutation($review: ID!, $organisation: ID!, $text: String!) {
      imported: import${acting.prefix}File(review: $review, organisation: $organisation, text: $text) {
        rows undated peopleWithoutAnswer otherKinds { word rows } receipt { entries { sourceRecordId outcome } }
      }
    }`,
    { ...placeOf(acting), text: csvOf(rows) },
  );

async function imported(acting: Acting, rows: readonly Row[]): Promise<Report> {
  const { data, errors } = await tryImport(acting, rows);
  expect(errors).toBeUndefined();
  return (data as { imported: Report }).imported;
}

const outcomesOf = ({ receipt }: Report) =>
  receipt.entries.map(({ sourceRecordId, outcome }) => `${sourceRecordId} ${outcome}`);

const answerPeople = (acting: Acting, answers: readonly object[]) =>
  acting.hub.data(
    acting.review.author(acting.code),
    `mutation($review: ID!, $organisation: ID!, $answers: [${acting.prefix}PersonAnswerInput!]!) {
      kept: answer${acting.prefix}People(review: $review, organisation: $organisation, answers: $answers)
    }`,
    { ...placeOf(acting), answers },
  );

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
          column: 'significance',
          value: 'HUGE',
          reason: '"HUGE" is not one of KEY, SIGNIFICANT, ROUTINE, NOT_RATED.',
        },
        { row: 4, column: 'date', value: '2022-02-30', reason: expect.stringMatching(/"2022-02-30".*\.$/) },
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
