import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../subgraphs/kit/service/database.ts';
import { mailerOf } from '../../../subgraphs/reviews/reminders/mailer.ts';
import { sendReminders } from '../../../subgraphs/reviews/reminders/send-reminders.ts';
import { anEntry, send } from '../../support/contribution.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';
import { tinySmtpServer } from './tiny-smtp-server.ts';

const link = 'https://hub.example/';
const from = 'reviews@hub.example';
const TO = 'records@hospital.example';

describe('reminders', () => {
  let hub: TestHub;
  let review: TestReview;
  let processes: readonly DataSource[];
  let folder: string;

  beforeAll(async () => {
    hub = await startTestHub();
    const { databaseUrl } = hub.configOf('reviews');
    processes = [await openDatabase(databaseUrl, []), await openDatabase(databaseUrl, [])];
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reminders-'));
    await hub.sql('reviews', 'UPDATE contribution_request SET reminders_to = NULL');
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await hub.sql('reviews', 'UPDATE contribution_request SET reminders_to = $2 WHERE review_id = $1', [review.id, TO]);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  afterAll(async () => {
    await Promise.all(processes.map((database) => database.destroy()));
    await hub.close();
  });

  const on = (day: string, to: Parameters<typeof mailerOf>[0]['to'] = { folder }, database = processes[0]!) =>
    sendReminders({ database, now: () => new Date(`${day}T09:00:00Z`), mailer: mailerOf({ to, from, link }), link });
  const files = () => readdirSync(folder).sort();

  it('are files with the addressee, the number of the review and a link, and nothing else of the case', async () => {
    expect(await on('2024-02-16')).toBe(1);
    expect(files()).toEqual([`${review.id}.${review.organisationOf('HOS')}.2024-02-23.-7.eml`]);
    const [head, body] = readFileSync(join(folder, files()[0]!), 'utf8').replaceAll('\r\n', '\n').split('\n\n');
    expect(head).toContain(`To: ${TO}\n`);
    expect(head).toContain(`Subject: Reminder: ${review.reference}\n`);
    expect(body?.replaceAll('=\n', '').trim()).toBe(
      `Something is awaited from you for ${review.reference}. Please sign in: https://hub.example/`,
    );
    expect(head).not.toMatch(/Wren|Isla|Organisation|HOS/);
  });

  it('go once each, also when two processes look at the same moment', async () => {
    const sent = await Promise.all(processes.map((database) => on('2024-02-16', { folder }, database)));
    expect(sent.toSorted()).toEqual([0, 1]);
    expect(await on('2024-02-17')).toBe(0);
    expect(await on('2024-02-24')).toBe(1);
    expect(files()).toHaveLength(2);
  });

  it('do not go to who has answered, in the hub or outside it, nor of a review that is closed', async () => {
    await send({ hub, review, code: 'HOS', prefix: 'Health' }, [anEntry(review)]);
    expect(await on('2024-02-24')).toBe(0);
    const outside = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    const closed = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await hub.sql('reviews', 'UPDATE contribution_request SET reminders_to = $1', [TO]);
    await hub.sql('reviews', 'UPDATE contribution_request SET reply = $2 WHERE review_id <> $1', [
      closed.id,
      JSON.stringify({ kind: 'OUTSIDE_HUB', on: '2024-02-20', by: 'Named nurse' }),
    ]);
    await hub.sql('reviews', 'UPDATE review SET closed_at = now() WHERE id = $1', [closed.id]);
    expect(outside.id).not.toBe(closed.id);
    expect(await on('2024-02-24')).toBe(0);
  });

  it('go through a mail server, and again with the next look when it did not take them', async () => {
    const full = await tinySmtpServer('452 full');
    expect(await on('2024-02-16', { smtpUrl: full.url })).toBe(0);
    await full.close();
    const server = await tinySmtpServer();
    expect(await on('2024-02-16', { smtpUrl: server.url })).toBe(1);
    expect(await on('2024-02-16', { smtpUrl: server.url })).toBe(0);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toContain(`Subject: Reminder: ${review.reference}`);
    await server.close();
  });

  it('need an address that is one', async () => {
    const { errors } = await hub.ask(
      review.person('manager'),
      'mutation($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
      {
        review: review.id,
        request: {
          organisation: review.organisationOf('HOS'),
          code: 'NEW',
          askedOn: '2024-02-12',
          dueOn: '2024-02-23',
          remindersTo: 'a, b@c',
        },
      },
    );
    expect(errors?.[0]?.message).toBe('"a, b@c" is not an e-mail address to which reminders could go.');
  });
});
