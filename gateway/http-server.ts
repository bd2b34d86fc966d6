import { randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import type { Logger } from 'pino';
import { letGoWhenClosing } from '../subgraphs/kit/service/let-go.ts';
import { REQUEST_ID_HEADER } from '../subgraphs/kit/service/request-id.ts';
import { errorPlace } from './error-place.ts';
import { nothingHere, refusalFrom, refuse, wrongMethod } from './refusals.ts';

const REQUEST_MS = 30_000;

/** For what is no page: a browser that is tricked into showing it runs nothing of it. A page brings a policy of its own. */
const nothingMayRun = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** Nobody keeps an answer, guesses its type, frames it, or learns from it where its reader came from. */
const hygiene = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** A year: what was once reached by HTTPS is never asked for without it. */
const httpsFromNowOn = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** The gateway's door, with nothing behind it yet: how requests are named, refused, and never kept by anybody. */
export function httpServer(logger: Logger, isClosing: () => boolean, httpsOnly: boolean) {
  const app = fastify({
    // No header a caller sends may name a request in our log.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_MS,
    return503OnClosing: false,
  });
  // By it a caller can ask later what became of a request: the logs of gateway and services have it.
  app.addHook('onRequest', async ({ id }, { raw }) => void raw.setHeader(REQUEST_ID_HEADER, id));
  letGoWhenClosing(app);
  app.setErrorHandler((error, { id: requestId }, reply) => {
    const refusal = refusalFrom(error);
    const { httpStatus, code } = refusal;
    logger.info({ requestId, httpStatus, code, ...(code === 'INTERNAL' ? errorPlace(error) : {}) }, 'refused');
    return refuse(reply, refusal);
  });
  app.setNotFoundHandler(({ id: requestId, url }, reply) => {
    if (url.split('?', 1)[0] !== '/graphql') {
      return refuse(reply, nothingHere);
    }
    const { httpStatus, code } = wrongMethod;
    logger.info({ requestId, httpStatus, code }, 'refused');
    return refuse(reply, wrongMethod);
  });
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('content-security-policy')) {
      reply.headers(nothingMayRun);
    }
    reply.headers(httpsOnly ? { ...hygiene, ...httpsFromNowOn } : hygiene);
    if (isClosing()) {
      reply.header('connection', 'close');
    }
  });
  return app;
}
