import { type Command, Option } from 'commander';
import { codesOf, type FormOfAnswer, formsOfAnswer } from '../../subgraphs/kit/vocabulary.ts';
import { type AskingOptions, withAsking } from './asking.ts';
import { day } from './day.ts';
import { several } from './own-contribution.ts';

/** What an organisation is asked for, as options say it. */
export type RequestOptions = AskingOptions & {
  readonly review: string;
  readonly due?: string;
  readonly from?: string;
  readonly to?: string;
  readonly form?: FormOfAnswer;
  readonly question?: readonly string[];
  readonly legalPower?: string;
  readonly remindersTo?: string;
};

/** Adds the options with which a request says what it asks for. */
export const withRequest = (command: Command) =>
  withAsking(
    command
      .requiredOption('--review <reference>', "the review, by the partnership's number for it")
      .option('--due <day>', 'the day by which the answer is due', day)
      .option('--from <day>', 'the first day of the period that is asked about', day)
      .option('--to <day>', 'the last day of it', day)
      .addOption(new Option('--form <code>', 'the form of answer').choices(codesOf(formsOfAnswer)))
      .option('--question <text>', 'a question to be answered; may be repeated', several)
      .option('--legal-power <code>', 'the power the request relies on: a code of the list, or words of your own')
      .option('--reminders-to <address>', 'the e-mail address to which reminders go'),
  );

/** What the options say of a request; what they leave out is left out. */
export const askedFor = ({ due, from, to, form, question, legalPower, remindersTo }: RequestOptions) =>
  Object.fromEntries(
    Object.entries({
      dueOn: due,
      periodFrom: from,
      periodTo: to,
      formOfAnswer: form,
      questions: question,
      legalPower,
      remindersTo,
    }).filter(([, value]) => value !== undefined),
  );
