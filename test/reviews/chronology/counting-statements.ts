import pg from 'pg';
import type { TestHub } from '../../support/hub.ts';

export type SeenStatement = { readonly database: string; readonly text: string };

/** Writes down each statement that this process sends to PostgreSQL, by whichever way, until it is told to stop. */
export function watchStatements(): { readonly take: () => readonly SeenStatement[]; readonly stop: () => void } {
  const send = pg.Client.prototype.query;
  let seen: SeenStatement[] = [];
  pg.Client.prototype.query = function watched(this: pg.Client, ...sent: unknown[]) {
    const [first] = sent;
    const text = typeof first === 'string' ? first : (first as { text?: string }).text;
    seen.push({ database: this.database ?? '', text: text ?? '' });
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
    },
  };
}

/**
 * What is done every few seconds, whatever is asked: looking for deliveries, stating heads, looking whether the access log
 * is sealed, and telling the gateway what a person is cleared for, which it remembers for two seconds.
 */
const notOfThePage =
  /FROM access_seal|access_anchor|FROM delivery d JOIN publication|AS heads|FROM resync|INTO head |FROM signing_key|FROM membership |FROM administrator |FROM stand_in |FROM office|FROM organisation_person |FROM subject WHERE review_id = ANY/;

/** The statements on a service's database that are there because somebody asked. */
export const statementsOf = (hub: TestHub, service: string, seen: readonly SeenStatement[]) => {
  const database = new URL(hub.configOf(service).databaseUrl).pathname.slice(1);
  return seen
    .filter((statement) => statement.database === database && !notOfThePage.test(statement.text))
    .map(({ text }) => text.replaceAll(/\s+/g, ' ').trim());
};
