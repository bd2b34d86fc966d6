import type { Command } from 'commander';
import type { NoContact } from '../../../subgraphs/kit/publishing/manifest.ts';
import { asking } from '../asking.ts';
import { declare } from '../contribution-acts.ts';
import { say, withExample } from '../example.ts';
import { refuseWithout } from '../nothing-drafted.ts';
import { organisationLine } from '../organisation-line.ts';
import { type OwnContribution, several, withKey, withOwnContribution } from '../own-contribution.ts';
import { StartError } from '../start-error.ts';

type Options = OwnContribution & {
  readonly stretch?: readonly string[];
  readonly none?: true;
  readonly key?: string;
};

export function addNoContact(program: Command): void {
  const command = program
    .command('no-contact')
    .description('say in the draft when there was no contact; all stretches at once, in place of those said before')
    .option('--stretch <words>', '"2023-03-01 to 2023-05-31: Not known to us then."; may be repeated', several)
    .option('--none', 'take all of them out of the draft again');
  withKey(withOwnContribution(command)).action(async (options: Options) => run(options));
  withExample(
    command,
    'hub no-contact --stretch "2023-03-01 to 2023-05-31: Not known to us then." --review ESCP-2024-01 --as orc-author',
  );
}

async function run(options: Options): Promise<void> {
  const { stretch: stretches = [], none = false } = options;
  if (none === stretches.length > 0) {
    throw new StartError('Say when there was no contact with --stretch, or --none.', 2);
  }
  const noContact = stretches.map(stretchFrom);
  const ask = await asking(options);
  const line = await organisationLine(ask, options.review, options.organisation ?? null);
  if (none && options.key === undefined) {
    await refuseWithout(ask, line, ({ noContact: drafted }) => drafted.length > 0, 'stretch without contact');
  }
  const { receipt, at } = await declare(ask, line, { noContact }, options.key);
  if (options.json) {
    say(`${JSON.stringify({ noContact, at, receipt }, null, 2)}\n`);
    return;
  }
  const said = noContact.map(({ from, to, reason }) => `  ${from} to ${to}: ${reason}\n`).join('');
  say(
    none
      ? `The draft of ${line.code} names no stretch without contact any more.\n`
      : `The draft of ${line.code} says that there was no contact:\n${said}`,
  );
  say('Nothing is sent to the review until it is signed off and published: hub sign, hub publish.\n');
}

function stretchFrom(words: string): NoContact {
  const [, from, to, reason] = /^\s*(\S+) to (\S+?): *(\S.*)$/s.exec(words) ?? [];
  if (from === undefined || to === undefined || reason === undefined) {
    throw new StartError(
      `"${words}" is no stretch without contact: it takes "2023-03-01 to 2023-05-31: Not known to us then."`,
      2,
    );
  }
  return { from, to, reason };
}
