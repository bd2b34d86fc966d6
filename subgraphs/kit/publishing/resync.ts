import { CaseReviewError } from '../errors.ts';
import type { VerifyingKey } from '../service/public-keys.ts';
import { adopt } from './adopt.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { type Difference, differenceOf, type OwnPublication } from './compare.ts';
import { eraseAgain } from './erased-entries.ts';
import type { Held } from './held.ts';

/** What a comparison found of one contribution, and what was done. Names references, never what happened. */
export type Finding = Place & {
  readonly code: string;
  readonly kind: Difference['kind'] | 'ERASED_AGAIN';
  readonly says: string;
};

type Own = Place & {
  readonly id: string | null;
  readonly code: string;
  readonly publications: readonly OwnPublication[];
};

/**
 * Compares every contribution with what the hub holds of it, after one of the two was restored from a backup. What the
 * hub lost is sent again; what this service lost it gets back as far as the hub has it, and what nobody has is named. What was erased is erased
 * again.
 */
export async function resync(service: AgencyService, hubKey: VerifyingKey): Promise<readonly Finding[]> {
  // Own ones first: what is delivered meanwhile must not look as if the hub had lost it.
  const own = await ownContributions(service);
  const held = await service.hub.held(own.map(({ review }) => review));
  const findings: Finding[] = [];
  for (const contribution of withUnknown(own, held)) {
    const theirs = held.publications.filter((one) => isOf(contribution, one));
    const difference = differenceOf(
      contribution.publications,
      theirs,
      !held.unknownReviews.includes(contribution.review),
    );
    findings.push(...(await mend(service, hubKey, contribution, difference)));
  }
  findings.push(...(await eraseWhatCameBack(service, held)));
  service.wakeDeliverer();
  return findings;
}

async function eraseWhatCameBack(service: AgencyService, { erased = [] }: Held): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { entries, ...place } of erased) {
    const references = await eraseAgain(service, place, entries);
    if (references.length > 0) {
      const code = references[0]!.split('-')[0]!;
      const says = `${references.join(', ')} had been erased and came back with the backup: erased again.`;
      findings.push({ ...place, code, kind: 'ERASED_AGAIN', says });
    }
  }
  return findings;
}

const isOf = (one: Place, other: Place) => one.review === other.review && one.organisation === other.organisation;

async function ownContributions({ database }: AgencyService): Promise<readonly Own[]> {
  return (await database.query(
    `SELECT c.id, c.review_id AS review, c.organisation_id AS organisation, c.code,
            jsonb_agg(jsonb_build_object('number', p.number, 'hash', p.hash, 'answered', d.answer IS NOT NULL, 'refusal', d.refusal)
                      ORDER BY p.number) AS publications
     FROM contribution c JOIN publication p ON p.contribution_id = c.id JOIN delivery d USING (contribution_id, number)
     GROUP BY c.id`,
  )) as Own[];
}

/** Adds the contributions that only the hub knows of. */
function withUnknown(own: readonly Own[], held: Held): readonly Own[] {
  const others = new Map<string, Own>();
  for (const publication of held.publications.filter((one) => !own.some((mine) => isOf(mine, one)))) {
    const { review, organisation } = publication;
    others.set(`${review} ${organisation}`, { id: null, review, organisation, code: organisation, publications: [] });
  }
  return [...own, ...others.values()];
}

async function mend(
  service: AgencyService,
  hubKey: VerifyingKey,
  { id, review, organisation, code }: Own,
  difference: Difference,
): Promise<readonly Finding[]> {
  const { kind } = difference;
  const found = (says: string, name = code): Finding[] => [{ review, organisation, code: name, kind, says }];
  switch (kind) {
    case 'IN_STEP':
      return [];
    case 'HUB_LOST':
      await sendAgain(service, id!, difference.numbers);
      return found(`The hub has lost ${publications(difference.numbers)}: sent again.`);
    case 'UNKNOWN_REVIEW':
      return found(
        `The hub does not know the review of ${publications(difference.numbers)}: it has to be opened again, with the same id.`,
      );
    case 'TWO_BRANCHES':
      return found(
        `Publication ${difference.number} here is another one than publication ${difference.number} in the hub: restore a newer backup of one of the two.`,
      );
    case 'AGENCY_LOST': {
      const adopted = await adopt(service, hubKey, { review, organisation }, difference.after);
      if (adopted === null) {
        return [];
      }
      const back = `This service had lost ${publications(adopted.numbers)}; the hub has given back what it knows of them.`;
      const lost = `The words of ${adopted.lost.join(', ')} are lost: send them again and take these back.`;
      return found(adopted.lost.length === 0 ? back : `${back} ${lost}`, adopted.code);
    }
    default:
      return kind satisfies never;
  }
}

const publications = (numbers: readonly number[]) =>
  numbers.length === 1 ? `publication ${numbers[0]}` : `publications ${numbers[0]} to ${numbers.at(-1)}`;

/** The earlier answer is kept: it proves that the hub had it. */
const sendAgain = ({ database }: AgencyService, contribution: string, numbers: readonly number[]) =>
  database.query(
    `UPDATE delivery SET answers_before = array_append(answers_before, answer), answer = NULL, outcome = NULL, refusal = NULL,
                         attempts = 0, next_attempt_at = now()
     WHERE contribution_id = $1 AND number = ANY($2) AND answer IS NOT NULL`,
    [contribution, numbers],
  );

/** Bars publishing in a restored service until it knows what it lost: it must not publish fewer entries unawares. */
export async function refuseUntilCompared(database: { query(statement: string): Promise<unknown> }): Promise<void> {
  const waiting = (await database.query('SELECT FROM resync WHERE restored AND done_at IS NULL LIMIT 1')) as unknown[];
  if (waiting.length > 0) {
    throw new CaseReviewError(
      'CONFLICT',
      'This service was restored from a backup and has not yet compared with the hub what it lost: nothing can be published until it has.',
    );
  }
}
