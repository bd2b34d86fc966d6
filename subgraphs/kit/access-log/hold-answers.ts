import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { utf8Of } from '../service/utf8.ts';
import { type AccessLog, unavailable } from './access-log.ts';
import { endingOf, endingOfRefusal } from './ending.ts';
import { newTrail, type Trail } from './trail.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of what asks the graph alone. It stands on the request: kept in a map beside it, both would outlive many collections. */
    trail: Trail | null;
  }
}

/** What the context of a logged operation has. */
export type Trailed = { readonly trail: Trail };

/** Tells of an operation that was refused before anybody knew who asked, by the codes of its answer. */
export type TellOfNobody = (codes: readonly string[]) => void;

/**
 * Holds every answer of `/graphql`, by whatever method it is asked and refusals as well, until its rows in the access log are
 * on disk; one whose rows cannot be written is not sent, and ACCESS_LOG_UNAVAILABLE with the status 503 is sent in its place.
 * A refusal of nobody known leaves a row too, or is told where that is given: strangers must not fill a log that nobody may
 * shorten. Gives the trail of a request.
 */
export function holdAnswers(
  server: FastifyInstance,
  log: AccessLog,
  requestIdOf: (request: FastifyRequest) => string,
  tellOfNobody: TellOfNobody | null = null,
): (request: FastifyRequest) => Trail {
  server.decorateRequest('trail', null);
  server.addHook('onRequest', async (request, reply) => {
    if (request.url.split('?', 1)[0] === '/graphql') {
      request.trail = newTrail(log, requestIdOf(request), () => reply.raw.destroyed, log.expectRows());
    }
  });
  server.addHook('onSend', async (request, reply, payload) => {
    const { trail } = request;
    if (trail === null) {
      return payload;
    }
    if (!trail.hasEnded()) {
      const ending = endingOfRefusal(reply.statusCode, payload);
      if (tellOfNobody !== null && !trail.isOfSomebody()) {
        tellOfNobody(ending.codes);
        trail.leavesNothing();
        return payload;
      }
      trail.end(ending);
    }
    // While the disk is waited for.
    const bytes = typeof payload === 'string' ? utf8Of(payload) : payload;
    try {
      await trail.onDisk();
      return bytes;
    } catch {
      const { message, extensions } = unavailable();
      reply.code(503).removeHeader('content-length').type('application/json');
      return JSON.stringify({ errors: [{ message, extensions }] });
    }
  });
  return ({ trail }) => {
    if (trail === null) {
      throw new Error('A request reached the graph without a trail.');
    }
    return trail;
  };
}

/** Ends the trail of each operation that reached the graph, before its answer is turned into text. */
export function trailPlugin<Context extends Trailed>(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ request, contextValue: { trail } }) => {
      trail.asks(request.query ?? '', request.operationName ?? null);
      return { willSendResponse: async ({ response }) => trail.end(endingOf(response)) };
    },
  };
}
