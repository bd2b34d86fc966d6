import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { type ContributionStatus, contributionStatus } from './contribute.ts';
import type { Ask } from './graph.ts';
import type { OrganisationLine } from './organisation-line.ts';
import { StartError } from './start-error.ts';

/** Before the first draft there is no contribution. Throws what else went wrong. */
export function nothingYet(error: unknown): null {
  if (error instanceof CaseReviewError && error.extensions['code'] === 'NOT_FOUND') {
    return null;
  }
  throw error;
}

/** Refuses to take out of a draft what it does not hold: whoever asks for it has another draft in mind. Throws StartError. */
export async function refuseWithout(
  ask: Ask,
  line: OrganisationLine,
  holds: (status: ContributionStatus) => boolean,
  what: string,
): Promise<void> {
  const status = await contributionStatus(ask, line).catch(nothingYet);
  if (status === null || !holds(status)) {
    throw new StartError(`The draft of ${line.code} holds no ${what}.`);
  }
}
