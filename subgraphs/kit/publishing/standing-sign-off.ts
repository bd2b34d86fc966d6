import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { badInput, CaseReviewError } from '../errors.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { lockContribution, type Writer } from './contribution.ts';

/** Longest time for which a sign-off is given beforehand, in days. Ours. */
const LONGEST_DAYS = 184;

/** A sign-off that a signatory gives beforehand, for what systems deliver and nobody writes. */
export type StandingSignOff = {
  readonly person: string;
  readonly role: string;
  readonly organisation: string | null;
  readonly at: Date;
  readonly until: Date;
};

export type GivingBeforehand = {
  readonly place: Place;
  readonly code: string;
  readonly by: Writer;
  readonly role: string;
  readonly until: Date;
};

/** Signs off beforehand what systems will deliver, until a day. It takes the place of the one before. */
export async function giveStandingSignOff(
  { database, now }: AgencyService,
  { place, code, by, role, until }: GivingBeforehand,
): Promise<StandingSignOff> {
  const at = now();
  const days = (until.getTime() - at.getTime()) / 86_400_000;
  if (!(days > 0 && days <= LONGEST_DAYS)) {
    throw badInput(`"${until.toISOString()}" is not a time within the next ${LONGEST_DAYS} days.`);
  }
  return database.transaction(async (manager) => {
    const { id } = await lockContribution(manager, place, code, 'submit: lock contribution');
    await end(manager, id, by.person, at);
    await manager.query(
      `INSERT INTO standing_sign_off (id, contribution_id, person, role, organisation_id, at, until)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [randomUUID(), id, by.person, role, by.from, at, until],
    );
    return { person: by.person, role, organisation: by.from, at, until };
  });
}

/** Ends a standing sign-off at once. Throws CONFLICT when none stands. */
export function endStandingSignOff(
  { database, now }: AgencyService,
  place: Place,
  code: string,
  person: string,
): Promise<boolean> {
  return database.transaction(async (manager) => {
    const { id } = await lockContribution(manager, place, code, 'submit: lock contribution');
    if ((await end(manager, id, person, now())) === 0) {
      throw new CaseReviewError('CONFLICT', `No standing sign-off stands for ${code}.`);
    }
    return true;
  });
}

async function end(manager: EntityManager, contribution: string, person: string, at: Date): Promise<number> {
  const [, ended] = (await manager.query(
    `UPDATE standing_sign_off SET ended_at = $2, ended_by = $3
     WHERE contribution_id = $1 AND ended_at IS NULL AND until > $2`,
    [contribution, at, person],
  )) as [unknown, number];
  return ended;
}

/** The sign-off that stands at an instant, or null. */
export async function standingSignOff(
  manager: EntityManager,
  contribution: string,
  at: Date,
): Promise<StandingSignOff | null> {
  const [row] = (await manager.query(
    `SELECT person, role, organisation_id AS organisation, at, until FROM standing_sign_off
     WHERE contribution_id = $1 AND ended_at IS NULL AND until > $2 ORDER BY at DESC LIMIT 1`,
    [contribution, at],
  )) as StandingSignOff[];
  return row ?? null;
}
