import { serveService } from '../../../subgraphs/serve-service.ts';
import { noLog } from '../../support/log-in-memory.ts';

// A service of the product without its access log: only to measure what the log costs.
await serveService(process.argv[2], async () => noLog);
