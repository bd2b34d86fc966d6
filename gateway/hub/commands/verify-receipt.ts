import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { say, withExample } from '../example.ts';
import { whyNotRead } from '../files.ts';
import { StartError } from '../start-error.ts';
import { publicKeysFile, readHubKeys, receiptInWords } from '../verify/receipt.ts';

export function addVerifyReceipt(program: Command): void {
  const command = program
    .command('verify-receipt')
    .description(
      "check a receipt with the hub's public keys alone, without the hub; exits with 1 when it does not hold",
    )
    .argument('<file>', 'the receipt, or the JSON answer it came in, with the field "receipt" or "answer"')
    .option('--keys <file>', "the hub's public keys (default: public.json of the keys in the data folder or HUB_KEYS)")
    .action(async (file: string, options: { readonly keys?: string }) => {
      const keys = readHubKeys(options.keys ?? publicKeysFile());
      say(`${await receiptInWords(receiptIn(textOf(file)), keys)}\n`);
    });
  withExample(command, 'hub verify-receipt receipt.txt', 'hub verify-receipt receipt.json --keys public.json');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new StartError(`The file "${file}" cannot be read: ${whyNotRead(error)}.`);
  }
}

/** The receipt itself, where it stands in a JSON answer; else all that the file holds. */
function receiptIn(text: string): string {
  if (!text.startsWith('{')) {
    return text;
  }
  const found = /"(?:receipt|answer)"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  if (found === undefined) {
    throw new StartError('This JSON has no field "receipt" or "answer" with a signed text.');
  }
  return found;
}
