import { type Command, Option } from 'commander';
import { codesOf, reasonsTakenBack } from '../../subgraphs/kit/vocabulary.ts';
import { type AskingOptions, withAsking } from './asking.ts';

/** How a command says which organisation's contribution to which review it is about. */
export type OwnContribution = AskingOptions & {
  readonly review: string;
  readonly organisation?: string;
  readonly json?: true;
};

/** Adds the options with which a command says which contribution it is about. */
export const withOwnContribution = (command: Command) =>
  withAsking(
    command
      .requiredOption('--review <reference>', "the review, by the partnership's number for it")
      .option('--organisation <code>', 'the short code of your organisation in the review')
      .option('--json', 'print the result as JSON'),
  );

/** Adds the key by which the same act is carried out once, however often it is asked for. */
export const withKey = (command: Command) =>
  command.option('--key <key>', 'a key of your choice: the same key again does nothing twice');

/** Why published entries are taken back, or erased. */
export const reasonOption = () =>
  new Option('--reason <code>', 'why').choices(codesOf(reasonsTakenBack)).makeOptionMandatory();

/** Gathers an option that may be given several times. */
export const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
