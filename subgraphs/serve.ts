import { openAccessLog } from './kit/access-log/access-log.ts';
import { serveService } from './serve-service.ts';

/** `node serve.js <name>`: serves one of the registered agencies, or the reviews. */
await serveService(process.argv[2], openAccessLog);
