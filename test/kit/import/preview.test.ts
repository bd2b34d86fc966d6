import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTables } from '../../../subgraphs/kit/import/files/read-tables.ts';
import { tryFile, tryPreview } from '../../contract/csv-file.ts';
import { type Acting, tryPublish, tryWithdraw, untilDelivered, written } from '../../support/contribution.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview } from '../../support/review.ts';

type Row = { readonly row: number; readonly column: string; readonly value: string; readonly reason: string };
type Preview = {
  readonly hash: string;
  readonly columns: readonly object[];
  readonly allRows: number;
  readonly rows: number;
  readonly goodRows: number;
  readonly kinds: readonly object[];
  readonly unknownColumns: readonly string[];
  readonly leftOut: readonly object[];
  readonly problems: readonly Row[];
  readonly notes: readonly Row[];
  readonly marks: readonly { readonly value: string; readonly looksLike: string; readonly code: string }[];
  readonly toConfirm: { readonly rows: number; readonly about: readonly string[]; readonly review: string };
  readonly spreadsheet: string;
};

const csv = (...lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`);

describe('the preview of a file', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.close());

  const fresh = async (): Promise<Acting> => {
    const review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    return { hub, review, code: 'HOS', prefix: 'Health' };
  };
  const preview = async (acting: Acting, file: Buffer, choices: unknown = null) => {
    const { data, errors } = await tryPreview(acting, file, choices);
    expect(errors).toBeUndefined();
    return (data as { preview: Preview }).preview;
  };
  const drafts = (acting: Acting) =>
    hub.sql<{ id: string; words: string; hash: string; row: number }>(
      'health',
      `SELECT e.source_record_id AS id, e.draft::json->'content'->>'whatHappened' AS words, e.file_hash AS hash, e.file_row AS row
       FROM entry e JOIN contribution c ON c.id = e.contribution_id WHERE c.review_id = $1 ORDER BY e.position`,
      [acting.review.id],
    );

  it('says what was understood, and writes nothing', async () => {
    const acting = await fresh();
    const file = csv(
      'Our chronology,,,',
      'Ref,Date,What happened?,Colour',
      'a,3 March 2012,Seen.,red',
      'b,?05/03/12,Seen again.,',
    );
    expect(await preview(acting, file)).toMatchObject({
      format: 'CSV',
      columns: [
        { heading: 'Ref', column: 'source_record_id', by: 'HEADING' },
        { heading: 'Date', column: 'date_as_written', by: 'HEADING' },
        { heading: 'What happened?', column: 'what_happened', by: 'HEADING' },
        { heading: 'Colour', column: null, by: 'NONE' },
      ],
      allRows: 2,
      goodRows: 2,
      unknownColumns: ['Colour'],
      toConfirm: { rows: 2, about: ['Wren'], review: acting.review.reference },
    });
    expect(await drafts(acting)).toEqual([]);
  });

  it.each([
    ['30/02/2022', '"30/02/2022" is not a date: February 2022 has no day 30.'],
    ['03/04', '"03/04" is not a date: the year is missing.'],
    ['31/12/2099', '"31/12/2099" is still to come.'],
  ])('names row, column, text and reason of the date %s, as the file has them', async (date, reason) => {
    const { problems, goodRows } = await preview(await fresh(), csv('When,Event', '2012,One.', `${date},Two.`));
    expect(problems).toEqual([{ row: 3, table: null, column: 'When', value: date, reason }]);
    expect(goodRows).toBe(1);
  });

  it('takes what is good where its author says so, and the corrected file adds the rest alone', async () => {
    const acting = await fresh();
    const file = (date: string) => csv('Ref,Date,Event', 'a,2012,One.', `b,${date},Two.`);
    expect((await tryFile(acting, file('30/02/2022'))).errors?.[0]?.message).toBe(
      '1 of 2 rows cannot be read. Nothing was imported.',
    );
    expect((await tryFile(acting, file('30/02/2022'), { goodRowsOnly: true })).data).toMatchObject({
      imported: { rows: 1 },
    });
    const { data } = await tryFile(acting, file('20/02/2022'));
    expect(data).toMatchObject({
      imported: { receipt: { entries: [{ outcome: 'UNCHANGED' }, { sourceRecordId: 'b', outcome: 'ADDED' }] } },
    });
  });

  it("gives the agency's own rows back as a spreadsheet with the problems, in which no word is a formula", async () => {
    const acting = await fresh();
    const file = csv('Date,Event', '2012,=cmd()', '03/04,-2 +3 @x');
    const { spreadsheet } = await preview(acting, file);
    const { tables, notes } = await readTables(Buffer.from(spreadsheet, 'base64'), null);
    expect(tables[0]!.rows.map(({ cells }) => cells)).toEqual([
      ['Date', 'Event', 'Problem', 'Row in your file'],
      ['2012', '=cmd()', '', '2'],
      ['03/04', '-2 +3 @x', 'Date: "03/04" is not a date: the year is missing.', '3'],
    ]);
    expect(notes).toEqual([]);
    expect((await preview(acting, Buffer.from(spreadsheet, 'base64'))).unknownColumns).toEqual([]);
  });

  it('keeps with every entry the file it came in, by a hash that nobody can guess, and its row there', async () => {
    const acting = await fresh();
    const file = csv('Ref,Date,Event', '', 'a,2012,One.');
    const { hash } = await preview(acting, file);
    await tryFile(acting, file);
    const [entry] = await drafts(acting);
    expect(entry).toMatchObject({ id: 'a', row: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(entry?.hash).not.toBe(hash);
  });

  it.each([{ rows: 2 }, { about: ['Mother'] }, { review: 'R-2024-03' }])(
    'must be confirmed as it is: not as %j',
    async (wrong) => {
      const acting = await fresh();
      const file = csv('Date,Event', '2012,One.');
      const { toConfirm } = await preview(acting, file);
      const { errors } = await tryFile(acting, file, { confirmed: { ...toConfirm, ...wrong } });
      expect(errors?.[0]?.extensions['code']).toBe('CONFLICT');
      expect(errors?.[0]?.message).toContain(
        `You are adding 1 row about Wren, born 14 November 2023, to review ${acting.review.reference}.`,
      );
      expect(await drafts(acting)).toEqual([]);
    },
  );

  it('is of one file, and no other is taken on its strength', async () => {
    const acting = await fresh();
    const { hash } = await preview(acting, csv('Date,Event', '2012,One.'));
    const { errors } = await tryFile(acting, csv('Date,Event', '2013,Two.'), { hash });
    expect(errors?.[0]?.message).toBe('This is not the file that was previewed. Look at its preview first.');
  });

  it('reads columns as its author says, and remembers that for the organisation', async () => {
    const acting = await fresh();
    const file = csv('Stamp,Narrative', '2012,One.');
    expect((await tryPreview(acting, file)).errors?.[0]?.message).toContain(
      'No row of the file has a heading for what happened',
    );
    const columns = [
      { heading: 'Narrative', column: 'what_happened' },
      { heading: 'Stamp', column: 'date_as_written' },
    ];
    expect((await preview(acting, file, { columns })).columns).toMatchObject([{ by: 'GIVEN' }, { by: 'GIVEN' }]);
    await tryFile(acting, file, { choices: { columns }, saveColumns: true });
    expect((await preview(acting, file)).columns).toEqual([
      { heading: 'Stamp', column: 'date_as_written', by: 'SAVED' },
      { heading: 'Narrative', column: 'what_happened', by: 'SAVED' },
    ]);
  });

  it('leaves rows out by time, by person and one by one, and says how many and why', async () => {
    const acting = await fresh();
    const file = csv(
      ...['Ref,Date,Who,Event', 'a,2010,Mother,One.', 'b,March 2012,Mother,Two.', 'c,,Mother,Three.'],
      ...['d,5 May 2012,Lodger,Four.', 'e,6 May 2012,Mother,Five.', 'f,2020,Mother,Six.'],
    );
    const leaveOut = [
      { before: '2012-01-01', after: '2012-12-31', why: 'outside the period' },
      { person: 'Lodger', why: 'not of this family' },
      { rows: [6], why: 'not relevant' },
    ];
    expect(await preview(acting, file, { leaveOut })).toMatchObject({
      allRows: 6,
      rows: 2,
      leftOut: [
        { what: 'rows before 2012-01-01 and after 2012-12-31', why: 'outside the period', rows: [2, 7] },
        { what: 'rows with "Lodger"', why: 'not of this family', rows: [5] },
        { what: 'single rows', why: 'not relevant', rows: [6] },
      ],
    });
    await tryFile(acting, file, { choices: { leaveOut } });
    expect((await drafts(acting)).map(({ id }) => id)).toEqual(['b', 'c']);
    const { status } = await hub.data<{ status: object }>(
      acting.review.author('HOS'),
      `query($review: ID!, $organisation: ID!) {
        status: healthContribution(review: $review, organisation: $organisation) { files { format rows taken leftOut } }
      }`,
      { review: acting.review.id, organisation: acting.review.organisationOf('HOS') },
    );
    const leftOut = [
      '2 rows before 2012-01-01 and after 2012-12-31 (outside the period).',
      '1 row with "Lodger" (not of this family).',
      '1 single row (not relevant).',
    ];
    expect(status).toEqual({ files: [{ format: 'CSV', rows: 6, taken: 2, leftOut }] });
  });

  it('marks what people could be known by, and writes the code in its place where its author says so', async () => {
    const acting = await fresh();
    const words = 'Isla Invented of SW1A 2AA, 07700 900123, a.b@example.org, 999 000 1375: seen on 09/02/2024.';
    const file = csv('Ref,Date,Event', `a,2024,"${words}"`);
    const { marks } = await preview(acting, file);
    expect(marks.map(({ value, looksLike, code }) => [value, looksLike, code])).toEqual([
      ['Isla Invented', 'NAME', 'Wren'],
      ['Isla', 'NAME', 'Wren'],
      ['Invented', 'NAME', 'Wren'],
      ['a.b@example.org', 'EMAIL', '[e-mail address]'],
      ['999 000 1375', 'NHS_NUMBER', '[NHS number]'],
      ['07700 900123', 'TELEPHONE', '[telephone number]'],
      ['SW1A 2AA', 'POSTCODE', '[postcode]'],
    ]);
    await tryFile(acting, file, { choices: { useCodes: ['Isla Invented', 'SW1A 2AA'] } });
    expect((await drafts(acting))[0]?.words).toBe(
      'Wren of [postcode], 07700 900123, a.b@example.org, 999 000 1375: seen on 09/02/2024.',
    );
  });

  it('keeps words to the letter, whatever they are, and tells of signs that nobody sees', async () => {
    const acting = await fresh();
    const words = ' \u202eright to left\u202c, a bell \u0007 and\ta tab ';
    const file = csv('Ref,Date,Event', `a,2024,"${words}"`);
    expect((await preview(acting, file)).notes.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'It holds signs that turn the direction of writing. They were kept.'],
      [2, 'It holds control characters, which nobody sees. They were kept.'],
    ]);
    await tryFile(acting, file);
    expect((await drafts(acting))[0]?.words).toBe(words);
  });

  it.each([
    [
      'a character that no database holds',
      csv('Date,Event', '2012,a\u0000b'),
      [[2, 'Event', 'This holds the character U+0000.']],
    ],
    [
      'a row twice',
      csv('Date,Event', '2012,One.', '2012,One.'),
      [[3, 'source_record_id', 'This row is the same as row 2, cell by cell.']],
    ],
    ['an id twice', csv('Ref,Date,Event', 'a,2012,One.', 'a,2013,Two.'), [[3, 'Ref', '"a" stands in row 2 too.']]],
    [
      'a row of another width',
      csv('Date,Event', '2012,One.,more'),
      [[2, 'row', 'Row 2 has 3 cells where the head row has 2.']],
    ],
  ])('says what is wrong with %s', async (_, file, expected) => {
    const { problems } = await preview(await fresh(), file);
    expect(problems.map(({ row, column, reason }) => [row, column, reason])).toEqual(expected);
  });

  it.each([
    [{ columns: [{ heading: 'Nope', column: 'what_happened' }] }, 'The file has no column "Nope".'],
    [
      { useCodes: ['Nope'] },
      'Nothing in the rows that would be taken is marked as "Nope", so no code can be written for it.',
    ],
  ])('refuses a choice that chooses nothing: %j', async (choices, message) => {
    const { errors } = await tryPreview(await fresh(), csv('Date,Event', '2012,One.'), choices);
    expect(errors?.[0]).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } });
  });

  it('says of a row that was taken back that it takes no new words', async () => {
    const acting = await fresh();
    await tryFile(acting, csv('Ref,Date,Event', 'a,2012,One.'));
    await written(tryPublish(acting));
    await untilDelivered(acting);
    await written(tryWithdraw(acting, ['HOS-1']));
    const { problems } = await preview(acting, csv('Ref,Date,Event', 'a,2012,Other words.'));
    expect(problems.map(({ reason }) => reason)).toEqual(['This row was taken back (HOS-1) and takes no new words.']);
  });
});
