import { createServer, type Server } from 'node:net';
import { StartError } from './start-error.ts';

const ADDRESS = '127.0.0.1';

/** Chooses free ports, all different. Another program may take one before it is used, which is rare. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(close));
  return ports;
}

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

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
