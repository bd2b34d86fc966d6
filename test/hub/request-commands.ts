import { describe, expect, it } from 'vitest';
import type { Commands } from './own-contribution-commands.ts';

type Line = {
  readonly code: string;
  readonly state: string;
  readonly dueOn: string;
  readonly questions: readonly string[];
  readonly requestChanges: readonly object[];
};

export const requestCommands = ({ hub, openOne, command }: Commands) => {
  describe('asking an organisation', () => {
    it('is asked, its request is changed and withdrawn, and each says what was done and why', async () => {
      const review = await openOne();
      const manager = review.person('manager');
      const of = ['--review', review.reference];
      const name = `School of ${review.reference}`;
      await hub().data(
        hub().partnerships[0]!.administrator,
        'mutation($name: String!) { putOrganisation(name: $name, sector: "EDUCATION", service: "education") }',
        { name },
      );
      const line = async () => {
        const { answered } = await command(manager, 'status', ...of, '--json');
        return (JSON.parse(answered) as Line[]).find(({ code }) => code === 'SCH');
      };

      expect(await command(manager, 'request', name, ...of, '--due', '2099-04-12')).toMatchObject({
        code: 2,
        complained: 'Say under which short code it answers, and by when: --code HOS --due 2024-04-12.\n',
      });
      const asking = ['request', name.slice(0, -1), '--code', 'SCH', '--due', '2099-04-12', '--question', 'Who asked?'];
      expect(await command(manager, ...asking, ...of)).toMatchObject({
        code: 0,
        answered: expect.stringMatching(
          new RegExp(
            `^${name} is asked, as SCH: chronology, due on 2099-04-12, 1 questions[^]* no signing key of ${name} `,
          ),
        ),
      });
      expect(await line()).toMatchObject({ state: 'AWAITED', questions: ['Who asked?'], requestChanges: [] });

      const changing = ['change-request', 'SCH', ...of, '--reason', 'Half-term.'];
      expect((await command(manager, ...changing, '--due', '2099-05-01')).code).toBe(0);
      expect(await line()).toMatchObject({
        dueOn: '2099-05-01',
        requestChanges: [
          { reason: 'Half-term.', by: manager, parts: [{ part: 'dueOn', was: '2099-04-12', is: '2099-05-01' }] },
        ],
      });
      expect(await command(manager, ...changing)).toMatchObject({
        code: 2,
        complained: 'Say what is changed (--due, --from, --to, --form, --question …), or --withdraw.\n',
      });
      expect((await command(manager, ...changing, '--withdraw')).code).toBe(0);
      expect(await line()).toMatchObject({ state: 'REQUEST_WITHDRAWN' });
    });

    it('names what it does not know, in one sentence', async () => {
      const review = await openOne();
      const of = ['--review', review.reference];
      const asking = ['request', 'No such school', '--code', 'SCH', '--due', '2099-04-12', ...of];
      expect(await command(review.person('manager'), ...asking)).toEqual({
        code: 1,
        answered: '',
        complained:
          'There is no organisation "No such school" that could be asked. Without a name, hub request lists them; an administrator of the partnership enters a new one.\n',
      });
      expect(
        await command(review.person('manager'), 'change-request', 'SCH', ...of, '--reason', 'x', '--withdraw'),
      ).toMatchObject({
        code: 1,
        complained: `No organisation "SCH" was asked in the review "${review.reference}": those asked are HOS, NVP.\n`,
      });
      expect(await command(review.person('member'), ...asking)).toMatchObject({
        code: 1,
        complained: 'Your role does not carry running this review.\n',
      });
    });
  });
};
