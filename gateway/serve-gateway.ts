import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import type { AccessLog } from '../subgraphs/kit/access-log/access-log.ts';
import { endWithParent } from '../subgraphs/kit/service/end-with-parent.ts';
import type { GatewayDatabase } from './access-log/open-log.ts';
import { readConfig } from './config.ts';
import { errorPlace } from './error-place.ts';
import { startGateway } from './server.ts';

/** Longest that requests under way are waited for when the process is told to end, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Serves the gateway as the environment says, until the process is told to end. */
export async function serveGateway(openLog: (database: GatewayDatabase) => Promise<AccessLog>): Promise<void> {
  const logger = pino();
  endWithParent();
  try {
    const { database, ...config } = readConfig();
    const accessLog = await openLog(database);
    const gateway = await startGateway({ ...config, accessLog, logger });
    logger.info({ url: gateway.url }, 'listening');
    closeWithGrace({ delay: PATIENCE_MS + (config.drainMs ?? 0), logger }, async ({ err }) => {
      if (err !== undefined) {
        logger.fatal(errorPlace(err), 'ending after an error that nobody expected');
      }
      await gateway.close();
      await accessLog.close();
    });
  } catch (error) {
    logger.fatal(error instanceof Error ? error.message : 'The gateway could not start.');
    process.exitCode = 1;
  }
}
