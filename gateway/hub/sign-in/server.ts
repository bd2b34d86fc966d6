import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Person } from '../people.ts';
import { peoplePage } from './people-page.ts';

const LONGEST_FORM = 4_096;

export type SignInServer = { readonly close: () => Promise<void> };

/** Serves the embedded provider with its page of people, on this machine alone. */
export async function serveSignIn(
  provider: Provider,
  { port, hub, people }: { readonly port: number; readonly hub: string; readonly people: readonly Person[] },
): Promise<SignInServer> {
  const answerOidc = provider.callback();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(400).end('This sign-in has ended. Begin again.\n'));
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/health') {
      response.end('{"status":"up"}');
    } else if (request.url?.startsWith('/people/')) {
      await choose(request, response);
    } else {
      await answerOidc(request, response);
    }
  };
  const choose = async (request: IncomingMessage, response: ServerResponse) => {
    const { uid } = await provider.interactionDetails(request, response);
    const person = request.method === 'POST' ? new URLSearchParams(await formOf(request)).get('person') : null;
    if (people.some(({ id }) => id === person)) {
      await provider.interactionFinished(request, response, { login: { accountId: person as string } });
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'self' ${hub}`,
    );
    response.end(peoplePage(`/people/${uid}`, people));
  };
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function formOf(request: IncomingMessage): Promise<string> {
  let form = '';
  for await (const part of request) {
    form += String(part);
    if (form.length > LONGEST_FORM) {
      throw new Error('The form is too long.');
    }
  }
  return form;
}
