import { resolve } from 'node:path';
import type { Command } from 'commander';
import { isUuid } from '../../../subgraphs/kit/identifiers/uuid.ts';
import { prepareEmbeddedIssuer } from '../embedded-issuer.ts';
import { say, withExample } from '../example.ts';
import { type OrganisationsByService, prepareKeys, SEALER } from '../keys.ts';
import { retireKeys, rotateKey } from '../rotate-keys.ts';
import { sampleOrganisationsByService } from '../samples.ts';
import { prefixOf, processes, services } from '../services.ts';
import { StartError } from '../start-error.ts';

type Options = {
  readonly out: string;
  readonly organisation: readonly string[];
  readonly samples?: true;
  readonly rotate?: string;
  readonly retire?: string;
};

export function addKeys(program: Command): void {
  const command = program
    .command('keys')
    .description('make the signing keys that are missing in a folder; none is replaced unasked')
    .requiredOption('--out <folder>', 'where the keys are kept')
    .option('--organisation <service=id...>', 'also a key for an organisation of a service', [])
    .option('--samples', 'also a key for each organisation of the invented reviews, and one to sign in as their people')
    .option('--rotate <process>', 'a new key for a service, the gateway or the sealer, beside the one it has')
    .option('--retire <process>', 'end its key before that one, once it has been started again')
    .action(async ({ out, organisation, samples, rotate, retire }: Options) => {
      const folder = resolve(out);
      if (samples) {
        await prepareKeys(folder, services, sampleOrganisationsByService());
        await prepareEmbeddedIssuer(folder);
      }
      const keys = await prepareKeys(folder, services, byService(organisation));
      if (rotate !== undefined) {
        await rotateKey(folder, rotate);
        process.stderr.write(rotated(rotate));
      }
      if (retire !== undefined) {
        retireKeys(folder, retire);
        process.stderr.write(retired(retire));
      }
      const lines = [...processes, SEALER].map((name) => `${prefixOf(name)}_KEYS=${keys.privateFile(name)}\n`);
      say([...lines, `HUB_PUBLIC_KEYS=${keys.publicFile}\n`].join(''));
    });
  withExample(command, 'hub keys --out /etc/hub/keys --organisation health=3f6cf0a1-7d0e-4d7e-8f0e-0c8b8f2f6b11');
}

const rotated = (name: string) =>
  name === SEALER
    ? `The ${SEALER} has a new key, which it takes by itself. End the one before: --retire ${SEALER}\n`
    : `"${name}" has a new key beside the one it has. Start it again with it, and end the one before then: --retire ${name}\n`;

const retired = (name: string) =>
  `Every key of "${name}" but its newest is ended: what is signed with another is refused within ten seconds, and what was signed before can still be checked.\n`;

function byService(pairs: readonly string[]): OrganisationsByService {
  const found: Record<string, string[]> = {};
  for (const pair of pairs) {
    const [service = '', id = ''] = pair.split('=');
    if (!services.includes(service) || id === '') {
      throw new StartError(
        `An organisation is given as service=id with one of the services ${services.join(', ')}, not as "${pair}".`,
        2,
      );
    }
    if (!isUuid(id)) {
      throw new StartError(`An organisation is given by its id, a UUID, not as "${id}".`, 2);
    }
    found[service] = [...(found[service] ?? []), id];
  }
  return found;
}
