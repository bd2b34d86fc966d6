import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isUuid } from '../identifiers/uuid.ts';

/** The header by which the rows that one request leaves in several access logs belong together. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** As whoever asks calls the request: the gateway, or a service in one of its callers' requests. A pass serves several, so it is not asked. */
export function requestIdOf({ headers }: FastifyRequest): string {
  const stated = headers[REQUEST_ID_HEADER];
  return typeof stated === 'string' && isUuid(stated) ? stated : randomUUID();
}
