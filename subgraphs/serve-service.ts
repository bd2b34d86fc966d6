import closeWithGrace from 'close-with-grace';
import { agencies } from './index.ts';
import type { AccessLog } from './kit/access-log/access-log.ts';
import { endAt } from './kit/publishing/statement.ts';
import { readServiceConfig } from './kit/service/config.ts';
import { log } from './kit/service/log.ts';
import { endWithParent, tellParentServing } from './kit/service/parent.ts';
import { serveAgency } from './kit/service/serve-agency.ts';
import { serveReviews } from './reviews/index.ts';

type OpenLog = (url: string) => Promise<AccessLog>;

/** Serves one of the registered agencies, or the reviews, as the environment says, until the process is told to end. */
export async function serveService(name: string | undefined, openLog: OpenLog): Promise<void> {
  endWithParent();
  try {
    const server = await serve(name, openLog);
    log.info({ service: name, url: server.url }, 'serving');
    tellParentServing();
    closeWithGrace({ delay: 5_000, logger: false }, () => server.close());
  } catch (error) {
    log.fatal({ service: name }, (error as Error).message);
    process.exit(1);
  }
}

async function serve(name: string | undefined, openLog: OpenLog) {
  const registered = agencies.find((agency) => agency.name === name);
  if (name === undefined || (registered === undefined && name !== 'reviews')) {
    throw new Error(
      `"${name ?? ''}" is not a service of this hub: it has reviews, ${agencies.map((agency) => agency.name).join(', ')}.`,
    );
  }
  const config = readServiceConfig(name);
  endAt(config.endAt);
  return registered === undefined
    ? serveReviews(agencies, config, openLog)
    : serveAgency((await registered.load()).agency, config, openLog);
}
