import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { CaseReviewError } from '../../../subgraphs/kit/errors.ts';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { answerPeople, type ImportReport, importText, type PersonAnswer } from '../contribute.ts';
import { say, withExample } from '../example.ts';
import type { Ask } from '../graph.ts';
import { type OrganisationLine, organisationLine } from '../organisation-line.ts';
import { inStep } from '../progress.ts';
import { StartError } from '../start-error.ts';
import { tableOf } from '../table.ts';

type Options = AskingOptions & {
  readonly review: string;
  readonly organisation?: string;
  readonly rowsOf?: string;
  readonly people?: string;
  readonly json?: true;
};

export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description("put the rows of a CSV file into an organisation's draft: all of them or none")
    .argument('<file>', 'the file')
    .requiredOption('--review <reference>', "the review, by the partnership's number for it")
    .option('--organisation <code>', 'the short code of your organisation in the review')
    .option('--rows-of <name>', 'only rows whose column "organisation" says this')
    .option(
      '--people <file>',
      'answers to who the people are: {"Dr Smith": {"staff": "GP1"}, "Mum": {"subject": "Mother"}}',
    )
    .option('--json', 'print what was understood as JSON');
  withAsking(command).action(async (file: string, options: Options) => run(file, options));
  withExample(
    command,
    'hub import return.csv --review ESCP-2024-01 --as hos-author',
    'hub import police.csv --review ESCP-2024-01 --as nvp-author --rows-of "Northvale Police" --people people.json',
  );
}

async function run(file: string, options: Options): Promise<void> {
  const text = await read(file);
  const ask = await asking(options);
  const line = await organisationLine(ask, options.review, options.organisation ?? null);
  if (options.people !== undefined) {
    await answerPeople(ask, line, await readAnswers(options.people));
  }
  const send = () => importText(ask, line, text, { rowsOf: options.rowsOf ?? null });
  const first = options.json ? await orProblems(send) : await inStep(`Importing "${file}"`, () => orProblems(send));
  const report = (await askWhoTheyAre(ask, line, first, options)) ? await orProblems(send) : first;
  say(options.json ? `${JSON.stringify(report, null, 2)}\n` : inWords(report, line));
}

async function read(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => {
    throw new StartError(`The file "${file}" cannot be read.`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new StartError(`The file "${file}" is not UTF-8. Save it as "CSV UTF-8" and try again.`);
  }
}

async function readAnswers(file: string): Promise<Readonly<Record<string, PersonAnswer>>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, PersonAnswer>>;
  } catch {
    throw new StartError(`The file of answers "${file}" cannot be read as JSON.`);
  }
}

/** Shows every cell that cannot be read, with the row number in the sender's own file, before it gives up. */
async function orProblems(send: () => Promise<ImportReport>): Promise<ImportReport> {
  try {
    return await send();
  } catch (error) {
    const problems =
      error instanceof CaseReviewError ? (error.extensions['problems'] as Problem[] | undefined) : undefined;
    if (problems !== undefined) {
      process.stderr.write(
        `${tableOf(
          ['Row', 'Column', 'Value', 'Reason'],
          problems.map(({ row, column, value, reason }) => [row, column, value, reason]),
          [6, 18, 32, 60],
        )}\n`,
      );
    }
    throw error;
  }
}

type Problem = { readonly row: number; readonly column: string; readonly value: string; readonly reason: string };

/** On a terminal, asks once for each value of whom nobody has said who it is. True when something was answered. */
async function askWhoTheyAre(
  ask: Ask,
  line: OrganisationLine,
  { peopleWithoutAnswer }: ImportReport,
  { json }: Options,
): Promise<boolean> {
  if (json || !process.stdin.isTTY || peopleWithoutAnswer.length === 0) {
    return false;
  }
  say(
    'Who are these people? Answer "= Mother" for a person of the review, "GP1" for staff by role and number,\n"~ neighbour" for somebody else, nothing to leave it open.\n',
  );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answers: Record<string, PersonAnswer> = {};
  for (const value of peopleWithoutAnswer) {
    const answer = (await terminal.question(`  ${value}: `)).trim();
    if (answer !== '') {
      answers[value] = answerOf(answer);
    }
  }
  terminal.close();
  if (Object.keys(answers).length === 0) {
    return false;
  }
  await answerPeople(ask, line, answers);
  return true;
}

function answerOf(answer: string): PersonAnswer {
  if (answer.startsWith('=')) {
    return { subject: answer.slice(1).trim() };
  }
  return answer.startsWith('~') ? { other: answer.slice(1).trim() } : { staff: answer };
}

function inWords(report: ImportReport, { code }: OrganisationLine): string {
  const counts = report.outcomes.map(({ outcome, rows }) => `${rows} ${outcome.toLowerCase()}`);
  const lines = [`${report.rows} rows read into the draft of ${code}: ${counts.join(', ')}.`];
  if (report.organisationNamed !== '') {
    lines.push(`The file says whose they are: ${report.organisationNamed}.`);
  }
  if (report.undated > 0) {
    lines.push(`${report.undated} state no day. They will stand apart at the end.`);
  }
  for (const { word, rows } of report.otherKinds) {
    lines.push(`The kind "${word}" is not on the list: ${rows} kept as recorded, as "other".`);
  }
  if (report.unknownColumns.length > 0) {
    lines.push(`Not read: the columns ${report.unknownColumns.map((column) => `"${column}"`).join(', ')}.`);
  }
  if (report.peopleWithoutAnswer.length > 0) {
    const people = report.peopleWithoutAnswer;
    lines.push(`Nobody has said who these ${people.length} are: ${people.map((value) => `"${value}"`).join(', ')}.`);
  }
  for (const { row, value, reason } of report.notes) {
    lines.push(`Row ${row}, "${value}": ${reason}`);
  }
  lines.push('Nothing is sent to the review until you publish: hub publish.');
  return `${lines.join('\n')}\n`;
}
