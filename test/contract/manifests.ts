import { createHash } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../subgraphs/kit/publishing/manifest.ts';
import { anEntry, send, tryWithdraw, untilDelivered, written } from '../support/contribution.ts';
import { type Opened, openedBefore, type Promises } from './contract.ts';

const sha256 = (...parts: readonly (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** Bytes and content of each of the own organisation's manifests, verified with the organisation's public key. */
async function verifiedManifests({ hub, agency, review }: Opened) {
  const organisation = review.organisationOf('OWN');
  const key = await importJWK(hub.keys.publicKeyOf(agency.name, organisation), 'ES256');
  const rows = await hub.sql<{ number: number; hash: string; signed: string }>(
    agency.name,
    `SELECT p.number, p.hash, p.signed FROM publication p JOIN contribution c ON c.id = p.contribution_id
     WHERE c.review_id = $1 AND c.organisation_id = $2 ORDER BY p.number`,
    [review.id, organisation],
  );
  return Promise.all(
    rows.map(async ({ number, hash, signed }) => {
      const bytes = Buffer.from((await compactVerify(signed, key)).payload).toString('utf8');
      return { number, hash, signed, bytes, manifest: JSON.parse(bytes) as Manifest };
    }),
  );
}

export const signsManifests: Promises = (contract) => {
  describe('a manifest', () => {
    const opened = openedBefore(contract, async ({ review, own }) => {
      const entry = anEntry(review, { whatHappened: 'Plum was here.', sourceVersion: '1' });
      await send(own, [entry, anEntry(review)]);
      await send(own, [{ ...entry, whatHappened: 'Quince was here.', sourceVersion: '2' }]);
      await written(tryWithdraw(own, ['OWN-2']));
      await untilDelivered(own);
      return undefined;
    });

    it('is signed with the key of the organisation, and the hub keeps the very same one', async () => {
      const { hub, review } = opened();
      const kept = await hub.sql<{ signed: string }>(
        'reviews',
        'SELECT signed FROM publication WHERE review_id = $1 ORDER BY number',
        [review.id],
      );
      const manifests = await verifiedManifests(opened());
      expect(manifests.map(({ signed }) => ({ signed }))).toEqual(kept);
    });

    it('has a number without gaps and the hash of the one before', async () => {
      const manifests = await verifiedManifests(opened());
      const hashes = manifests.map(({ bytes }) => sha256(bytes));
      expect(manifests.map(({ number, manifest }) => [number, manifest.number])).toEqual([
        [1, 1],
        [2, 2],
        [3, 3],
      ]);
      expect(manifests.map(({ hash }) => hash)).toEqual(hashes);
      expect(manifests.map(({ manifest }) => manifest.previous)).toEqual([null, hashes[0], hashes[1]]);
    });

    it('holds for each entry a salted hash of the very bytes that are kept', async () => {
      const { hub, agency } = opened();
      const manifests = await verifiedManifests(opened());
      const pointers = manifests.flatMap(({ manifest }) => manifest.pointers);
      const rows = await hub.sql<{ id: string; content: string; salt: Buffer }>(
        agency.name,
        'SELECT id, content, salt FROM revision WHERE id = ANY($1::uuid[])',
        [pointers.map(({ revision }) => revision)],
      );
      const hashOf = new Map(rows.map(({ id, content, salt }) => [id, sha256(salt, content)]));
      expect(pointers).toHaveLength(6);
      expect(pointers.map(({ revision }) => hashOf.get(revision))).toEqual(
        pointers.map(({ contentHash }) => contentHash),
      );
      expect(new Set(rows.map(({ salt }) => salt.toString('hex'))).size).toBe(3);
    });

    it('never says what happened', async () => {
      const manifests = await verifiedManifests(opened());
      expect(manifests.filter(({ bytes }) => /Plum|Quince|Something was seen/.test(bytes))).toEqual([]);
    });
  });
};
