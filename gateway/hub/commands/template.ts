import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { docxTemplate, type TemplateOf, xlsxTemplate } from '../../../subgraphs/kit/import/template.ts';
import { asking } from '../asking.ts';
import { say, withExample } from '../example.ts';
import { whyNotWritten } from '../files.ts';
import type { Ask } from '../graph.ts';
import { organisationLine } from '../organisation-line.ts';
import { type OwnContribution, withOwnContribution } from '../own-contribution.ts';
import { StartError } from '../start-error.ts';

type Options = OwnContribution & { readonly out: string };

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
    throw new StartError(`"${out}" cannot be written: ${whyNotWritten(error)}.`);
  }
  say(json ? `${JSON.stringify({ code, out }, null, 2)}\n` : `A blank table for ${code} is in "${out}".\n`);
}

async function requestOf(ask: Ask, id: string, code: string): Promise<TemplateOf> {
  type Line = Omit<TemplateOf, 'reference'>;
  const { review } = await ask<{ review: { reference: string; coverage: readonly Line[] } }>(REQUEST, { review: id });
  const line = review.coverage.find((each) => each.code === code)!;
  return { ...line, reference: review.reference };
}
