import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkout } from './checkout.ts';
import { StartError } from './start-error.ts';

const people = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    does: z.string(),
    organisation: z.string().nullish(),
    organisationRole: z.string().nullish(),
    administers: z.array(z.string()).optional(),
  }),
);

/** Somebody of the samples, as whom one may ask a hub that holds them. */
export type Person = Readonly<z.infer<typeof people>[number]>;

/** The people of the samples. */
export function samplePeople(file = join(checkout, 'subgraphs/reviews/samples/people.json')): readonly Person[] {
  if (!existsSync(file)) {
    throw new StartError(`There are no sample people: "${file}" is missing.`);
  }
  return people.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Finds somebody by id. Throws StartError with up to three ids that are near when there is nobody. */
export function personOf(id: string, among: readonly Person[]): Person {
  const found = among.find((person) => person.id === id);
  if (found === undefined) {
    const near = nearestIds(
      id,
      among.map((person) => person.id),
    );
    const nearest = near.length === 0 ? '' : ` Did you mean ${near.map((other) => `"${other}"`).join(', ')}?`;
    throw new StartError(`There is no person with id "${id}".${nearest} hub token --list shows everybody.`, 2);
  }
  return found;
}

function nearestIds(id: string, ids: readonly string[]): readonly string[] {
  const distance = (other: string) => (other.includes(id) ? 0 : edits(id, other));
  return ids
    .filter((other) => distance(other) <= Math.max(2, id.length / 3))
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, 3);
}

/** The fewest letters to add, drop or change to make one text of another (Levenshtein). */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (letter === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
