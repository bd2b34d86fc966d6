import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Place } from '../kit/publishing/agency-service.ts';
import { EARLIER_ANSWER } from '../kit/publishing/hub.ts';
import { certifiedNames, type ExpectedCallers } from '../kit/service/expected-callers.ts';
import { callingService } from '../kit/service/keys.ts';
import { log } from '../kit/service/log.ts';
import { requestIdOf } from '../kit/service/request-id.ts';
import { membershipsOf } from './access/memberships.ts';
import { receiveSeal } from './access-log/receive-seal.ts';
import { belongToReview, type Match, mayMatch, peopleKnown, putRefusal } from './identity/identity-sheet.ts';
import { givenBack, heldOf, lifeOf } from './receiving/held.ts';
import { receive } from './receiving/receive.ts';
import { receiveHeads } from './receiving/receive-heads.ts';
import { NotADelivery } from './receiving/verified.ts';
import type { ReviewsService } from './reviews-service.ts';

/** Whom each of these routes is for, where callers have certificates. */
export const callersOfServiceRoutes = (agencies: readonly string[]): ExpectedCallers => ({
  '/publications': agencies,
  '/heads': agencies,
  '/held': agencies,
  '/held/publications': agencies,
  '/identity-matches': agencies,
  '/identities': agencies,
  '/seals': [...agencies, 'gateway'],
  '/memberships': ['gateway'],
});

/** The surface for other services: plain HTTP, in no schema, not routed by the gateway. */
export function addServiceRoutes(server: FastifyInstance, service: ReviewsService): void {
  server.addContentTypeParser('application/jose', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  const caller = async (request: FastifyRequest): Promise<string | null> => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const name = await callingService(token ?? '', service.publicKeys, 'reviews').catch(() => null);
    // A token of one service in the hands of another is nobody's.
    return name === null || certifiedNames(request)?.includes(name) === false ? null : name;
  };

  server.post<{ Body: string }>('/publications', async (request, reply) => {
    try {
      const answer = await receive(service, request.body, certifiedNames(request), earlierAnswer(request));
      return await reply.type('application/jose').send(answer);
    } catch (error) {
      if (error instanceof NotADelivery) {
        return reply.code(400).send({ message: error.message });
      }
      throw error;
    }
  });

  server.post<{ Body: readonly string[] }>('/heads', async (request, reply) => {
    if (!Array.isArray(request.body)) {
      return reply.code(400).send({ message: 'It is not a list of signed heads.' });
    }
    await receiveHeads(service, request.body, certifiedNames(request));
    return reply.send({ life: await lifeOf(service.database) });
  });

  server.post<{ Body: { readonly reviews: readonly string[] } }>('/held', async (request, reply) => {
    const name = await caller(request);
    return name === null
      ? nobody(request, reply)
      : reply.send(await heldOf(service.database, name, request.body.reviews));
  });

  server.post<{ Body: Place & { readonly after: number } }>('/held/publications', async (request, reply) => {
    const name = await caller(request);
    return name === null
      ? nobody(request, reply)
      : reply.send(await givenBack(service.database, name, request.body, request.body.after));
  });

  server.post<{ Body: { readonly signed: string | null } }>('/seals', async (request, reply) => {
    const name = await caller(request);
    if (name === null) {
      return nobody(request, reply);
    }
    return reply.send(await receiveSeal(service, name, request.body.signed));
  });

  server.post<{ Body: Match }>('/identity-matches', async (request, reply) => {
    const name = await caller(request);
    if (name === null || name === 'gateway') {
      return nobody(request, reply);
    }
    if (!(await mayMatch(service.database, name, request.body))) {
      await putRefusal(service, requestIdOf(request), request.body);
      return reply.code(403).send();
    }
    return reply.send(await belongToReview(service, requestIdOf(request), request.body));
  });

  server.post<{ Body: Omit<Match, 'identifiers'> }>('/identities', async (request, reply) => {
    const name = await caller(request);
    if (name === null || name === 'gateway') {
      return nobody(request, reply);
    }
    if (!(await mayMatch(service.database, name, request.body))) {
      await putRefusal(service, requestIdOf(request), request.body);
      return reply.code(403).send();
    }
    return reply.send(await peopleKnown(service, requestIdOf(request), request.body));
  });

  server.get<{ Querystring: { person?: string } }>('/memberships', async (request, reply) => {
    if ((await caller(request)) !== 'gateway' || request.query.person === undefined) {
      return nobody(request, reply);
    }
    return reply.send(await membershipsOf(service.database, request.query.person));
  });
}

/** Refuses whoever shows no token of a service that may ask this. Nobody is known, so it is a line and no row. */
function nobody({ routeOptions: { url: route } }: FastifyRequest, reply: FastifyReply) {
  log.warn({ service: 'reviews', route }, 'asked by no service that is known');
  return reply.code(401).send();
}

const earlierAnswer = ({ headers }: FastifyRequest) => (headers[EARLIER_ANSWER] as string | undefined) ?? null;
