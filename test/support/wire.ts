import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One operation that came to a gateway. */
export type Operation = {
  readonly port: number;
  /** As the gateway named it; null where it had not come to that. */
  readonly id: string | null;
  /** 200 until an answer says otherwise. */
  readonly httpStatus: number;
};

/** One question of a gateway to a service, and what the service gave. */
export type ServiceCall = {
  readonly origin: string;
  readonly requestId: string;
  /** Whether entries were asked for by their ids, and nothing else. */
  readonly onlyEntities: boolean;
  /** Null where no answer came. */
  readonly httpStatus: number | null;
  /** Whether the answer came to its end. */
  readonly isWhole: boolean;
  /** The revisions that the answer proves to hold. */
  readonly revisions: readonly string[];
};

/** What passes on the wire in this process, seen from Node and not from what a hub says of itself. */
export type Wire = {
  readonly operations: () => readonly Operation[];
  readonly calls: () => readonly ServiceCall[];
  readonly stop: () => void;
};

type Arriving = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly server: Server };
type Asked = { readonly method: string; readonly path: string; readonly origin: unknown; readonly headers: unknown };
type Call = {
  httpStatus: number | null;
  isWhole: boolean;
  text: string;
  readonly body: string;
  readonly requestId: string;
};

/** Watches the wire from now on. */
export function watchWire(): Wire {
  const arrived: { readonly port: number; readonly response: ServerResponse }[] = [];
  const calls = new Map<Asked, Call>();
  const listeners: Readonly<Record<string, (message: never) => void>> = {
    'http.server.request.start': ({ request, response, server }: Arriving) => {
      if (request.method === 'POST' && request.url === '/graphql') {
        arrived.push({ port: (server.address() as AddressInfo).port, response });
      }
    },
    'undici:request:create': ({ request }: { readonly request: Asked & { readonly body: unknown } }) => {
      const requestId = headerOf(request.headers, 'x-request-id');
      if (requestId !== null && request.path.endsWith('/graphql')) {
        calls.set(request, { httpStatus: null, isWhole: false, text: '', body: String(request.body), requestId });
      }
    },
    'undici:request:headers': ({ request, response }: { request: Asked; response: { statusCode: number } }) => {
      const call = calls.get(request);
      if (call !== undefined) {
        call.httpStatus = response.statusCode;
      }
    },
    'undici:request:trailers': ({ request }: { request: Asked }) => {
      const call = calls.get(request);
      if (call !== undefined) {
        call.isWhole = true;
      }
    },
    'undici:request:bodyChunkReceived': ({ request, chunk }: { request: Asked; chunk: Buffer }) => {
      const call = calls.get(request);
      if (call !== undefined) {
        call.text += chunk.toString('latin1'); // Only ids are looked for.
      }
    },
  };
  const listening = Object.entries(listeners).map(
    ([name, listener]) => [name, (message: unknown) => listener(message as never)] as const,
  );
  for (const [name, listener] of listening) {
    subscribe(name, listener);
  }
  return {
    operations: () =>
      arrived.map(({ port, response }) => ({
        port,
        id: (response.getHeader('x-request-id') as string | undefined) ?? null,
        httpStatus: response.statusCode,
      })),
    calls: () =>
      [...calls].map(([{ origin }, { requestId, httpStatus, isWhole, body, text }]) => ({
        origin: String(origin),
        requestId,
        onlyEntities: body.includes('_entities('),
        httpStatus,
        isWhole,
        revisions: [...text.matchAll(/"__proof":"([\w-]{36}) /g)].map(([, revision]) => revision!),
      })),
    stop: () => {
      for (const [name, listener] of listening) {
        unsubscribe(name, listener);
      }
    },
  };
}

function headerOf(headers: unknown, name: string): string | null {
  const list = Array.isArray(headers) ? headers.map(String) : [];
  const index = list.findIndex((each, place) => place % 2 === 0 && each.toLowerCase() === name);
  return index < 0 ? null : (list[index + 1] ?? null);
}
