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
  /** Whether the answer came to its end, and nothing of it failed. */
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
type Asked = { readonly path: string; readonly origin: unknown; readonly headers: unknown; readonly body?: unknown };
type Changing<T> = { -readonly [Key in keyof T]: T[Key] };
type Call = Changing<ServiceCall> & {
  /** What has come and was not looked through yet. */
  text: string;
};

/** Watches the wire from now on. Of what passes it keeps no more than is asked for. */
export function watchWire(): Wire {
  const operations: Changing<Operation>[] = [];
  const calls: Call[] = [];
  const underWay = new WeakMap<object, Call>();
  const during = (act: (call: Call, message: never) => void) => (message: { readonly request: Asked }) => {
    const call = underWay.get(message.request);
    if (call !== undefined) {
      act(call, message as never);
    }
  };
  const listeners: Readonly<Record<string, (message: never) => void>> = {
    'http.server.request.start': ({ request, response, server }: Arriving) => {
      if (request.url?.split('?', 1)[0] === '/graphql') {
        const { port } = server.address() as AddressInfo;
        const operation: Changing<Operation> = { port, id: null, httpStatus: 200 };
        operations.push(operation);
        response.once('close', () => {
          operation.id = (response.getHeader('x-request-id') as string | undefined) ?? null;
          operation.httpStatus = response.statusCode;
        });
      }
    },
    'undici:request:create': ({ request }: { readonly request: Asked }) => {
      const requestId = headerOf(request.headers, 'x-request-id');
      if (requestId !== null && request.path.endsWith('/graphql')) {
        const onlyEntities = String(request.body).includes('_entities(');
        const asked = { origin: String(request.origin), requestId, onlyEntities };
        const call: Call = { ...asked, httpStatus: null, isWhole: false, revisions: [], text: '' };
        calls.push(call);
        underWay.set(request, call);
      }
    },
    'undici:request:headers': during((call, { response }: { readonly response: { readonly statusCode: number } }) => {
      call.httpStatus = response.statusCode;
    }),
    'undici:request:bodyChunkReceived': during((call, { chunk }: { readonly chunk: Buffer }) => {
      call.text += chunk.toString('latin1'); // Only ids are looked for.
    }),
    'undici:request:trailers': during((call) => {
      call.isWhole = !call.text.includes('"errors":[');
      lookThrough(call);
    }),
    'undici:request:error': during(lookThrough),
  };
  const listening = Object.entries(listeners).map(
    ([name, listener]) => [name, (message: unknown) => listener(message as never)] as const,
  );
  for (const [name, listener] of listening) {
    subscribe(name, listener);
  }
  return {
    operations: () => operations,
    calls: () => calls,
    stop: () => {
      for (const [name, listener] of listening) {
        unsubscribe(name, listener);
      }
    },
  };
}

/** Keeps the revisions of an answer, and lets go of the rest: it may be long. */
function lookThrough(call: Call): void {
  call.revisions = [...call.text.matchAll(/"__proof":"([\w-]{36}) /g)].map(([, revision]) => revision!);
  call.text = '';
}

function headerOf(headers: unknown, name: string): string | null {
  const list = Array.isArray(headers) ? headers.map(String) : [];
  const index = list.findIndex((each, place) => place % 2 === 0 && each.toLowerCase() === name);
  return index < 0 ? null : (list[index + 1] ?? null);
}
