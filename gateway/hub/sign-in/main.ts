import closeWithGrace from 'close-with-grace';
import { endWithParent, tellParentServing } from '../../../subgraphs/kit/service/parent.ts';
import { embeddedKey } from '../embedded-issuer.ts';
import { samplePeople } from '../people.ts';
import { sampleReviews } from '../sample-files.ts';
import { readSignInConfig } from './config.ts';
import { peopleByReview } from './people-by-review.ts';
import { embeddedProvider } from './provider.ts';
import { serveSignIn } from './server.ts';
import { systemSecrets } from './system-secrets.ts';

endWithParent();
try {
  const { address, hub, keysFolder, port } = readSignInConfig();
  const people = samplePeople();
  const secrets = systemSecrets(keysFolder, people);
  const provider = embeddedProvider({ address, hub, key: embeddedKey(keysFolder), people, secrets });
  const persons = people.filter(({ id }) => secrets[id] === undefined);
  const groups = peopleByReview(
    persons,
    sampleReviews().map(({ sample }) => sample),
  );
  const server = await serveSignIn(provider, { port, hub, groups });
  tellParentServing();
  closeWithGrace({ delay: 5_000, logger: false }, () => server.close());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The sign-in service could not start.'}\n`);
  process.exit(1);
}
