import type { Command } from 'commander';
import { inLondon } from '../../../subgraphs/kit/occurred/london.ts';
import { type FormOfAnswer, formsOfAnswer } from '../../../subgraphs/kit/vocabulary.ts';
import { asking } from '../asking.ts';
import { say, withExample } from '../example.ts';
import type { Ask } from '../graph.ts';
import { organisationNamed, organisationsToAsk } from '../organisations-to-ask.ts';
import { askedFor, type RequestOptions, withRequest } from '../request-options.ts';
import { reviewNamed } from '../review-named.ts';
import { StartError } from '../start-error.ts';
import { tableOf } from '../table.ts';

type Options = RequestOptions & { readonly code?: string; readonly keyLines: boolean };

export function addRequest(program: Command): void {
  const command = program
    .command('request')
    .description('ask an organisation for its return; without a name, list those that can be asked')
    .argument('[organisation]', 'its name, or the part of it that no other has')
    .option('--code <code>', 'its short code in this review, with which its references begin: HOS')
    .option('--no-key-lines', "leave the review's key lines of enquiry out of the questions");
  withRequest(command).action(async (name: string | undefined, options: Options) => run(name ?? null, options));
  withExample(
    command,
    'hub request --review ESCP-2024-01 --as manager',
    'hub request "Oakridge" --code ORC --due 2027-04-12 --from 2017-09-01 --to 2018-08-31 --form CHRONOLOGY --question "Who told Eastmere?" --legal-power CHILDREN_ACT_2004_S16H --reminders-to manager@orc.example --review ESCP-2024-01 --as manager',
  );
}

async function run(name: string | null, options: Options): Promise<void> {
  const { code, due, form = 'CHRONOLOGY' } = options;
  if (name !== null && (code === undefined || due === undefined)) {
    throw new StartError('Say under which short code it answers, and by when: --code HOS --due 2024-04-12.', 2);
  }
  const ask = await asking(options);
  const review = await reviewNamed(ask, options.review);
  if (name === null) {
    await list(ask, review);
    return;
  }
  const { id: organisation, name: asked } = await organisationNamed(ask, review, name);
  const keyLines = options.keyLines ? await keyLinesOf(ask, review) : [];
  const questions = [...keyLines, ...(options.question ?? [])];
  const askedOn = inLondon(new Date().toISOString()).day;
  await ask(
    'mutation Ask($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
    { review, request: { formOfAnswer: form, ...askedFor(options), organisation, code, askedOn, questions } },
  );
  say(`${asked} is asked, as ${code}: ${formInWords(form)}, due on ${due}, ${questions.length} questions.\n`);
  say(
    'It is asked first since when its records are secured. Its authors and signatories can read the identity sheet.\n',
  );
  say('Nobody is written to by this command: tell them, or invite somebody of theirs.\n');
  if (!(await hasKey(ask, review, code))) {
    say(
      `What it publishes cannot be taken yet: no signing key of ${asked} is entered for this partnership. An administrator enters it (putSigningKey).\n`,
    );
  }
}

/** Tells whether an organisation that was asked has a key whose life has not ended. */
async function hasKey(ask: Ask, id: string, asked: string | undefined): Promise<boolean> {
  const { review } = await ask<{
    review: { readonly coverage: readonly { readonly code: string; readonly signingKeys: readonly Key[] }[] };
  }>('query KeysOfAsked($review: ID!) { review(id: $review) { coverage { code signingKeys { validUntil } } } }', {
    review: id,
  });
  const keys = review.coverage.find(({ code }) => code === asked)?.signingKeys ?? [];
  return keys.some(({ validUntil }) => validUntil === null || Date.parse(validUntil) > Date.now());
}

type Key = { readonly validUntil: string | null };

const formInWords = (form: FormOfAnswer) => formsOfAnswer[form].toLowerCase().replace(/\.$/, '');

const keyLinesOf = async (ask: Ask, id: string) =>
  (
    await ask<{ review: { readonly keyLines: readonly string[] } }>(
      'query KeyLines($review: ID!) { review(id: $review) { keyLines } }',
      { review: id },
    )
  ).review.keyLines;

async function list(ask: Ask, id: string): Promise<void> {
  const all = await organisationsToAsk(ask, id);
  const { review } = await ask<{
    review: { readonly coverage: readonly { readonly code: string; readonly organisation: { readonly id: string } }[] };
  }>('query Asked($review: ID!) { review(id: $review) { coverage { code organisation { id } } } }', { review: id });
  const codes = new Map(review.coverage.map(({ code, organisation }) => [organisation.id, code]));
  const rows = all.map(({ id: organisation, name, sector }) => [name, sector, codes.get(organisation) ?? '']);
  say(`${tableOf(['Organisation', 'Sector', 'Asked as'], rows)}\n`);
}
