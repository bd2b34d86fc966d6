import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { PeopleOfReview } from './people-by-review.ts';
import { frontPage, peoplePage } from './people-page.ts';
import { policyOf } from './plain-page.ts';

const LONGEST_FORM = 4_096;

export type SignInServer = { readonly close: () => Promise<void> };

/** Serves the embedded provider with its page of people, on this machine alone. */
export async function serveSignIn(
  provider: Provider,
  { port, hub, groups }: { readonly port: number; readonly hub: string; readonly groups: readonly PeopleOfReview[] },
): Promise<SignInServer> {
  const answerOidc = provider.callback();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(400).end('This sign-in has ended. Begin again.\n'));
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/health') {
      response.end('{"status":"up"}');
    } else if (request.url === '/') {
      show(response, frontPage(hub, groups));
    } else if (request.url?.startsWith('/people/')) {
      await choose(request, response);
    } else {
      await answerOidc(request, response);
    }
  };
  const choose = async (request: IncomingMessage, response: ServerResponse) => {
    const { uid } = await provider.interactionDetails(request, response);
    const person = request.method === 'POST' ? new URLSearchParams(await formOf(request)).get('person') : null;
    if (groups.some(({ people }) => people.some(({ id }) => id === person))) {
      await provider.interactionFinished(request, response, { login: { accountId: person as string } });
      return;
    }
    show(response, peoplePage(`/people/${uid}`, groups));
  };
  const show = (response: ServerResponse, page: string) =>
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': policyOf(hub),
      })
      .end(page);
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
