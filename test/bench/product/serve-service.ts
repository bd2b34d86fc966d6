import { serveService } from '../../../subgraphs/serve-service.ts';

// A service of the product without its access log: only to measure what the log costs.
await serveService(process.argv[2], async () => ({ write: async () => undefined, close: async () => undefined }));
