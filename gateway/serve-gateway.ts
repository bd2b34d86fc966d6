import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import type { AccessLog } from '../subgraphs/kit/access-log/access-log.ts';
import { endWithParent, tellParentServing } from '../subgraphs/kit/service/parent.ts';
import type { GatewayDatabase } from './access-log/open-log.ts';
import { readConfig } from './config.ts';
import { errorPlace } from './error-place.ts';
import { startGateway } from './server.ts';

/** Longest that requests under way are waited for when the process is told to end, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Longest that a line of the log waits for others to be written with, in milliseconds. */
const LINE_WAITS_MS = 200;
const LINES_TOGETHER_BYTES = 8_192;

/** Serves the gateway as the environment says, until the process is told to end. */
export async function serveGateway(openLog: (database: GatewayDatabase) => Promise<AccessLog>): Promise<void> {
  const logger = pino(linesTogether());
  endWithParent();
  try {
    const { database, ...config } = readConfig();
    const accessLog = await openLog(database);
    const gateway = await startGateway({ ...config, accessLog, logger });
    logger.info({ url: gateway.url }, 'listening');
    tellParentServing();
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

/** Lines of the log are written together: one by one, they took a twentieth of the gateway's time. */
function linesTogether() {
  const lines = pino.destination({ minLength: LINES_TOGETHER_BYTES, periodicFlush: LINE_WAITS_MS });
  process.on('exit', () => lines.flushSync());
  return lines;
}
