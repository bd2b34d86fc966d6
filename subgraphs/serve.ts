import closeWithGrace from 'close-with-grace';
import { agencies } from './index.ts';
import { endAt } from './kit/publishing/statement.ts';
import { readServiceConfig } from './kit/service/config.ts';
import { endWithParent } from './kit/service/end-with-parent.ts';
import { log } from './kit/service/log.ts';
import { serveAgency } from './kit/service/serve-agency.ts';
import { serveReviews } from './reviews/index.ts';

/** `node serve.js <name>`: serves one of the registered agencies, or the reviews. */
async function serve(name: string | undefined) {
  const registered = agencies.find((agency) => agency.name === name);
  if (name === undefined || (registered === undefined && name !== 'reviews')) {
    throw new Error(
      `"${name ?? ''}" is not a service of this hub: it has reviews, ${agencies.map((agency) => agency.name).join(', ')}.`,
    );
  }
  const config = readServiceConfig(name);
  endAt(config.endAt);
  return registered === undefined
    ? serveReviews(agencies, config)
    : serveAgency((await registered.load()).agency, config);
}

endWithParent();
try {
  const server = await serve(process.argv[2]);
  log.info({ service: process.argv[2], url: server.url }, 'serving');
  closeWithGrace({ delay: 5_000, logger: false }, () => server.close());
} catch (error) {
  log.fatal({ service: process.argv[2] }, (error as Error).message);
  process.exit(1);
}
