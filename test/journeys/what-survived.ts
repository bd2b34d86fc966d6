import type { JWK } from 'jose';
import { sha256 } from '../../subgraphs/kit/canonical.ts';
import type { DeliveryAnswer, Manifest } from '../../subgraphs/kit/publishing/manifest.ts';
import { keyOf, verifiedBytes } from '../../subgraphs/kit/service/keys.ts';
import { readPublicKeys } from '../../subgraphs/kit/service/public-keys.ts';
import { type Acting, chronology } from '../support/contribution.ts';

type Publication = { readonly number: number; readonly hash: string; readonly signed: string; readonly answer: string };

/** All that an agency and the hub hold of a contribution, read so that a lost or doubled thing shows. */
export async function whatSurvived(acting: Acting, service: string) {
  const { hub, review, code } = acting;
  const organisation = review.organisationOf(code);
  const published = await hub.sql<Publication>(
    service,
    `SELECT p.number, p.hash, p.signed, d.answer FROM publication p JOIN delivery d USING (contribution_id, number)
     JOIN contribution c ON c.id = p.contribution_id WHERE c.review_id = $1 ORDER BY p.number`,
    [review.id],
  );
  const held = await hub.sql<Publication>(
    'reviews',
    'SELECT number, hash, signed, signed_answer AS answer FROM publication WHERE review_id = $1 ORDER BY number',
    [review.id],
  );
  const manifests = await Promise.all(
    published.map(({ signed }) => manifestOf(signed, hub.keys.publicKeyOf(service, organisation))),
  );
  return {
    agency: await agencyState(acting, service),
    hub: await hubState(acting),
    chronology: await chronologyState(acting),
    publications: published.map(({ number }) => number),
    chain: manifests.map(
      ({ number, previous }, index) => number === index + 1 && previous === (published[index - 1]?.hash ?? null),
    ),
    hashes: published.map(({ hash }, index) => hash === sha256(JSON.stringify(manifests[index]))),
    sameInHub: JSON.stringify(held) === JSON.stringify(published),
    answers: await Promise.all(published.map(({ answer }) => answerOf(answer, hub.keys.publicFile))),
  };
}

/** What a signed manifest says. Throws when the organisation's key did not sign it. */
async function manifestOf(signed: string, publicKey: JWK): Promise<Manifest> {
  return JSON.parse(await verifiedBytes(signed, await keyOf(publicKey), 'manifest')) as Manifest;
}

/** What the hub signed. Throws when it did not. */
async function answerOf(answer: string, publicFile: string): Promise<Pick<DeliveryAnswer, 'outcome' | 'version'>> {
  const bytes = await verifiedBytes(answer, readPublicKeys(publicFile).everUsed('reviews'), 'delivery-answer');
  const { outcome, version } = JSON.parse(bytes) as DeliveryAnswer;
  return { outcome, version };
}

async function agencyState({ hub, review }: Acting, service: string) {
  const [counts] = await hub.sql<Record<'contributions' | 'entries' | 'changed' | 'revisions', number>>(
    service,
    `SELECT count(DISTINCT c.id)::int AS contributions, count(DISTINCT e.id)::int AS entries,
            (count(DISTINCT e.id) FILTER (WHERE e.changed))::int AS changed, count(r.id)::int AS revisions
     FROM contribution c JOIN entry e ON e.contribution_id = c.id JOIN revision r ON r.entry_id = e.id
     WHERE c.review_id = $1`,
    [review.id],
  );
  const kept = await hub.sql<{ key: string; receipt: string }>(
    service,
    'SELECT key, receipt FROM request_remembered WHERE review_id = $1 ORDER BY key',
    [review.id],
  );
  return { ...counts, receipts: Object.fromEntries(kept.map(({ key, receipt }) => [key, receipt])) };
}

async function hubState({ hub, review }: Acting) {
  const [counts] = await hub.sql<{ version: number; versions: number[]; pointers: number }>(
    'reviews',
    `SELECT version, ARRAY(SELECT version FROM review_version WHERE review_id = $1 ORDER BY version) AS versions,
            (SELECT count(*)::int FROM pointer WHERE review_id = $1) AS pointers
     FROM review WHERE id = $1`,
    [review.id],
  );
  const current = await hub.sql<{ reference: string }>(
    'reviews',
    'SELECT reference FROM pointer WHERE review_id = $1 AND to_version IS NULL ORDER BY reference',
    [review.id],
  );
  return { ...counts, references: current.map(({ reference }) => reference) };
}

async function chronologyState({ hub, review }: Acting) {
  const { edges } = await chronology(hub, review.person('chair'), review);
  return edges.map(({ node }) => [node.reference, node.record?.['whatHappened'] ?? node.record?.__typename]);
}
