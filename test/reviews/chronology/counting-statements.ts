import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import pg from 'pg';
import type { TestHub } from '../../support/hub.ts';

export type SeenStatement = { readonly database: string; readonly text: string };

/**
 * Writes down each statement that this process sends to PostgreSQL, by whichever way, for an operation that somebody asked,
 * until it is told to stop. What a service does by itself, or for another's delivery or statement, is none of these.
 */
export function watchStatements(): { readonly take: () => readonly SeenStatement[]; readonly stop: () => void } {
  const path = new AsyncLocalStorage<string | undefined>();
  const begin = (message: unknown) => path.enterWith((message as { readonly request: IncomingMessage }).request.url);
  subscribe('http.server.request.start', begin);
  const send = pg.Client.prototype.query;
  let seen: SeenStatement[] = [];
  pg.Client.prototype.query = function watched(this: pg.Client, ...sent: unknown[]) {
    const [first] = sent;
    const text = typeof first === 'string' ? first : (first as { text?: string }).text;
    if (path.getStore() === '/graphql') {
      seen.push({ database: this.database ?? '', text: text ?? '' });
    }
    return Reflect.apply(send, this, sent);
  } as typeof send;
  return {
    take: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
    stop: () => {
      pg.Client.prototype.query = send;
      unsubscribe('http.server.request.start', begin);
    },
  };
}

/** The statements of these on a service's database. */
export const statementsOf = (hub: TestHub, service: string, seen: readonly SeenStatement[]) => {
  const database = new URL(hub.configOf(service).databaseUrl).pathname.slice(1);
  return seen
    .filter((statement) => statement.database === database)
    .map(({ text }) => text.replaceAll(/\s+/g, ' ').trim());
};
