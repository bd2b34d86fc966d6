import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const LOOK_EVERY_MS = 50;
/** How long a connection that has not asked anything yet may still ask, in milliseconds: its request may be on its way. */
const SILENT_MS = 500;

/**
 * Has a server that closes let go of each connection as soon as nothing is under way on it. Node and Fastify let go of
 * those alone that are idle when the closing begins: one that gets its last answer afterwards would be kept for as long
 * as its client likes, and one on which nothing was ever asked for ever.
 */
export function letGoWhenClosing(app: FastifyInstance): void {
  const silent = new Map<string, Socket>();
  app.server.on('connection', (socket: Socket) => {
    const place = placeOf(socket);
    silent.set(place, socket);
    socket.once('close', () => silent.delete(place));
  });
  app.server.on('request', ({ socket }: { readonly socket: Socket }) => silent.delete(placeOf(socket)));
  let isClosing = false;
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) {
      reply.header('connection', 'close');
    }
  });
  app.addHook('preClose', (done) => {
    isClosing = true;
    const looking = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY_MS);
    const waiting = setTimeout(() => {
      for (const socket of silent.values()) {
        socket.destroy();
      }
    }, SILENT_MS);
    app.server.once('close', () => {
      clearInterval(looking);
      clearTimeout(waiting);
    });
    done();
  });
}

/** The same for a connection and for what is encrypted on it. */
const placeOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;
