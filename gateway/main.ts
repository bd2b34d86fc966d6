import { openGatewayLog } from './access-log/open-log.ts';
import { serveGateway } from './serve-gateway.ts';

await serveGateway(openGatewayLog);
