import { once } from 'node:events';
import { createServer } from 'node:http';
import closeWithGrace from 'close-with-grace';
import { agencies } from './index.ts';
import { startSealer } from './kit/access-log/sealer.ts';
import { readSealerConfig } from './kit/service/config.ts';
import { newestKeyIn } from './kit/service/keys.ts';
import { log } from './kit/service/log.ts';
import { endWithParent, tellParentServing } from './kit/service/parent.ts';
import { readPublicKeys } from './kit/service/public-keys.ts';

/** `node seal.js`: seals the access logs of the services and the gateway, with a key that none of them has. */
endWithParent();
try {
  const config = readSealerConfig(['reviews', ...agencies.map(({ name }) => name), 'gateway']);
  const publicKeys = readPublicKeys(config.publicKeysPath);
  const sealer = await startSealer(config.databaseUrls, {
    newest: newestKeyIn(config.keysPath),
    kids: () => publicKeys.kids('sealer'),
  });
  const health = createServer((_request, response) => {
    const failing = sealer.failing();
    response
      .writeHead(failing.length === 0 ? 200 : 503, { 'content-type': 'application/json' })
      .end(JSON.stringify({ status: failing.length === 0 ? 'up' : 'down', failing }));
  });
  await once(health.listen(config.port, config.host), 'listening');
  log.info({ logs: [...config.databaseUrls.keys()] }, 'sealing');
  tellParentServing();
  closeWithGrace({ delay: 5_000, logger: false }, async () => {
    health.close();
    await sealer.stop();
  });
} catch (error) {
  log.fatal({}, (error as Error).message);
  process.exit(1);
}
