import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { log } from './log.ts';
import { namesIn } from './tls.ts';

/** Names of the processes that each route is for. A route that is not named here is for nobody. */
export type ExpectedCallers = Readonly<Record<string, readonly string[]>>;

/** Where a process may be asked whether it is well, by any process of the hub. */
const HEALTH = '/health';

const known = new WeakMap<Socket, readonly string[]>();

/** The names in the certificate that a request came with; null where the connection is not encrypted. */
export function certifiedNames({ raw: { socket } }: FastifyRequest): readonly string[] | null {
  if (!(socket instanceof TLSSocket)) {
    return null;
  }
  const names = known.get(socket) ?? namesIn(socket.getPeerX509Certificate()?.subjectAltName);
  known.set(socket, names);
  return names;
}

/**
 * Answers, on encrypted connections, only the callers that a route is for, before anything of the request is read; and
 * logs who else knocked. What has no certificate of the authority never gets as far as a request.
 */
export function answerOnlyExpected(server: FastifyInstance, service: string, expected: ExpectedCallers): void {
  server.server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    const reason = socket.authorizationError ?? error.code;
    log.warn({ service, reason }, 'a connection without a right certificate is refused');
  });
  server.addHook('onRequest', async (request, reply) => {
    const names = certifiedNames(request);
    const { url: route = '' } = request.routeOptions;
    if (names === null || route === HEALTH || expected[route]?.some((name) => names.includes(name))) {
      return undefined;
    }
    log.warn({ service, caller: names, route }, 'a caller whose certificate is not for this is refused');
    return reply.code(403).send();
  });
}
