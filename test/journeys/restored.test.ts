import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askResync } from '../../gateway/hub/backup/ask-resync.ts';
import { checkedBackup } from '../../gateway/hub/backup/backup-file.ts';
import { restoreBackup } from '../../gateway/hub/backup/restore-backup.ts';
import { takeBackup } from '../../gateway/hub/backup/take-backup.ts';
import { lineOf, untilCovered } from '../reviews/coverage-line.ts';
import {
  type Acting,
  anEntry,
  chronology,
  publications,
  references,
  refusal,
  send,
  tryPublish,
  trySubmit,
  tryWithdraw,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { urlOf } from '../support/database.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { type HubWithDoor, startHubWithDoor } from './door-to-the-hub.ts';

const organisations = [
  { service: 'health', code: 'HOS', prefix: 'Health' },
  { service: 'social-care', code: 'CSC', prefix: 'SocialCare' },
  { service: 'police', code: 'NVP', prefix: 'Police' },
  { service: 'education', code: 'SPS', prefix: 'Education' },
];
const actingFor = (hub: TestHub, review: TestReview, code: string): Acting => ({
  hub,
  review,
  code,
  prefix: organisations.find((one) => one.code === code)!.prefix,
});

/** A service's database, as somebody who sees every row. */
const adminUrlOf = (hub: TestHub, service: string) =>
  urlOf(new URL(hub.configOf(service).databaseUrl).pathname.slice(1));

/** What the chair reads: every entry in its place, without the names of one reading. */
const whatTheChairReads = async (hub: TestHub, review: TestReview) =>
  (await chronology(hub, review.person('chair'), review)).edges.map(({ node }) => node);

describe('a hub with data', () => {
  let hub: TestHub;
  let folder: string;
  const save = (service: string) => takeBackup(adminUrlOf(hub, service), service, join(folder, service));
  const restore = async (service: string) => {
    await hub.stop(service);
    const place = join(folder, service);
    await restoreBackup(adminUrlOf(hub, service), place, await checkedBackup(place));
    await hub.start(service);
  };

  beforeAll(async () => {
    hub = await startTestHub();
    folder = mkdtempSync(join(tmpdir(), 'backup-test-'));
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gets everything back from its agencies when the reviews are restored to an older state', async () => {
    const review = await openReview(hub, organisations);
    for (const { code } of organisations) {
      await send(actingFor(hub, review, code), [anEntry(review, { occurred: '1 May 2023' })]);
    }
    await save('reviews');
    for (const { code } of organisations) {
      await send(actingFor(hub, review, code), [anEntry(review, { occurred: '2 May 2023' })]);
      await send(actingFor(hub, review, code), [anEntry(review, { occurred: '3 May 2023' })]);
    }
    const before = await whatTheChairReads(hub, review);
    expect(before).toHaveLength(12);

    await restore('reviews');
    expect(await whatTheChairReads(hub, review)).toHaveLength(4);
    const findings = await Promise.all(organisations.map(({ service }) => askResync(adminUrlOf(hub, service), 20_000)));

    expect(findings.map((found) => found?.map(({ code, says }) => `${code}: ${says}`))).toEqual([
      ['HOS: The hub has lost publications 2 to 3: sent again.'],
      ['CSC: The hub has lost publications 2 to 3: sent again.'],
      ['NVP: The hub has lost publications 2 to 3: sent again.'],
      ['SPS: The hub has lost publications 2 to 3: sent again.'],
    ]);
    for (const { code } of organisations) {
      expect(await untilDelivered(actingFor(hub, review, code))).toMatchObject({ number: 3, outcome: 'ACCEPTED' });
    }
    expect(await whatTheChairReads(hub, review)).toEqual(before);
    const acting = actingFor(hub, review, 'HOS');
    expect(await send(acting, [anEntry(review)])).toMatchObject({ number: 4, outcome: 'ACCEPTED' });
  });

  it('hears from its agencies by themselves that it was restored, with the next thing they send', async () => {
    const review = await openReview(hub, organisations);
    const acting = actingFor(hub, review, 'HOS');
    await send(acting, [anEntry(review)]);
    rmSync(join(folder, 'reviews'), { recursive: true });
    await save('reviews');
    await send(acting, [anEntry(review)]);
    await restore('reviews');
    await written(trySubmit(acting, [anEntry(review)]));
    await written(tryPublish(acting));
    await untilCovered(hub, review, 'HOS', ({ number }) => number === 3);
    expect((await publications(acting)).map(({ outcome }) => outcome)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
  });

  it('takes what it once took, though the review was closed and the key has ended since', async () => {
    const review = await openReview(hub, organisations);
    const acting = actingFor(hub, review, 'NVP');
    rmSync(join(folder, 'reviews'), { recursive: true });
    await save('reviews');
    await send(acting, [anEntry(review)]);
    await restore('reviews');
    await hub.sql('reviews', 'UPDATE review SET closed_at = now() WHERE id = $1', [review.id]);
    await hub.sql('reviews', 'UPDATE signing_key SET valid_until = now() WHERE organisation_id = $1', [
      review.organisationOf('NVP'),
    ]);
    await askResync(adminUrlOf(hub, 'police'), 20_000);
    expect(await untilDelivered(acting)).toMatchObject({ number: 1, outcome: 'ACCEPTED' });
    await hub.sql('reviews', 'UPDATE signing_key SET valid_until = NULL WHERE organisation_id = $1', [
      review.organisationOf('NVP'),
    ]);
  });

  it('names a review that it lost altogether', async () => {
    rmSync(join(folder, 'reviews'), { recursive: true });
    await save('reviews');
    const review = await openReview(hub, organisations);
    await send(actingFor(hub, review, 'SPS'), [anEntry(review)]);
    await restore('reviews');
    expect(await askResync(adminUrlOf(hub, 'education'), 20_000)).toMatchObject([
      {
        code: 'SPS',
        review: review.id,
        says: 'The hub does not know the review of publication 1: it has to be opened again, with the same id.',
      },
    ]);
  });

  it.each(organisations)(
    'keeps every entry in its place when $service is restored, and names those whose words are lost',
    async ({ service, code }) => {
      const review = await openReview(hub, organisations);
      const acting = actingFor(hub, review, code);
      await send(acting, [anEntry(review, { occurred: '1 May 2023', whatHappened: 'Saved.' })]);
      rmSync(join(folder, service), { recursive: true, force: true });
      await save(service);
      await send(acting, [anEntry(review, { occurred: '3 May 2023' }), anEntry(review, { occurred: '2 May 2023' })]);
      const before = await whatTheChairReads(hub, review);

      await restore(service);
      const line = await untilCovered(hub, review, code, ({ wordsLost }) => wordsLost === 2);
      expect(line).toMatchObject({ state: 'PUBLISHED', number: 2, entries: 3 });
      const after = await whatTheChairReads(hub, review);
      expect(after.map(({ record: _record, ...node }) => node)).toEqual(
        before.map(({ record: _record, ...node }) => node),
      );
      expect(after.map(({ record }) => record)).toEqual([
        expect.objectContaining({ reference: `${code}-1`, whatHappened: 'Saved.' }),
        {
          __typename: 'Withdrawn',
          reference: `${code}-3`,
          reason: 'lost when the database of its agency was restored from a backup',
        },
        {
          __typename: 'Withdrawn',
          reference: `${code}-2`,
          reason: 'lost when the database of its agency was restored from a backup',
        },
      ]);

      await written(trySubmit(acting, [anEntry(review, { occurred: '2 May 2023', whatHappened: 'Sent again.' })]));
      await written(tryPublish(acting));
      expect(await untilDelivered(acting)).toMatchObject({ number: 3, outcome: 'ACCEPTED' });
      expect(references(await chronology(hub, review.person('chair'), review))).toEqual([
        `${code}-1`,
        `${code}-3`,
        `${code}-4`,
        `${code}-2`,
      ]);
      await written(tryWithdraw(acting, [`${code}-2`, `${code}-3`]));
      expect(await untilDelivered(acting)).toMatchObject({ number: 4, outcome: 'ACCEPTED' });
      expect(await lineOf(hub, review, code)).toMatchObject({ entries: 2, wordsLost: 0 });
    },
  );

  it('erases again what was erased, when an older backup brings it back', async () => {
    const review = await openReview(hub, organisations);
    const acting = actingFor(hub, review, 'HOS');
    await send(acting, [anEntry(review, { whatHappened: 'Of somebody else.' }), anEntry(review)]);
    rmSync(join(folder, 'health'), { recursive: true, force: true });
    await save('health');
    await written(tryWithdraw(acting, ['HOS-1'], 'WRONG_PERSON'));
    await untilDelivered(acting);
    for (const person of [review.signatory('HOS'), review.deputy('HOS')]) {
      await hub.data(
        person,
        `mutation($review: ID!, $organisation: ID!) {
          eraseHealthEntry(review: $review, organisation: $organisation, reference: "HOS-1", reason: "WRONG_PERSON") { state }
        }`,
        { review: review.id, organisation: review.organisationOf('HOS') },
      );
    }
    const known = 'SELECT entry_id FROM erased_entry WHERE review_id = $1';
    await vi.waitFor(async () => expect(await hub.sql('reviews', known, [review.id])).toHaveLength(1), 10_000);

    await restore('health');
    const words = `SELECT e.reference, e.draft IS NULL AS "noDraft", r.content IS NULL AS "noWords", r.salt IS NULL AS "noSalt"
      FROM entry e JOIN revision r ON r.entry_id = e.id JOIN contribution c ON c.id = e.contribution_id
      WHERE c.review_id = $1 ORDER BY e.position`;
    await vi.waitFor(
      async () =>
        expect(await hub.sql('health', words, [review.id])).toEqual([
          { reference: 'HOS-1', noDraft: true, noWords: true, noSalt: true },
          { reference: 'HOS-2', noDraft: false, noWords: false, noSalt: false },
        ]),
      20_000,
    );
    const [resync] = await hub.sql<{ findings: readonly { says: string }[] }>(
      'health',
      'SELECT findings FROM resync WHERE done_at IS NOT NULL ORDER BY id DESC LIMIT 1',
    );
    expect(resync?.findings.map(({ says }) => says)).toContain(
      'HOS-1 had been erased and came back with the backup: erased again.',
    );
  });
});

describe('a restored agency', () => {
  let house: HubWithDoor;
  let folder: string;
  beforeAll(async () => {
    house = await startHubWithDoor();
    folder = mkdtempSync(join(tmpdir(), 'backup-test-'));
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('publishes nothing before it knows what it lost, and the panel is told meanwhile', async () => {
    const { hub, treat } = house;
    const review = await openReview(hub, organisations);
    const acting = actingFor(hub, review, 'HOS');
    const place = join(folder, 'health');
    await send(acting, [anEntry(review)]);
    await takeBackup(adminUrlOf(hub, 'health'), 'health', place);
    await send(acting, [anEntry(review)]);

    treat((path) => (path.startsWith('/held') ? 'refuse' : 'pass'));
    await hub.stop('health');
    await restoreBackup(adminUrlOf(hub, 'health'), place, await checkedBackup(place));
    await hub.start('health');

    await untilCovered(hub, review, 'HOS', ({ state }) => state === 'RESTORED_OLDER');
    await written(trySubmit(acting, [anEntry(review)]));
    expect(await refusal(tryPublish(acting))).toEqual({
      code: 'CONFLICT',
      message:
        'This service was restored from a backup and has not yet compared with the hub what it lost: nothing can be published until it has.',
    });

    treat(() => 'pass');
    await untilCovered(hub, review, 'HOS', ({ wordsLost }) => wordsLost === 1);
    await written(tryPublish(acting));
    expect(await untilDelivered(acting)).toMatchObject({ number: 3, outcome: 'ACCEPTED' });
  });
});
