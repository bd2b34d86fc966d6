import type { DataSource } from 'typeorm';
import { log } from '../../kit/service/log.ts';
import { londonDay } from '../london-day.ts';
import type { ReviewsService } from '../reviews-service.ts';
import type { Mail, Mailer } from './mailer.ts';
import { reminderFor } from './schedule.ts';

/** A request of an open review to which nothing has come. */
type Awaited = {
  readonly review: string;
  readonly organisation: string;
  readonly reference: string;
  readonly askedOn: string;
  readonly dueOn: string;
  readonly to: string;
};

export type Reminding = Pick<ReviewsService, 'database' | 'now'> & {
  readonly mailer: Mailer;
  /** Where the hub is, as people reach it. */
  readonly link: string;
};

/**
 * Sends the reminders that are to go now, each at most once, however many processes do this. One that could not be sent goes
 * with the next call; one whose process died while it was sent does not go again. Gives how many were sent.
 */
export async function sendReminders({ database, now, mailer, link }: Reminding): Promise<number> {
  const today = londonDay(now());
  let sent = 0;
  for (const request of await awaited(database)) {
    const days = reminderFor(request, today);
    if (days === null || !(await claim(database, request, days, now()))) {
      continue;
    }
    try {
      await mailer.send(mailOf(request, days, link));
    } catch (error) {
      await giveBack(database, request, days);
      log.warn({ code: (error as { code?: string }).code ?? null }, 'a reminder could not be sent');
      continue;
    }
    await database.query(
      `UPDATE reminder SET sent_at = $5
       WHERE review_id = $1 AND organisation_id = $2 AND due_on = $3 AND days_after_due = $4`,
      [...keyOf(request, days), now()],
    );
    sent += 1;
  }
  return sent;
}

/** Who is still awaited: the same as coverage says. */
const awaited = (database: DataSource): Promise<readonly Awaited[]> =>
  database.query(
    `SELECT r.review_id AS review, r.organisation_id AS organisation, v.reference, r.asked_on::text AS "askedOn",
            r.due_on::text AS "dueOn", r.reminders_to AS "to"
     FROM contribution_request r JOIN review v ON v.id = r.review_id
     WHERE v.closed_at IS NULL AND r.reminders_to IS NOT NULL AND r.reply IS NULL AND r.withdrawn IS NULL
       AND NOT EXISTS (SELECT FROM publication p WHERE p.review_id = r.review_id AND p.organisation_id = r.organisation_id)
       AND NOT EXISTS (SELECT FROM head h WHERE h.review_id = r.review_id AND h.organisation_id = r.organisation_id)
     ORDER BY r.due_on, r.review_id, r.organisation_id`,
  );

const keyOf = ({ review, organisation, dueOn }: Awaited, days: number) => [review, organisation, dueOn, days] as const;

/** The row comes before the mail: of two processes one has it. */
async function claim(database: DataSource, request: Awaited, days: number, at: Date): Promise<boolean> {
  const rows = (await database.query(
    `INSERT INTO reminder (review_id, organisation_id, due_on, days_after_due, claimed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [...keyOf(request, days), at],
  )) as unknown[];
  return rows.length > 0;
}

const giveBack = (database: DataSource, request: Awaited, days: number) =>
  database.query(
    'DELETE FROM reminder WHERE review_id = $1 AND organisation_id = $2 AND due_on = $3 AND days_after_due = $4',
    [...keyOf(request, days)],
  );

/** Anybody may open a mail: it says which review, and nothing else of it. */
const mailOf = ({ review, organisation, reference, dueOn, to }: Awaited, days: number, link: string): Mail => ({
  id: `${review}.${organisation}.${dueOn}.${days}`,
  to,
  subject: `Reminder: ${reference}`,
  text: `Something is awaited from you for ${reference}. Please sign in: ${link}\n`,
});
