import type { Command } from 'commander';
import { readConfiguration } from './configuration.ts';
import { embeddedToken } from './embedded-issuer.ts';
import { type Ask, askAt } from './graph.ts';
import { keysFolderOf } from './keys-folder.ts';
import { personOf, samplePeople } from './people.ts';
import { StartError } from './start-error.ts';

/** How a command says whom it asks, and as whom. */
export type AskingOptions = { readonly address?: string; readonly as?: string };

/** Adds the options with which a command says whom it asks, and as whom. */
export const withAsking = (command: Command) =>
  command
    .option('--address <url>', 'where the hub is (default: HUB_ADDRESS, or http://127.0.0.1:4000)')
    .option('--as <person>', 'somebody of the samples; without it the access token in HUB_TOKEN is used');

/** Gives a way to ask the hub. Throws StartError when nothing says as whom. */
export async function asking({ address, as }: AskingOptions): Promise<Ask> {
  const configuration = readConfiguration([]);
  const { hubAddress, hubToken, port } = configuration;
  const at = address ?? hubAddress ?? `http://127.0.0.1:${port}`;
  if (as !== undefined) {
    return askAt(at, await embeddedToken(keysFolderOf(configuration), personOf(as, samplePeople()), 1));
  }
  if (hubToken === null) {
    throw new StartError('Say as whom: --as PERSON for somebody of the samples, or an access token in HUB_TOKEN.', 2);
  }
  return askAt(at, hubToken);
}
