import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { docxTemplate, type TemplateOf, xlsxTemplate } from '../../../subgraphs/kit/import/template.ts';
import { asking } from '../asking.ts';
import { say, withExample } from '../example.ts';
import type { Ask } from '../graph.ts';
import { organisationLine } from '../organisation-line.ts';
import { type OwnContribution, withOwnContribution } from '../own-contribution.ts';
import { StartError } from '../start-error.ts';

type Options = OwnContribution & { readonly out: string };

/** What Node's codes mean to whoever named the file. */
const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name, which is left as it is',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'you may not write there',
  ENOSPC: 'the disk is full',
};

const REQUEST = `query Request($review: ID!) {
  review(id: $review) { reference coverage { code dueOn periodFrom periodTo questions } }
}`;

export function addTemplate(program: Command): void {
  const command = program
    .command('template')
    .description('write a blank table for your answer to a review: .docx or .xlsx')
    .requiredOption('--out <file>', 'the file to write, which must not be there: return.docx or return.xlsx');
  withOwnContribution(command).action(async (options: Options) => run(options));
  withExample(command, 'hub template --review ESCP-2024-01 --as hos-author --out return.docx');
}

async function run({ out, json, ...options }: Options): Promise<void> {
  const templateOf = out.endsWith('.docx') ? docxTemplate : out.endsWith('.xlsx') ? xlsxTemplate : null;
  if (templateOf === null) {
    throw new StartError(`"${out}" is no template to write: its name ends in .docx or .xlsx.`, 2);
  }
  const ask = await asking(options);
  const { review, code } = await organisationLine(ask, options.review, options.organisation ?? null);
  const bytes = await templateOf(await requestOf(ask, review, code));
  try {
    await writeFile(out, bytes, { flag: 'wx' });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new StartError(`"${out}" cannot be written: ${reasons[code] ?? 'the disk refuses it'}.`);
  }
  say(json ? `${JSON.stringify({ code, out }, null, 2)}\n` : `A blank table for ${code} is in "${out}".\n`);
}

async function requestOf(ask: Ask, id: string, code: string): Promise<TemplateOf> {
  type Line = Omit<TemplateOf, 'reference'>;
  const { review } = await ask<{ review: { reference: string; coverage: readonly Line[] } }>(REQUEST, { review: id });
  const line = review.coverage.find((each) => each.code === code)!;
  return { ...line, reference: review.reference };
}
