import { describe, expect, it } from 'vitest';
import { type Acting, anEntry, send } from '../support/contribution.ts';
import type { TestHub } from '../support/hub.ts';
import type { TestReview } from '../support/review.ts';
import type { Ran } from './run-here.ts';

/** How the suite of the commands runs one. */
export type Commands = {
  readonly hub: () => TestHub;
  readonly openOne: () => Promise<TestReview>;
  readonly command: (person: string | null, ...words: readonly string[]) => Promise<Ran>;
};

type Line = { readonly code: string; readonly state: string; readonly noContact: unknown; readonly nilReturn: unknown };

export const ownContributionCommands = ({ hub, openOne, command }: Commands) => {
  const of = ({ reference }: TestReview) => ['--review', reference];
  const sent = async (entries: number) => {
    const review = await openOne();
    const acting: Acting = { hub: hub(), review, code: 'HOS', prefix: 'Health' };
    await send(
      acting,
      Array.from({ length: entries }, () => anEntry(review)),
    );
    return review;
  };
  const published = async (review: TestReview): Promise<Line> => {
    await command(review.signatory('HOS'), 'sign', ...of(review), '--role', 'Director');
    expect((await command(review.author('HOS'), 'publish', ...of(review))).code).toBe(0);
    const { answered } = await command(review.person('chair'), 'status', ...of(review), '--json');
    return (JSON.parse(answered) as Line[]).find(({ code }) => code === 'HOS')!;
  };

  describe('taking back', () => {
    it('takes entries back, and then all of them, which it asks about first', async () => {
      const review = await sent(3);
      const taking = [...of(review), '--reason', 'WRONG_PERSON'];

      expect(await command(review.signatory('HOS'), 'take-back', 'HOS-1', 'HOS-2', ...taking)).toEqual({
        code: 0,
        answered:
          'HOS-1, HOS-2 are taken back, as about another person: publication 2 of HOS says so in the review.\nThe words are still yours to read. To have them erased: hub erase.\n',
        complained: '',
      });
      expect(await command(review.signatory('HOS'), 'take-back', 'HOS-1', ...taking)).toEqual({
        code: 1,
        answered: '',
        complained: 'Entry "HOS-1" was taken back before.\n',
      });
      expect(await command(review.signatory('HOS'), 'take-back', '--all', ...taking)).toEqual({
        code: 2,
        answered: '',
        complained:
          'This takes back everything your organisation sent to this review. Nothing was done. If that is right: --yes\n',
      });
      const all = await command(review.signatory('HOS'), 'take-back', '--all', '--yes', '--json', ...taking);
      expect(JSON.parse(all.answered)).toMatchObject({
        number: 3,
        references: null,
        reason: 'WRONG_PERSON',
        publication: { number: 3, outcome: 'ACCEPTED' },
      });
    });

    it('says in one sentence what it must be told', async () => {
      const taking = ['--review', 'R-0', '--reason', 'WRONG_PERSON'];
      expect(await command('somebody', 'take-back', ...taking)).toMatchObject({
        code: 2,
        complained: 'Say which entries, by their references, or --all for the whole contribution.\n',
      });
      const wrong = await command('somebody', 'take-back', 'HOS-1', '--review', 'R-0', '--reason', 'BORED');
      expect([wrong.code, wrong.complained.split('.')[0]]).toEqual([
        2,
        'Option "--reason <code>" argument "BORED" is invalid',
      ]);
    });
  });

  describe('erasing', () => {
    it('is confirmed by a second signatory, each of whom says yes', async () => {
      const review = await sent(1);
      const erasing = ['erase', 'HOS-1', ...of(review), '--reason', 'WRONG_PERSON'];
      await command(review.signatory('HOS'), 'take-back', 'HOS-1', ...of(review), '--reason', 'WRONG_PERSON');

      expect(await command(review.signatory('HOS'), ...erasing)).toEqual({
        code: 2,
        answered: '',
        complained:
          'The words of "HOS-1" go for good, drafts and earlier versions too. Nothing was done. If that is right: --yes\n',
      });
      expect(await command(review.signatory('HOS'), ...erasing, '--yes')).toEqual({
        code: 0,
        answered: `"HOS-1" of HOS is to be erased: ${review.signatory('HOS')} asks for it. Nothing is erased until a second signatory runs the same command.\n`,
        complained: '',
      });
      const status = await command(review.deputy('HOS'), 'status', ...of(review), '--organisation', 'HOS');
      expect(status.answered).toContain(
        `"HOS-1" waits to be erased as WRONG_PERSON: ${review.signatory('HOS')} asks for it.\n`,
      );
      const confirmed = await command(review.deputy('HOS'), ...erasing, '--yes', '--json');
      expect(JSON.parse(confirmed.answered)).toEqual({
        reference: 'HOS-1',
        state: 'ERASED',
        askedBy: review.signatory('HOS'),
      });
      expect((await command(review.deputy('HOS'), ...erasing, '--yes')).complained).toBe(
        'Entry "HOS-1" was erased before.\n',
      );
      const erased = await command(review.author('HOS'), 'status', ...of(review), '--organisation', 'HOS');
      expect(erased.answered).toMatch(
        /"HOS-1" was erased as \w+ on \d{4}-\d\d-\d\d: hos-signatory\S+ asked for it, hos-deputy\S+ confirmed it\.\n/,
      );
    });

    it('is refused to an author', async () => {
      const review = await sent(1);
      const erasing = ['erase', 'HOS-1', '--yes', ...of(review), '--reason', 'COURT_ORDER'];
      expect(await command(review.author('HOS'), ...erasing)).toMatchObject({
        code: 1,
        complained: 'Your role in this review does not carry this: it is for a signatory of the organisation.\n',
      });
    });
  });

  describe('deciding how long something is kept', () => {
    it('shows what is past, of reviews and of what an organisation sent', async () => {
      const review = await sent(1);
      const administrator = hub().partnerships[0]!.administrator;
      const until = ['--until', '2020-01-31', '--reason', 'By our schedule.'];

      expect(await command(administrator, 'retention', ...of(review), ...until)).toEqual({
        code: 0,
        answered: `The review ${review.reference} is kept until 2020-01-31: By our schedule.\nThat day is past: each organisation takes back and erases what is not to be kept.\n`,
        complained: '',
      });
      const due = await command(administrator, 'retention');
      expect(due.answered).toContain(review.reference);
      expect(due.answered).toMatch(/2020-01-31 +│ By our schedule\./);
      const own = ['retention', ...of(review), '--organisation', 'HOS', ...until];
      expect((await command(review.signatory('HOS'), ...own)).code).toBe(0);
      const status = await command(review.author('HOS'), 'status', ...of(review), '--organisation', 'HOS');
      expect(status.answered).toContain(
        'It is to be kept until 2020-01-31: By our schedule. That day is past: take back and erase what is not to be kept.\n',
      );
    });

    it('says in one sentence what it must be told', async () => {
      expect(await command('somebody', 'retention', '--review', 'R-0', '--until', '2044-02-13')).toEqual({
        code: 2,
        answered: '',
        complained: 'Say until when it is to be kept, --until or --none, and why with --reason.\n',
      });
    });
  });

  describe('saying that there is nothing', () => {
    const statusOf = async (review: TestReview) =>
      (await command(review.author('HOS'), 'status', ...of(review), '--organisation', 'HOS')).answered;
    const searched = ['--by', 'Records officer 1', '--on', '2024-02-19', '--for', 'Wren', '--for', 'Mother'];

    it('reaches the panel with who searched, for whom, by what and where', async () => {
      const review = await openOne();
      const where = ['--searched-for', 'name', '--system', 'Case system', '--words', 'Two spellings were tried.'];
      const said = await command(
        review.author('HOS'),
        ...['nil-return', 'NO_RECORD_FOUND', ...of(review), ...searched, ...where],
      );

      expect(said).toEqual({
        code: 0,
        answered:
          'The draft of HOS says: Searched, and no record found.\nNothing is sent to the review until it is signed off and published: hub sign, hub publish.\n',
        complained: '',
      });
      expect(await statusOf(review)).toContain(
        'HOS: 0 entries, 0 not sent yet, 0 taken back.\nIt says: Searched, and no record found. By Records officer 1 on 2024-02-19 for Wren, Mother in Case system.\n',
      );
      expect(await published(review)).toMatchObject({
        state: 'NO_RECORD_FOUND',
        nilReturn: {
          declaration: 'NO_RECORD_FOUND',
          by: 'Records officer 1',
          on: '2024-02-19',
          forWhom: ['Wren', 'Mother'],
          searchedFor: ['name'],
          systems: ['Case system'],
        },
      });
    });

    it('can be taken out of the draft again', async () => {
      const review = await openOne();
      await command(review.author('HOS'), 'nil-return', 'DECLINED', ...of(review), ...searched);
      const cancelled = await command(review.author('HOS'), 'nil-return', '--cancel', '--json', ...of(review));

      expect(JSON.parse(cancelled.answered)).toMatchObject({ nilReturn: null, receipt: expect.stringMatching(/^eyJ/) });
      const drafts = hub().sql('health', 'SELECT version, answer FROM contribution WHERE review_id = $1', [review.id]);
      expect(await drafts).toEqual([{ version: 2, answer: null }]);
      expect(await command(review.author('HOS'), 'nil-return', '--cancel', ...of(review))).toMatchObject({
        code: 1,
        complained: 'The draft of HOS holds no nil return.\n',
      });
    });

    it.each([
      [['nil-return'], 'Say which it is: NO_RECORD_FOUND, NO_RELEVANT_RECORD, DECLINED, or --cancel.\n'],
      [['nil-return', 'DECLINED'], 'A nil return says who searched or decided, and on which day: --by and --on.\n'],
      [['no-contact'], 'Say when there was no contact with --stretch, or --none.\n'],
      [
        ['no-contact', '--stretch', 'in spring'],
        '"in spring" is no stretch without contact: it takes "2023-03-01 to 2023-05-31: Not known to us then."\n',
      ],
    ])('says in one sentence what it must be told: %s', async (words, complained) => {
      expect(await command('somebody', ...words, '--review', 'R-0')).toEqual({ code: 2, answered: '', complained });
    });

    it('of a stretch of time stands beside the entries', async () => {
      const review = await sent(1);
      const stretches = ['--stretch', '2023-03-01 to 2023-05-31: Not known to us then.'];
      const said = await command(review.author('HOS'), 'no-contact', ...stretches, ...of(review));

      expect(said.answered).toContain(
        'The draft of HOS says that there was no contact:\n  2023-03-01 to 2023-05-31: Not known to us then.\n',
      );
      const signed = await command(review.signatory('HOS'), 'sign', ...of(review), '--role', 'Director');
      expect(signed.answered).toContain('1 entry, 0 not sent yet.\nIt says: no contact from 2023-03-01 to 2023-05-31.');
      const late = ['no-contact', '--stretch', '2023-03-01 to 2999-05-31: Not known.', ...of(review)];
      expect(await command(review.author('HOS'), ...late)).toMatchObject({
        code: 2,
        complained: 'Nobody can say yet that there was no contact until "2999-05-31": that day is still to come.\n',
      });
      expect(await published(review)).toMatchObject({
        state: 'PUBLISHED',
        noContact: [{ from: '2023-03-01', to: '2023-05-31', reason: 'Not known to us then.' }],
      });
    });
  });
};
