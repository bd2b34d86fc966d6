import { randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import type { Logger } from 'pino';
import { errorPlace } from './error-place.ts';
import { nothingHere, refusalFrom, refuse, wrongMethod } from './refusals.ts';

const REQUEST_MS = 30_000;

/** The gateway's door, with nothing behind it yet: how requests are named, refused, and never kept by anybody. */
export function httpServer(logger: Logger, isClosing: () => boolean) {
  const app = fastify({
    // No header a caller sends may name a request in our log.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_MS,
    return503OnClosing: false,
  });
  app.setErrorHandler((error, { id: requestId }, reply) => {
    const refusal = refusalFrom(error);
    const { httpStatus, code } = refusal;
    logger.info({ requestId, httpStatus, code, ...(code === 'INTERNAL' ? errorPlace(error) : {}) }, 'refused');
    return refuse(reply, refusal);
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, request.url.split('?')[0] === '/graphql' ? wrongMethod : nothingHere),
  );
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    if (isClosing()) {
      reply.header('connection', 'close');
    }
  });
  return app;
}
