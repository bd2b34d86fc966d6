import { type Acting, anEntry, tryPublishUnsigned, trySign, trySubmit, tryWithdraw } from '../support/contribution.ts';
import type { Answer } from '../support/federated-house.ts';

/** What a client of an agency does to a review, in this order. */
export const acts = ['first publication', 'correction', 'withdrawal'] as const;
export type Act = (typeof acts)[number];

/** Receipts a client got, by the key it asked with. */
export type Receipts = Map<string, string>;

type Request = (key: string) => Promise<Answer>;

const record = (acting: Acting, id: string, whatHappened: string) =>
  anEntry(acting.review, { sourceRecordId: id, whatHappened, occurred: `${id.slice(-1)} February 2024` });

/** The requests of each act with their fixed keys. */
export const requestsOf = (acting: Acting): Readonly<Record<Act, readonly (readonly [string, Request])[]>> => ({
  'first publication': [
    [
      'submit',
      (key) =>
        trySubmit(
          acting,
          ['record-1', 'record-2', 'record-3'].map((id) => record(acting, id, `First words of ${id}.`)),
          key,
        ),
    ],
    ['sign', (key) => trySign(acting, { key, version: 1 })],
    ['publish', (key) => tryPublishUnsigned(acting, key)],
  ],
  correction: [
    [
      'submit a correction',
      (key) =>
        trySubmit(
          acting,
          [
            { ...record(acting, 'record-2', 'Corrected words of record-2.'), expectedVersion: 1 },
            record(acting, 'record-4', 'First words of record-4.'),
          ],
          key,
        ),
    ],
    ['sign the correction', (key) => trySign(acting, { key, version: 2 })],
    ['publish the correction', (key) => tryPublishUnsigned(acting, key)],
  ],
  withdrawal: [['withdraw', (key) => tryWithdraw(acting, ['HOS-1'], 'SENT_BY_MISTAKE', key)]],
});

const PATIENCE_MS = 25_000;
const outages: ReadonlySet<unknown> = new Set(['AGENCY_UNAVAILABLE', 'OUTCOME_UNKNOWN']);

/** Carries out an act as a client does whose service may die at any moment: each request with its key until a receipt comes. */
export async function carryOut(acting: Acting, act: Act, receipts: Receipts): Promise<void> {
  for (const [key, request] of requestsOf(acting)[act]) {
    receipts.set(key, await receiptFor(() => request(key)));
  }
}

/** Asks until there is a receipt. Throws every refusal that is not an outage. */
export async function receiptFor(ask: () => Promise<Answer>): Promise<string> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { data, errors } = await ask();
    if (errors === undefined) {
      return (data as { written: { receipt: string } }).written.receipt;
    }
    const [error] = errors;
    if (!outages.has(error?.extensions['code']) || Date.now() > until) {
      throw new Error(`${error?.message} ${JSON.stringify(error?.extensions)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the agency holds the hub's answer to each of its publications. */
export async function untilAnswered({ hub, review }: Acting, service: string, publications: number): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const [row] = await hub.sql<{ answered: number }>(
      service,
      `SELECT count(d.answer)::int AS answered FROM delivery d JOIN contribution c ON c.id = d.contribution_id
       WHERE c.review_id = $1`,
      [review.id],
    );
    if (row?.answered === publications) {
      return;
    }
    if (Date.now() > until) {
      throw new Error(`${row?.answered} of ${publications} publications were answered.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
