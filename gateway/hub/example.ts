import type { Command } from 'commander';

/** Ends a command's help with an example to paste. */
export const withExample = (command: Command, ...lines: readonly string[]) =>
  command.addHelpText('after', `\nExample:\n${lines.map((line) => `  ${line}`).join('\n')}`);

/** Writes to the terminal: what was asked for to stdout. */
export const say = (text: string) => void process.stdout.write(plain(text));

/** What came out of somebody's file moves no cursor, rings no bell and hides no line: other control characters show as a sign. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
export const plain = (text: string) => text.replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '\ufffd');
