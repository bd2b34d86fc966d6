import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asOrganisation } from '../../../subgraphs/kit/access/as-organisation.ts';
import { canonical } from '../../../subgraphs/kit/canonical.ts';
import type { Place } from '../../../subgraphs/kit/publishing/agency-service.ts';
import type { PreparedEntry } from '../../../subgraphs/kit/publishing/prepared-entry.ts';
import { requestKey } from '../../../subgraphs/kit/publishing/remembered.ts';
import { submit } from '../../../subgraphs/kit/publishing/submit.ts';
import { openAgencyService } from '../../support/agency-service.ts';

/** TEST_SCALE=full delivers 100,000. */
const DELIVERIES = process.env['TEST_SCALE'] === 'full' ? 100_000 : 600;
const VERSIONS = 3;
const RECORDS = Math.round(DELIVERIES / VERSIONS / 1.3);

type Delivered = { readonly record: number; readonly version: number };

const entryOf = ({ record, version }: Delivered): PreparedEntry => ({
  sourceSystem: 'default',
  sourceRecordId: `record-${record}`,
  sourceVersion: String(version),
  expectedVersion: null,
  origin: null,
  draft: canonical({ words: `Record ${record} as of version ${version}.` }),
  identifiers: [],
});

let open: Awaited<ReturnType<typeof openAgencyService>>;
beforeAll(async () => {
  open = await openAgencyService();
});
afterAll(() => open.close());

/** Delivers in this order, in batches of up to 500 in which no record stands twice, and gives what is then held. */
async function heldAfter(order: readonly Delivered[]) {
  const place: Place = { review: randomUUID(), organisation: randomUUID() };
  const by = { person: 'a-system', isSystem: true, from: null };
  let batch = new Map<number, Delivered>();
  const send = async () => {
    const entries = [...batch.values()].map(entryOf);
    const key = requestKey(open.service, randomUUID(), entries.length);
    await submit(open.service, { place, code: 'NVP', key, entries, versions: 'expected', by });
    batch = new Map();
  };
  for (const delivered of order) {
    if (batch.has(delivered.record) || batch.size === 500) {
      await send();
    }
    batch.set(delivered.record, delivered);
  }
  await send();
  return asOrganisation(open.service.database, place.organisation, (manager) =>
    manager.query(
      `SELECT source_record_id AS id, source_version AS version, draft FROM entry
       WHERE contribution_id = (SELECT id FROM contribution WHERE review_id = $1) ORDER BY source_record_id`,
      [place.review],
    ),
  );
}

it(`${DELIVERIES} deliveries with 30 % duplicates, in any order, end in the same state as none`, async () => {
  const once = Array.from({ length: RECORDS }, (_, record) =>
    Array.from({ length: VERSIONS }, (__, version) => ({ record, version: version + 1 })),
  ).flat();
  const again = once.slice(0, Math.round(once.length * 0.3));
  const [shuffled = []] = fc.sample(
    fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length }),
    { numRuns: 1, seed: 20_240_209 },
  );
  const held = await heldAfter(shuffled);
  expect(held).toEqual(await heldAfter([...once].sort((one, other) => one.version - other.version)));
  const model = Array.from({ length: RECORDS }, (_, record) => `record-${record}`).sort();
  expect(held.map(({ id }: { id: string }) => id).sort()).toEqual(model);
  expect(new Set(held.map(({ version }: { version: string }) => version))).toEqual(new Set(['3']));
}, 900_000);
