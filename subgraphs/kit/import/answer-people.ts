import { asOrganisation } from '../access/as-organisation.ts';
import type { ReviewSubject } from '../access/viewer.ts';
import { badInput } from '../errors.ts';
import type { AgencyService, Place } from '../publishing/agency-service.ts';
import { lockContribution } from '../publishing/contribution.ts';
import type { PersonAnswer } from './people.ts';

export type GivenAnswer = {
  readonly value: string;
  readonly subject?: string | null;
  readonly staff?: string | null;
  readonly other?: string | null;
};

/** Keeps who the values of People are, for this organisation and review. Gives how many answers are kept now. */
export function answerPeople(
  { database }: AgencyService,
  place: Place,
  code: string,
  subjects: readonly ReviewSubject[],
  given: readonly GivenAnswer[],
): Promise<number> {
  const answers = given.map((answer) => ({ value: answer.value, answer: personAnswer(answer, subjects) }));
  return database.transaction(async (manager) => {
    const { id } = await lockContribution(manager, place, code, 'submit: lock contribution');
    await manager.query(
      `INSERT INTO person_answer (contribution_id, value, answer)
       SELECT $1, value, answer FROM jsonb_to_recordset($2::jsonb) AS row(value text, answer jsonb)
       ON CONFLICT (contribution_id, value) DO UPDATE SET answer = EXCLUDED.answer`,
      [id, JSON.stringify(answers)],
    );
    const [{ kept }] = (await manager.query(
      'SELECT count(*)::int AS kept FROM person_answer WHERE contribution_id = $1',
      [id],
    )) as [{ kept: number }];
    return kept;
  });
}

/** What an organisation has said of the values of People, for this review. */
export async function keptAnswers(
  { database }: AgencyService,
  { review, organisation }: Place,
): Promise<ReadonlyMap<string, PersonAnswer>> {
  const rows = (await asOrganisation(database, organisation, (manager) =>
    manager.query(
      `SELECT a.value, a.answer FROM person_answer a JOIN contribution c ON c.id = a.contribution_id
       WHERE c.review_id = $1 AND c.organisation_id = $2`,
      [review, organisation],
    ),
  )) as { value: string; answer: PersonAnswer }[];
  return new Map(rows.map(({ value, answer }) => [value, answer]));
}

function personAnswer({ value, subject, staff, other }: GivenAnswer, subjects: readonly ReviewSubject[]): PersonAnswer {
  const said = [subject, staff, other].filter((answer) => answer != null && answer !== '');
  if (said.length !== 1) {
    throw badInput(`"${value}" takes one answer: subject, staff or other; it has ${said.length}.`);
  }
  if (staff) {
    return { kind: 'STAFF', words: staff };
  }
  if (other) {
    return { kind: 'OTHER', words: other };
  }
  const known = subjects.find(
    ({ id, pseudonym }) => id === subject || pseudonym.toLowerCase() === subject?.toLowerCase(),
  );
  if (known === undefined) {
    throw badInput(`There is no person "${String(subject)}" in this review.`);
  }
  return { kind: 'SUBJECT', subject: known.id };
}
