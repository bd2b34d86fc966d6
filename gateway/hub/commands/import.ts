import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { CaseReviewError } from '../../../subgraphs/kit/errors.ts';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { answerPeople, type PersonAnswer } from '../contribute.ts';
import { day } from '../day.ts';
import { say, withExample } from '../example.ts';
import { whyNotRead } from '../files.ts';
import type { Ask } from '../graph.ts';
import { commitFile, type FileToImport, type ImportPreview, previewFile, type RowNote } from '../import-file.ts';
import { previewInWords, problemTable, reportInWords } from '../import-in-words.ts';
import { choicesOf, type ImportOptions } from '../import-options.ts';
import { type OrganisationLine, organisationLine } from '../organisation-line.ts';
import { checkReportFile, writeReport } from '../problem-report.ts';
import { inStep } from '../progress.ts';
import { StartError } from '../start-error.ts';
import { askWhoTheyAre, isConfirmed, wordsToConfirm } from '../terminal-questions.ts';

type Options = AskingOptions &
  ImportOptions & {
    readonly review: string;
    readonly organisation?: string;
    readonly people?: string;
    readonly preview?: true;
    readonly report?: string;
    readonly confirm?: string;
    readonly goodRowsOnly?: true;
    readonly saveColumns?: true;
    readonly json?: true;
  };

const each = (value: string, before: readonly string[] = []) => [...before, value];

export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description(
      "put the rows of a file into an organisation's draft: .csv, .xlsx, .ods, .docx, .odt; all of them or none",
    )
    .argument('<file>', 'the file')
    .requiredOption('--review <reference>', "the review, by the partnership's number for it")
    .option('--organisation <code>', 'the short code of your organisation in the review')
    .option('--preview', 'say what is understood, and take nothing')
    .option(
      '--report <file>',
      'write your own rows with a column "Problem" into this new .xlsx, where there are problems',
    )
    .option('--confirm <words>', 'what the preview asks: "3 rows about Wren to ESCP-2024-01"')
    .option('--good-rows-only', 'take the rows without a problem where others have one')
    .addOption(
      new Option('--columns <heading=column>', 'what a heading means: "Narrative=what_happened"').argParser(each),
    )
    .option('--save-columns', "keep --columns for your organisation's next files")
    .option('--table <name>', 'the sheet or table to take, where the file has several')
    .option('--rows-of <name>', 'only rows whose column for the organisation says this')
    .option('--from <day>', 'leave out what was before this day', day)
    .option('--to <day>', 'leave out what was after this day', day)
    .addOption(new Option('--leave-out-person <name>', 'leave out rows with this name in People').argParser(each))
    .option('--leave-out-rows <numbers>', 'leave out these rows: 3,8-12')
    .option('--why <words>', 'why rows are left out')
    .addOption(new Option('--use-code <value>', 'write the code where the preview marks this').argParser(each))
    .option(
      '--people <file>',
      'answers to who the people are: {"Dr Smith": {"staff": "GP1"}, "Mum": {"subject": "Mother"}}',
    )
    .option('--json', 'print what was understood as JSON');
  withAsking(command).action(async (file: string, options: Options) => run(file, options));
  withExample(
    command,
    'hub import return.docx --review ESCP-2024-01 --as hos-author --preview --report problems.xlsx',
    'hub import police.csv --review ESCP-2024-01 --as nvp-author --rows-of "Northvale Police" --confirm "8 rows about Wren to ESCP-2024-01"',
  );
}

async function run(path: string, options: Options): Promise<void> {
  const { report } = options;
  if (report !== undefined) {
    checkReportFile(report);
  }
  const bytes = await read(path);
  const ask = await asking(options);
  const line = await organisationLine(ask, options.review, options.organisation ?? null);
  if (options.people !== undefined) {
    await answerPeople(ask, line, await readAnswers(options.people));
  }
  const file: FileToImport = { bytes, name: basename(path), choices: choicesOf(options) };
  const look = () => orAskAgain(() => previewFile(ask, line, file, report !== undefined));
  const first = await orProblems(() => (options.json ? look() : inStep(`Reading "${path}"`, look)));
  const { json, preview: only } = options;
  const answered = !json && (await askWhoTheyAre(first, (answers) => answerPeople(ask, line, answers)));
  const preview = answered ? await orProblems(look) : first;
  process.stderr.write(report === undefined ? '' : await writeReport(report, preview));
  if (only === true || (preview.problems.length > 0 && options.goodRowsOnly !== true)) {
    show(preview, options);
    return;
  }
  await take(ask, line, file, preview, options);
}

/** Takes the rows once it was confirmed whom they are about and which review they go to. Throws StartError when not. */
async function take(ask: Ask, line: OrganisationLine, file: FileToImport, preview: ImportPreview, options: Options) {
  if (!(await isConfirmed(preview, options.confirm ?? null, line.code))) {
    say(options.json ? '' : previewInWords(preview));
    throw new StartError(
      `${preview.toConfirm.sentence} Nothing was taken. If that is right: --confirm "${wordsToConfirm(preview.toConfirm, line.code)}"`,
      2,
    );
  }
  const report = await orProblems(() =>
    commitFile(ask, line, file, {
      hash: preview.hash,
      confirmed: preview.toConfirm,
      goodRowsOnly: options.goodRowsOnly === true,
      saveColumns: options.saveColumns === true,
    }),
  );
  if (!options.json) {
    process.stderr.write(report.preview.problems.length > 0 ? problemTable(report.preview.problems) : '');
  }
  say(options.json ? `${JSON.stringify(report, null, 2)}\n` : reportInWords(report, line));
}

/** Shows what was understood. Throws StartError where rows cannot be read and somebody wanted them taken. */
function show(preview: ImportPreview, { json, preview: only }: Options): void {
  if (preview.problems.length > 0 && !(json && only)) {
    process.stderr.write(problemTable(preview.problems));
  }
  if (only !== true) {
    say(json ? '' : previewInWords(preview));
    const bad = preview.rows - preview.goodRows;
    throw new StartError(`${bad} of ${preview.rows} rows cannot be read. Nothing was imported.`);
  }
  const sentence = `${preview.toConfirm.sentence} Nothing was taken: this is a preview.\n`;
  say(json ? `${JSON.stringify(preview, null, 2)}\n` : `${previewInWords(preview)}${sentence}`);
}

async function read(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    throw new StartError(`The file "${file}" cannot be read: ${whyNotRead(error)}.`, 2);
  });
}

async function readAnswers(file: string): Promise<Readonly<Record<string, PersonAnswer>>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, PersonAnswer>>;
  } catch {
    throw new StartError(`The file of answers "${file}" cannot be read as JSON.`, 2);
  }
}

/** A preview changes nothing, so there is no receipt to ask for where its answer did not arrive. */
async function orAskAgain<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof CaseReviewError && error.extensions['code'] === 'OUTCOME_UNKNOWN') {
      throw new StartError('The preview did not arrive. Nothing was changed: run the same command again.');
    }
    throw error;
  }
}

/** Shows the cells that a refusal names before it is passed on. */
async function orProblems<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const problems = error instanceof CaseReviewError ? error.extensions['problems'] : undefined;
    if (problems !== undefined) {
      process.stderr.write(problemTable(problems as readonly RowNote[]));
    }
    throw error;
  }
}
