import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedToken } from '../../gateway/hub/embedded-issuer.ts';
import { anEntry, send } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { type BuiltCheckout, builtCheckout } from './built-checkout.ts';
import { ownContributionCommands } from './own-contribution-commands.ts';
import { requestCommands } from './request-commands.ts';
import { type Ran, runHere } from './run-here.ts';
import { verifyCommands } from './verify-commands.ts';

const HEAD = 'source_record_id,date_as_written,organisation,source_of_information,people,what_happened,kind\n';
const FILE = `${HEAD}a1,11/01/2024 21:40,HOS,ED record,Wren; Doctor 1,"Crying, poor feeding.",EMERGENCY_ATTENDANCE
a2,not known,HOS,Slip of paper,Mother,Found in the notes.,note on file
`;

describe('the commands for agencies and panels', () => {
  let checkout: BuiltCheckout;
  let hub: TestHub;
  let files: string;

  beforeAll(async () => {
    checkout = builtCheckout();
    files = join(checkout.folder, 'files');
    mkdirSync(files);
    hub = await startTestHub();
  });
  afterAll(async () => {
    await hub.close();
    checkout.remove();
  });

  const openOne = () =>
    openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
    ]);
  const fileWith = (content: string | Buffer) => {
    const path = join(files, `${randomUUID()}.csv`);
    writeFileSync(path, content);
    return path;
  };
  const environmentOf = async (person: string | null) => ({
    HUB_ADDRESS: hub.gateway.url,
    HUB_TOKEN: person === null ? '' : await embeddedToken(hub.keys.folder, { id: person }, 1),
    HUB_DATA: files,
  });
  /** Runs a command as a person, and gives what it wrote where and how it ended. */
  const command = async (person: string | null, ...words: readonly string[]) =>
    runHere(words, await environmentOf(person));
  /** The same, as a process of its own. */
  const program = async (person: string | null, ...words: readonly string[]): Promise<Ran> => {
    const ran = checkout.run('gateway/hub/cli.js', words, await environmentOf(person));
    const code = await ran.ended;
    return { code, answered: ran.answered(), complained: ran.said().replace(ran.answered(), '') };
  };
  const of = (review: TestReview) => ['--review', review.reference];
  const confirmed = (review: TestReview, rows = 2) => [
    ...of(review),
    '--confirm',
    `${rows} ${rows === 1 ? 'row' : 'rows'} about Wren to ${review.reference}`,
  ];
  const sign = (review: TestReview) => command(review.signatory('HOS'), 'sign', ...of(review), '--role', 'Director');

  it.each([
    'request',
    'change-request',
    'import',
    'nil-return',
    'no-contact',
    'sign',
    'publish',
    'take-back',
    'erase',
    'retention',
    'administrators',
    'status',
    'chronology',
    'verify',
    'verify-receipt',
    'token',
    'samples',
    'passwords',
  ])('shows an example in the help of %s', async (name) => {
    const { code, answered } = await command(null, name, '--help');
    expect(code).toBe(0);
    expect(answered).toMatch(/Example:\n {2}\S/);
  });

  it('takes a file through import, publish, status and chronology', async () => {
    const review = await openOne();
    const imported = await program(review.author('HOS'), 'import', fileWith(FILE), ...confirmed(review));
    expect(imported).toMatchObject({ code: 0, complained: '' });
    expect(imported.answered).toContain('2 rows read into the draft of HOS: 2 added.');
    expect(imported.answered).toContain('1 state no day. They will stand apart at the end.');
    expect(imported.answered).toContain('The kind "note on file" is not on the list: 1 kept as recorded, as "other".');
    const own = await program(review.author('HOS'), 'status', ...of(review), '--organisation', 'HOS');
    expect(own.answered).toContain('HOS: 2 entries, 2 not sent yet, 0 taken back.');
    expect(own.answered).toMatch(/│ hos-author-\S+ +│ CSV +│ 2 of 2 +│/);
    const unsigned = await program(review.author('HOS'), 'publish', ...of(review));
    expect(unsigned.code).toBe(1);
    expect(unsigned.complained).toContain('The draft of HOS is at version 1, and nobody has signed it off.\n');
    const signed = await program(review.signatory('HOS'), 'sign', ...of(review), '--role', 'Director');
    expect(signed.answered).toContain('The draft of HOS is signed off at version 1: 2 entries, 2 not sent yet.\n');
    const published = await program(review.author('HOS'), 'publish', ...of(review));
    expect(published).toMatchObject({ code: 0, complained: '' });
    expect(published.answered).toContain('Publication 1 of HOS is in the review; the receipt is stored.\n');
    const coverage = await program(review.person('chair'), 'status', ...of(review));
    expect(coverage.answered).toMatch(/HOS +│ Organisation [^│]+│ published .*│ 2 +│/);
    expect(coverage.answered).toMatch(/NVP +│ Organisation [^│]+│ awaited/);
    const read = await program(review.person('chair'), 'chronology', ...of(review));
    expect(read).toMatchObject({ code: 0, complained: '' });
    expect(read.answered).toMatch(/HOS-1[\s\S]*Crying, poor feeding\.[\s\S]*HOS-2[\s\S]*Found in the notes\./);
    expect(read.answered).toContain(
      '2 entries, 1 of them undated, at the end. Version 1. Some material may be held back.',
    );
  });

  it('prints JSON alone where it is asked for', async () => {
    const review = await openOne();
    const json = async (person: string, ...words: readonly string[]) => {
      const { code, answered, complained } = await command(person, ...words, '--json');
      expect({ code, complained }).toEqual({ code: 0, complained: '' });
      return JSON.parse(answered);
    };
    expect(await json(review.author('HOS'), 'import', fileWith(FILE), ...confirmed(review))).toMatchObject({
      rows: 2,
      preview: { undated: 1, otherKinds: [{ word: 'note on file', rows: 1 }] },
    });
    await sign(review);
    expect(await json(review.author('HOS'), 'publish', ...of(review))).toMatchObject({
      number: 1,
      outcome: 'ACCEPTED',
    });
    expect(await json(review.author('HOS'), 'status', ...of(review), '--organisation', 'HOS')).toMatchObject({
      entries: 2,
      changed: 0,
      files: [{ importedBy: review.author('HOS'), format: 'CSV', rows: 2, taken: 2, leftOut: [] }],
    });
    expect(await json(review.person('chair'), 'status', ...of(review))).toMatchObject([
      { code: 'HOS', state: 'PUBLISHED', entries: 2 },
      { code: 'NVP', state: 'AWAITED' },
    ]);
    const { entries, missing, totalCount } = await json(review.person('chair'), 'chronology', ...of(review));
    expect({ missing, totalCount }).toEqual({ missing: [], totalCount: 2 });
    expect(entries.map(({ reference }: { reference: string }) => reference)).toEqual(['HOS-1', 'HOS-2']);
  });

  it('shows row, column, value and reason of what cannot be read, and writes nothing', async () => {
    const review = await openOne();
    const rows =
      'b1,31/02/2024,HOS,ED record,Wren,Seen.,MEETING\nb2,9 February 2024,HOS,ED record,Wren,Seen.,MEETING\n';
    const { code, answered, complained } = await command(
      review.author('HOS'),
      ...['import', fileWith(HEAD + rows), ...of(review), '--json'],
    );
    expect({ code, answered }).toEqual({ code: 1, answered: '' });
    expect(complained).toMatch(/Row +│ Column +│ Value +│ Reason/);
    expect(complained).toMatch(/2 +│ date_as_w[^│]*│ 31\/02\/2024 +│ \S/);
    expect(complained.trimEnd().split('\n').at(-1)).toBe('1 of 2 rows cannot be read. Nothing was imported.');
    const status = await command(review.author('HOS'), 'status', ...of(review), '--organisation', 'HOS');
    expect(status).toEqual({
      code: 0,
      answered: 'HOS has nothing in its draft yet: hub import, or hub nil-return, begins it.\n',
      complained: '',
    });
  });

  it('fails when the hub refuses the publication, and says why', async () => {
    const review = await openOne();
    await command(review.author('HOS'), 'import', fileWith(FILE), ...confirmed(review));
    await sign(review);
    await hub.sql('reviews', 'UPDATE review SET closed_at = now() WHERE id = $1', [review.id]);
    const { code, complained } = await command(review.author('HOS'), 'publish', ...of(review), '--json');
    expect({ code, complained }).toEqual({
      code: 1,
      complained: 'The hub refused publication 1 of HOS: The review is closed. (REVIEW_CLOSED)\n',
    });
  });

  it('publishes nothing twice under one key, and nothing where nothing has changed', async () => {
    const review = await openOne();
    await command(review.author('HOS'), 'import', fileWith(FILE), ...confirmed(review));
    await sign(review);
    const keyed = ['publish', ...of(review), '--key', 'monday', '--json'];
    const first = await command(review.author('HOS'), ...keyed);
    const again = await command(review.author('HOS'), ...keyed);
    expect(JSON.parse(again.answered)).toEqual(JSON.parse(first.answered));
    expect(await command(review.author('HOS'), 'publish', ...of(review), '--json')).toEqual({
      code: 1,
      answered: '',
      complained: 'Nothing has changed since publication 1.\n',
    });
  });

  it('prints what is missing when an agency does not answer, and fails', async () => {
    const review = await openOne();
    await command(review.author('HOS'), 'import', fileWith(FILE), ...confirmed(review));
    await sign(review);
    await command(review.author('HOS'), 'publish', ...of(review));
    await send({ hub, review, code: 'NVP', prefix: 'Police' }, [anEntry(review)]);
    await hub.stop('police');
    const asTable = await command(review.person('chair'), 'chronology', ...of(review));
    const asJson = await command(review.person('chair'), 'chronology', ...of(review), '--json');
    await hub.start('police');
    expect(asTable.code).toBe(1);
    expect(asTable.answered).toMatch(/NVP-1 .*COULD NOT BE FETCHED/);
    expect(asTable.answered).toContain('Crying, poor feeding.');
    expect(asTable.complained).toBe('The chronology is not complete: not every agency answered.\n');
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.answered)).toMatchObject({ totalCount: 3, missing: [expect.stringContaining('police')] });
  });

  it.each([
    ['import', 'none.csv', '--review', 'R-0'],
    ['publish', '--review', 'R-0'],
    ['status', '--review', 'R-0'],
    ['chronology', '--review', 'R-0'],
  ])('says in one sentence that there is no such file or review: %s', async (...words) => {
    const { code, answered, complained } = await command('somebody', ...words);
    expect({ code, answered }).toEqual({ code: words[0] === 'import' ? 2 : 1, answered: '' });
    expect(complained).toBe(
      words[0] === 'import'
        ? 'The file "none.csv" cannot be read: there is none of that name.\n'
        : 'There is no review "R-0" that is open to you.\n',
    );
  });

  it('says in one sentence that it is asked wrongly, with exit code 2', async () => {
    expect(await program('somebody', 'status')).toEqual({
      code: 2,
      answered: '',
      complained: 'Required option "--review <reference>" not specified.\n',
    });
    expect(await program(null, 'status', '--review', 'R-0')).toEqual({
      code: 2,
      answered: '',
      complained: 'Say as whom: --as PERSON for somebody of the samples, or an access token in HUB_TOKEN.\n',
    });
    expect(await program(null, 'status', '--review', 'R-0', '--as', 'chiar')).toEqual({
      code: 2,
      answered: '',
      complained: 'There is no person with id "chiar". Did you mean "chair"? hub token --list shows everybody.\n',
    });
  });

  it('says in one sentence that somebody acts for no such organisation, or has no right', async () => {
    const review = await openOne();
    const acts = await command(review.author('HOS'), 'publish', ...of(review), '--organisation', 'XYZ');
    expect(acts).toMatchObject({
      code: 1,
      complained: `You act for no organisation "XYZ" in the review "${review.reference}".\n`,
    });
    const chair = await command(review.person('chair'), 'publish', ...of(review), '--organisation', 'HOS', '--json');
    expect(chair.code).toBe(1);
    expect(chair.complained).toBe(
      'You do not act for this organisation: that is for an author, a signatory or a system of its own.\n',
    );
  });

  it('reads a file of windows-1252 and says so', async () => {
    const review = await openOne();
    const latin = fileWith(Buffer.from(`${HEAD}c1,2024,HOS,ED,Wren,Caf\xe9.,OTHER\n`, 'latin1'));
    const { code, answered } = await command(review.author('HOS'), 'import', latin, ...confirmed(review, 1));
    expect(code).toBe(0);
    expect(answered).toContain('The file is not UTF-8. It was read as windows-1252');
  });

  it('takes nothing until it is confirmed whose rows they are, and says how', async () => {
    const review = await openOne();
    const asked = await command(review.author('HOS'), 'import', fileWith(FILE), ...of(review));
    expect(asked.code).toBe(2);
    expect(asked.complained).toBe(
      `You are adding 2 rows about Wren, born 14 November 2023, to review ${review.reference}. Nothing was taken. If that is right: --confirm "2 rows about Wren to ${review.reference}"\n`,
    );
    const preview = await command(review.author('HOS'), 'import', fileWith(FILE), ...of(review), '--preview');
    expect(preview).toMatchObject({ code: 0, complained: '' });
    expect(preview.answered).toContain('CSV, 2 rows: 2 can be taken.\n');
    const status = await command(review.author('HOS'), 'status', ...of(review), '--organisation', 'HOS');
    expect(status.answered).toBe('HOS has nothing in its draft yet: hub import, or hub nil-return, begins it.\n');
  });

  it('refuses bytes that are no text in one sentence, and sends no control character to the terminal', async () => {
    const review = await openOne();
    const refused = await command(
      review.author('HOS'),
      ...['import', fileWith(Buffer.from('a,b\x01\x02\xff\xfe\n\x90', 'latin1')), ...of(review)],
    );
    expect(refused.code).toBe(2);
    expect(refused.complained.match(/holds bytes that no text has/g)).toHaveLength(1);
    const words = fileWith(`${HEAD}a1,31/02/2024 \u001b[2J,HOS,ED record,Wren,Seen.,MEETING\n`);
    const shown = await command(review.author('HOS'), 'import', words, ...of(review), '--preview');
    expect(`${shown.answered}${shown.complained}`).toContain('31/02/2024 \ufffd[2J');
  });

  it('says why a chronology is empty, and refuses what can only be a slip', async () => {
    const review = await openOne();
    await send({ hub, review, code: 'NVP', prefix: 'Police' }, [anEntry(review)]);
    const read = (...words: readonly string[]) =>
      command(review.person('chair'), 'chronology', ...of(review), ...words);
    expect((await read('--as-of', '2020-01-01')).answered).toMatch(
      /^No entries\. Version 0\. .*\nNothing had come by then; the first return came on \d{4}-\d\d-\d\d \d\d:\d\d\.\n$/,
    );
    expect((await read('--as-of', '2999-12-31')).answered).toContain(
      '1 entry, 0 of them undated, at the end. Version 1. Some material may be held back.\n"2999-12-31" is still to come: this is how it stands now.\n',
    );
    expect(await read('--kind', 'GP_CONSULTATION', '--from', '2024-01-01')).toMatchObject({ code: 0 });
    const slips = [
      [
        '--kind',
        'NONSENSE',
        /^"NONSENSE" is no kind of entry of any agency that was asked; those open to you are \w+\.\n$/,
      ],
      ['--sector', 'NONSENSE', /^"NONSENSE" is not a sector: /],
      ['--from', '2024-02-30', /^"2024-02-30" is not a day such as 2024-02-13\.\n$/],
      ['--as-of', 'nonsense', /^"nonsense" is neither a day/],
      ['--address', 'nowhere', /^"nowhere" is not the address of a hub/],
    ] as const;
    for (const [option, value, sentence] of slips) {
      const { code, complained } = await read(option, value);
      expect({ code, complained }).toEqual({ code: 2, complained: expect.stringMatching(sentence) });
    }
    expect(await read('--address', `${hub.gateway.url}/`)).toMatchObject({ code: 0 });
  });

  it("asks whether another organisation's rows are meant before they come into a draft", async () => {
    const review = await openOne();
    const file = fileWith(FILE.replaceAll(',HOS,', ',Oakridge Council,'));
    const asked = await command(review.author('HOS'), 'import', file, ...confirmed(review));
    expect(asked).toMatchObject({
      code: 2,
      complained: `You are adding 2 rows of "Oakridge Council" about Wren, born 14 November 2023, to the draft of HOS in review ${review.reference}. Nothing was taken. If that is right: --confirm "2 rows of Oakridge Council about Wren to the draft of HOS in ${review.reference}"\n`,
    });
    const meant = ['--confirm', `2 rows of Oakridge Council about Wren to the draft of HOS in ${review.reference}`];
    expect((await command(review.author('HOS'), 'import', file, ...of(review), ...meant)).code).toBe(0);
    const chosen = ['--rows-of', 'Oakridge Council', ...confirmed(review)];
    expect((await command(review.author('HOS'), 'import', file, ...chosen)).code).toBe(0);
  });

  it('says in one sentence that a hub does not answer', async () => {
    expect(await program('somebody', 'status', '--review', 'R-0', '--address', 'http://127.0.0.1:1')).toMatchObject({
      code: 1,
      complained: 'The hub at "http://127.0.0.1:1" does not answer. Is it running (npm start)?\n',
    });
  });

  it('refuses a token that is not one, in one sentence', async () => {
    const ran = checkout.run('gateway/hub/cli.js', ['status', '--review', 'R-0'], {
      HUB_ADDRESS: hub.gateway.url,
      HUB_TOKEN: 'a.b.c',
    });
    expect(await ran.ended).toBe(1);
    expect(ran.said()).toBe('The bearer token of this request is not valid, or has ended.\n');
  });

  it('shows who administers a partnership, lets somebody in and ends them', async () => {
    const { administrator } = hub.partnerships[0]!;
    const letIn = await command(administrator, 'administrators', '--appoint', 'deputy-administrator');
    expect(letIn).toMatchObject({ code: 0, complained: '' });
    expect(letIn.answered).toMatch(/│ administrator-0 +│ \d{4}-\d\d-\d\d │ whoever runs the hub │ +│ +│/);
    expect(letIn.answered).toMatch(/│ deputy-administrator +│ \S+ │ administrator-0 +│ +│ +│/);
    const ended = await command(administrator, 'administrators', '--dismiss', 'deputy-administrator', '--json');
    expect(JSON.parse(ended.answered)).toMatchObject([
      { person: 'administrator-0', appointedBy: null, endedAt: null },
      { person: 'deputy-administrator', appointedBy: 'administrator-0', endedBy: 'administrator-0' },
    ]);
    expect(await command(administrator, 'administrators', '--dismiss', administrator)).toMatchObject({
      code: 1,
      complained: '"administrator-0" alone administers this partnership: appoint somebody else first.\n',
    });
    expect(await command('a-stranger', 'administrators')).toMatchObject({
      code: 1,
      complained: 'Your role does not carry seeing who administers a partnership.\n',
    });
    expect((await command(administrator, 'administrators', '--appoint', 'x', '--dismiss', 'x')).code).toBe(2);
  });

  ownContributionCommands({ hub: () => hub, openOne, command });
  requestCommands({ hub: () => hub, openOne, command });
  verifyCommands({ hub: () => hub, openOne, command });
});
