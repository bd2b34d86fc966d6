import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long a connection that has not asked anything yet may still ask, in milliseconds: its request may be on its way. */
const SILENT_MS = 500;

type Connection = { readonly socket: Socket; hasAsked: boolean; underWay: number };

/**
 * Has a server that closes let go of each connection as soon as nothing is under way on it, and not before: Node takes one
 * for idle when the end of its answer was written, though a slow reader has yet to get most of it; and one that gets its
 * last answer after the closing began it would keep for as long as its client likes.
 */
export function letGoWhenClosing(app: FastifyInstance): void {
  const connections = new Map<string, Connection>();
  let isClosing = false;
  const letGo = (isIdle: (connection: Connection) => boolean) => {
    for (const connection of connections.values()) {
      if (isIdle(connection)) {
        connection.socket.destroy();
      }
    }
  };
  const letIdleGo = () => letGo(({ hasAsked, underWay }) => hasAsked && underWay === 0);
  app.server.closeIdleConnections = letIdleGo;
  app.server.on('connection', (socket: Socket) => {
    const place = placeOf(socket);
    connections.set(place, { socket, hasAsked: false, underWay: 0 });
    socket.once('close', () => connections.delete(place));
  });
  app.server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(placeOf(socket));
    if (connection === undefined) {
      return;
    }
    connection.hasAsked = true;
    connection.underWay += 1;
    response.once('close', () => {
      connection.underWay -= 1;
      if (isClosing) {
        letIdleGo();
      }
    });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) {
      reply.header('connection', 'close');
    }
  });
  app.addHook('preClose', (done) => {
    isClosing = true;
    const waiting = setTimeout(() => letGo(({ hasAsked }) => !hasAsked), SILENT_MS);
    app.server.once('close', () => clearTimeout(waiting));
    done();
  });
}

/** The same for a connection and for what is encrypted on it. */
const placeOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;
