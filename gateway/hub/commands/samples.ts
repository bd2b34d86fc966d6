import type { Command } from 'commander';
import { readConfiguration } from '../configuration.ts';
import { withExample } from '../example.ts';
import { prepareKeys } from '../keys.ts';
import { keysFolderOf } from '../keys-folder.ts';
import { inStep } from '../progress.ts';
import { loadSamples, sampleOrganisationsByService } from '../samples.ts';
import { services } from '../services.ts';
import { StartError } from '../start-error.ts';
import { stopOnRequest } from '../stop-on-request.ts';

type Options = { readonly address?: string };

export function addSamples(program: Command): void {
  const command = program
    .command('samples')
    .description('load the two invented reviews into a running hub, for development alone; what is there is kept')
    .option('--address <url>', 'where the hub is (default: HUB_ADDRESS, or http://127.0.0.1:4000)')
    .action(async ({ address }: Options) => {
      const configuration = readConfiguration([]);
      if (configuration.production) {
        throw new StartError('The invented reviews are not loaded where NODE_ENV is "production".');
      }
      const at = address ?? configuration.hubAddress ?? `http://127.0.0.1:${configuration.port}`;
      const keys = await prepareKeys(keysFolderOf(configuration), services, sampleOrganisationsByService());
      const request = stopOnRequest();
      await inStep('Samples', (report) => loadSamples({ address: at, keys, signal: request.signal }, report));
      request.forget();
    });
  withExample(command, 'HUB_KEYS=secrets hub samples');
}
