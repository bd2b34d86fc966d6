import { agencies } from '../../../subgraphs/index.ts';
import type { Agency } from '../../../subgraphs/kit/agency/define-agency.ts';
import { camelCase } from '../../../subgraphs/kit/agency/kind.ts';
import { NUMBER } from '../measure/load.ts';
import { type Chance, chanceOf, inventedEntry } from './invented.ts';
import { type EmptyReview, WRITTEN_TO } from './submit-review.ts';

/** What an agency's system sends: the entries, and which came of it. */
const SUBMIT = `mutation Submit($review: ID!, $organisation: ID!, $key: String!, $entries: [HealthEntryInput!]!) {
  submitHealthEntries(review: $review, organisation: $organisation, key: $key, entries: $entries) {
    receipt draftVersion entries { sourceRecordId version outcome }
  }
}`;

/** Different bodies of one kind; they come by turns, each with keys and records of its own. */
const VARIANTS = 10;

/** Bodies of requests that each submit so many entries which are not there yet. */
export async function submitBodies(review: EmptyReview, entriesEach: number): Promise<readonly string[]> {
  const { agency } = await agencies.find(({ name }) => name === WRITTEN_TO)!.load();
  const chance = chanceOf(3_000_017 + entriesEach);
  return Array.from({ length: VARIANTS }, () => bodyOf(review, chance, agency, entriesEach));
}

function bodyOf({ id, organisation, subjects }: EmptyReview, chance: Chance, agency: Agency, entriesEach: number) {
  const entries = Array.from({ length: entriesEach }, (_, index) => {
    const { kind, fields, occurred, ...said } = inventedEntry(chance, agency, index, subjects);
    return {
      ...said,
      sourceRecordId: `${entriesEach}-${NUMBER}-${index}`,
      occurred: occurred().text,
      [camelCase(kind)]: fields,
    };
  });
  const variables = { review: id, organisation, key: `${entriesEach}-${NUMBER}`, entries };
  return JSON.stringify({ query: SUBMIT, variables });
}
