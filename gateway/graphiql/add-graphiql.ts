import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { nothingHere, type Refusal, refusalFrom, refuse } from '../refusals.ts';
import { graphiqlFiles } from './graphiql-files.ts';
import { page, pageScript, pageStyle } from './graphiql-page.ts';

/** Only what comes from this origin runs, and it asks nobody else. Fonts stand in its style sheet. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A browser asks for a name and a password: the name is anything, the password is an access token. */
const ASK = { 'www-authenticate': 'Basic realm="Developers: an access token as the password", charset="UTF-8"' };

/** Tells of an `authorization` header whether it is a developer's. Throws UNAUTHENTICATED. */
export type IsDeveloper = (authorization: string | undefined) => Promise<boolean>;

/**
 * Serves GraphiQL from our own origin: to developers alone, or to everybody where everybody may ask the graph about itself.
 * To whoever is no developer there is nothing at this address.
 */
export function addGraphiql(app: FastifyInstance, mayLookAround: 'everybody' | IsDeveloper): void {
  const files = graphiqlFiles();
  if (files === null) {
    return;
  }
  const own = new Map([
    ['page.js', { text: pageScript, type: 'text/javascript; charset=utf-8' }],
    ['page.css', { text: pageStyle, type: 'text/css; charset=utf-8' }],
  ]);
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    const refusal = mayLookAround === 'everybody' ? null : await refusalOf(mayLookAround, request);
    if (refusal !== null) {
      await refuse(reply, refusal);
    }
  };
  app.get('/graphiql', { onRequest }, async (_request, reply) => send(reply, 'text/html; charset=utf-8', page));
  app.get<{ Params: { readonly file: string } }>('/graphiql/:file', { onRequest }, async ({ params }, reply) => {
    const written = own.get(params.file);
    const file = files.get(params.file);
    if (written !== undefined) {
      return send(reply, written.type, written.text);
    }
    return file === undefined ? refuse(reply, nothingHere) : send(reply, file.type, createReadStream(file.path));
  });
}

const send = (reply: FastifyReply, type: string, body: unknown) =>
  reply.type(type).header('content-security-policy', POLICY).send(body);

/** Why somebody is not let in, null where they are. Whoever is not signed in is asked to. */
async function refusalOf(isDeveloper: IsDeveloper, { headers }: FastifyRequest): Promise<Refusal | null> {
  try {
    return (await isDeveloper(bearerOf(headers.authorization))) ? null : nothingHere;
  } catch (error) {
    const refusal = refusalFrom(error);
    return refusal.httpStatus === 401 ? { ...refusal, headers: ASK } : refusal;
  }
}

/** A page that is opened in a browser can carry a token only as the password that the browser asks for. */
function bearerOf(authorization: string | undefined): string | undefined {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  return basic === undefined
    ? authorization
    : `Bearer ${Buffer.from(basic, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '')}`;
}
