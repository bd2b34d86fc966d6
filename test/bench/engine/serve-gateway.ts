import { serveGateway } from '../../../gateway/serve-gateway.ts';
import { noLog } from '../../support/log-in-memory.ts';

// The gateway of the product without its access log: to measure the engine alone, and what the log costs.
await serveGateway(async () => noLog);
