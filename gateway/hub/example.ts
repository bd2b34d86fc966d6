import type { Command } from 'commander';

/** Ends a command's help with an example to paste. */
export const withExample = (command: Command, ...lines: readonly string[]) =>
  command.addHelpText('after', `\nExample:\n${lines.map((line) => `  ${line}`).join('\n')}`);

/** Writes to the terminal: what was asked for to stdout. */
export const say = (text: string) => void process.stdout.write(text);
