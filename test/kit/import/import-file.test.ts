import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tryFile } from '../../contract/csv-file.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';

type Problem = { readonly row: number; readonly column: string; readonly value: string; readonly reason: string };
type Report = {
  readonly rows: number;
  readonly undated: number;
  readonly unknownColumns: readonly string[];
  readonly otherKinds: readonly { readonly word: string; readonly rows: number }[];
  readonly peopleWithoutAnswer: readonly string[];
  readonly notes: readonly Problem[];
  readonly receipt: { readonly receipt: string; readonly entries: readonly { readonly outcome: string }[] };
};

describe('an imported file', () => {
  let hub: TestHub;

  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.close());

  const freshReview = () => openReview(hub, [{ service: 'health', code: 'HOS' }]);
  const place = (review: TestReview) => ({ review: review.id, organisation: review.organisationOf('HOS') });
  const ask = (review: TestReview, text: string, rowsOf?: string) =>
    tryFile({ hub, review, code: 'HOS', prefix: 'Health' }, Buffer.from(text), { choices: { rowsOf: rowsOf ?? null } });
  const imported = async (review: TestReview, text: string, rowsOf?: string) => {
    const { data, errors } = await ask(review, text, rowsOf);
    expect(errors).toBeUndefined();
    const { preview, ...report } = (data as { imported: Report & { preview: Report } }).imported;
    return { ...preview, ...report };
  };
  const refused = async (review: TestReview, text: string, rowsOf?: string) => {
    const { errors } = await ask(review, text, rowsOf);
    const { code, problems } = (errors?.[0]?.extensions ?? {}) as { code?: string; problems?: readonly Problem[] };
    return { code, message: errors?.[0]?.message, problems };
  };
  const entriesOf = async (review: TestReview) => {
    const { data } = await hub.ask(
      review.author('HOS'),
      'query($review: ID!, $organisation: ID!) { status: healthContribution(review: $review, organisation: $organisation) { entries } }',
      place(review),
    );
    return (data as { status: { entries: number } | null } | null)?.status?.entries ?? 0;
  };

  it('is told of as it was understood', async () => {
    const review = await freshReview();
    const text = [
      'source_record_id,date_from,time,people,kind,what_happened,colour',
      'a,2024-02-09,06:31,Wren; GP 1,GP consultation,Seen.,red',
      'b,,,mother; Nan,tea party,Had tea.,',
      'c,2024-03-31,01:30,Nan; Dr Smith,tea party,Had tea again.,blue',
      '',
    ].join('\n');
    const report = await imported(review, text);
    expect(report).toMatchObject({
      rows: 3,
      undated: 1,
      unknownColumns: ['colour'],
      otherKinds: [{ word: 'tea party', rows: 2 }],
      peopleWithoutAnswer: ['Nan', 'Dr Smith'],
    });
    expect(report.receipt.entries.map(({ outcome }) => outcome)).toEqual(['ADDED', 'ADDED', 'ADDED']);
    expect(report.notes.map(({ row, column }) => [row, column])).toEqual([[4, 'date']]);
  });

  it('twice changes nothing', async () => {
    const review = await freshReview();
    const text = 'source_record_id,date_from,kind,what_happened\na,2024-02-09,Meeting,Met.\n';
    await imported(review, text);
    const again = await imported(review, text);
    expect(again.receipt.entries.map(({ outcome }) => outcome)).toEqual(['UNCHANGED']);
    expect(await entriesOf(review)).toBe(1);
  });

  it('with anything wrong is told of cell by cell, and none of it is kept', async () => {
    const review = await freshReview();
    const text = [
      'source_record_id,date_from,kind,what_happened,significance,fields,people',
      'a,2024-02-09,Meeting,Met.,KEY,,Wren',
      'b,2024-02-30,Meeting,Met.,KEY,,Wren',
      'c,2024-02-09,Meeting,"Met,\ntwice.",HUGE,,Wren',
      'd,2024-02-09,GP consultation,,KEY,mode=SHOUTING,12345678',
    ].join('\r\n');
    const { code, message, problems } = await refused(review, text);
    expect([code, message]).toEqual(['BAD_USER_INPUT', '3 of 4 rows cannot be read. Nothing was imported.']);
    expect(problems?.map(({ row, value }) => [row, value]).toSorted()).toEqual([
      [3, expect.stringContaining('2024-02-30')],
      [4, 'HUGE'],
      [5, ''],
      [5, '12345678'],
      [5, 'SHOUTING'],
    ]);
    expect(await entriesOf(review)).toBe(0);
  });

  it("names the file's own column for what is wrong in it", async () => {
    const review = await freshReview();
    const text = 'date_from,kind,what_happened,fields\n2024-02-09,GP consultation,Seen.,mode=SHOUTING; colour=RED\n';
    const { problems } = await refused(review, text);
    expect(problems?.map(({ column }) => column)).toEqual(['fields', 'fields']);
  });

  describe('of two organisations', () => {
    const text = [
      'source_record_id,date_from,organisation,kind,what_happened',
      'a,2024-02-09,Hospital,Meeting,One.',
      'b,2024-02-10,Surgery,Meeting,Two.',
      'c,2024-02-11,Hospital,Meeting,Three.',
    ].join('\n');

    it('is not taken until it is said whose rows', async () => {
      const review = await freshReview();
      expect(await refused(review, text)).toMatchObject({
        code: 'BAD_USER_INPUT',
        message: 'The file has rows of 2 organisations ("Hospital", "Surgery"). Say whose rows to take.',
      });
    });

    it('gives the rows of the one that is named, and no other', async () => {
      const review = await freshReview();
      expect((await imported(review, text, 'Hospital')).rows).toBe(2);
      expect(await entriesOf(review)).toBe(2);
    });

    it('is refused for one of which it has no row', async () => {
      const review = await freshReview();
      expect(await refused(review, text, 'hospital')).toMatchObject({
        code: 'BAD_USER_INPUT',
        message: 'The file has no row of "hospital"; it has rows of "Hospital", "Surgery".',
      });
    });
  });

  it('of a head row and no other is refused', async () => {
    const review = await freshReview();
    expect(await refused(review, 'what_happened\n')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The file has a head row and no other.',
    });
  });

  it("is taken once somebody has said who the agency's own number is, which then leaves it by that name alone", async () => {
    const review = await freshReview();
    const text = 'source_record_id,date_from,kind,people,what_happened\na,2024-02-09,Meeting,12345678,Met.\n';
    expect((await refused(review, text)).problems).toEqual([
      {
        row: 2,
        table: null,
        column: 'people',
        value: '12345678',
        reason: '"12345678" looks like your own number for a person. Say who that is.',
      },
    ]);
    await hub.data(
      review.author('HOS'),
      `mutation($review: ID!, $organisation: ID!) {
        answerHealthPeople(review: $review, organisation: $organisation, answers: [{ value: "12345678", subject: "Wren" }])
      }`,
      place(review),
    );
    expect((await imported(review, text)).peopleWithoutAnswer).toEqual([]);
    const [held] = await hub.sql<{ held: number }>(
      'health',
      `SELECT count(*)::int AS held FROM entry e JOIN contribution c ON c.id = e.contribution_id
       WHERE c.review_id = $1 AND e.draft::text LIKE '%12345678%'`,
      [review.id],
    );
    expect(held).toEqual({ held: 0 });
  });
});
