import { createHmac } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { asOrganisation } from '../access/as-organisation.ts';
import { canonical } from '../canonical.ts';
import { badInput, CaseReviewError } from '../errors.ts';
import { ownBytes, signBytes } from '../service/keys.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { type Statement, statement } from './statement.ts';
import type { SubmittedEntry } from './submitted-entry.ts';

/** The answer to a request that writes: signed, kept for the life of the review, and the same byte for byte ever after. */
export type Receipt = string;

/** What identifies one attempt to write: the caller's key, and the hash of what was asked. */
export type RequestKey = { readonly key: string; readonly requestHash: string };

/** A receipt is asked for by its key alone. */
type AskedKey = { readonly key: string; readonly requestHash: string | null };

/**
 * Hash of what was asked that nobody can guess without this service's secret: it stays when what was asked is erased.
 */
export const keyedHash = ({ keys }: AgencyService, asked: unknown) =>
  createHmac('sha256', keys.secret('requestKey')).update(canonical(asked)).digest('hex');

/** Makes the key of a request. Throws BAD_USER_INPUT when the caller's key is no text of 1 to 200 characters. */
export function requestKey(service: AgencyService, key: string, asked: unknown): RequestKey {
  if (key.trim() === '' || key.length > 200) {
    throw badInput(`The idempotency key "${key.slice(0, 40)}" has ${key.length} characters; it takes 1 to 200.`);
  }
  if (![key, ...textsIn(asked)].every((text) => text.isWellFormed())) {
    throw badInput('A text of this request holds half of a character (an unpaired surrogate).');
  }
  return { key, requestHash: keyedHash(service, asked) };
}

const textsIn = (asked: unknown): readonly string[] =>
  typeof asked === 'string' ? [asked] : Object.values(asked ?? {}).flatMap(textsIn);

/** Gives the receipt of an earlier, equal request, or null. Throws KEY_REUSED when the key stood for other content. */
export async function rememberedReceipt(
  manager: EntityManager,
  place: Place,
  { key, requestHash }: AskedKey,
): Promise<Receipt | null> {
  const rows = (await manager.query(
    'SELECT request_hash, receipt FROM request_remembered WHERE organisation_id = $1 AND review_id = $2 AND key = $3',
    [place.organisation, place.review, key],
  )) as { request_hash: string; receipt: string }[];
  const [row] = rows;
  if (row !== undefined && requestHash !== null && row.request_hash !== requestHash) {
    throw new CaseReviewError('KEY_REUSED', `The idempotency key "${key}" was used before with other content.`);
  }
  return row?.receipt ?? null;
}

/** The same, outside of the transaction that would carry the request out. */
export const receiptBefore = ({ database }: AgencyService, place: Place, key: AskedKey): Promise<Receipt | null> =>
  asOrganisation(database, place.organisation, (manager) => rememberedReceipt(manager, place, key));

/** Signs what was done and keeps it under the caller's key, in the transaction that did it. */
export async function remember(
  manager: EntityManager,
  { keys, now }: AgencyService,
  place: Place,
  { key, requestHash }: RequestKey,
  name: Statement,
  done: Readonly<Record<string, unknown>>,
): Promise<Receipt> {
  const bytes = canonical({ ...place, key, requestHash, at: now().toISOString(), ...done });
  const receipt = await signBytes(keys.service, 'receipt', bytes);
  await statement(name, () =>
    manager.query(
      'INSERT INTO request_remembered (organisation_id, review_id, key, request_hash, receipt) VALUES ($1, $2, $3, $4, $5)',
      [place.organisation, place.review, key, requestHash, receipt],
    ),
  );
  return receipt;
}

/** What a receipt says. */
type Said = {
  readonly act: string;
  readonly at: string;
  readonly number?: number;
  readonly hash?: string;
  readonly draftVersion?: number;
  readonly entries?: unknown;
};

/** A receipt with what it says, for the graph. */
export function receiptOf(receipt: Receipt) {
  const { act, at, number = null, hash = null, draftVersion = null, entries } = JSON.parse(ownBytes(receipt)) as Said;
  const submitted = act === 'submit' ? (entries as readonly SubmittedEntry[]) : [];
  return { receipt, at, number, hash, draftVersion, entries: submitted };
}
