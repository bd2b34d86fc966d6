import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A mail server on a port of its own that takes every mail, or none of them, and keeps what it was told. */
export async function tinySmtpServer(answerToMail = '250 ok') {
  const received: string[] = [];
  const server = createServer((socket) => {
    let isMail = false;
    let told = '';
    socket.write('220 here\r\n');
    socket.on('data', (bytes) => {
      told += bytes.toString('utf8');
      const end = isMail ? '\r\n.\r\n' : '\r\n';
      for (let at = told.indexOf(end); at >= 0; at = told.indexOf(isMail ? '\r\n.\r\n' : '\r\n')) {
        const part = told.slice(0, at);
        told = told.slice(at + (isMail ? 5 : 2));
        if (isMail) {
          received.push(part);
          isMail = false;
          socket.write('250 kept\r\n');
          continue;
        }
        isMail = part === 'DATA';
        const isFrom = part.startsWith('MAIL FROM');
        socket.write(`${isMail ? '354 go on' : isFrom ? answerToMail : part === 'QUIT' ? '221 bye' : '250 ok'}\r\n`);
      }
    });
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`,
    received,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
