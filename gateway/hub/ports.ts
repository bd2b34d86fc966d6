import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { StartError } from './start-error.ts';

const ADDRESS = '127.0.0.1';

/**
 * Where free ports are chosen: below those that Linux (from 32768), macOS and Windows (from 49152) hand to whoever asks for
 * any. One of these would be handed to another program, or to one end of a connection, before a service had come to use it.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_767;
const MOST_TRIES = 1_000;

/** Chooses free ports at random, all different. Throws StartError when there are hardly any. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  for (let tries = 0; ports.size < count; tries += 1) {
    if (tries > MOST_TRIES) {
      throw new StartError(`No free ports were found on ${ADDRESS} between ${FIRST_PORT} and ${LAST_PORT}.`);
    }
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (!ports.has(port) && (await isFree(port))) {
      ports.add(port);
    }
  }
  return [...ports];
}

export const isFree = (port: number) =>
  listen(port).then(
    async (server) => {
      await close(server);
      return true;
    },
    () => false,
  );

/** Throws StartError when the port cannot be had on this machine, and says how to choose another. */
export async function checkPort(port: number): Promise<void> {
  try {
    await close(await listen(port));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
    const [other] = await freePorts(1);
    throw new StartError(`Port ${port} ${why}: choose another, for example with "PORT=${other} npm start".`);
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, ADDRESS, () => resolve(server));
  });
}

const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
