import type { Ask } from './graph.ts';
import { StartError } from './start-error.ts';

/** An organisation that may be asked in a review. */
export type ToAsk = { readonly id: string; readonly name: string; readonly sector: string };

const TO_ASK = 'query ToAsk($review: ID!) { organisationsToAsk(review: $review) { id name sector } }';

/** The organisations that may be asked in a review. */
export const organisationsToAsk = async (ask: Ask, review: string): Promise<readonly ToAsk[]> =>
  (await ask<{ organisationsToAsk: readonly ToAsk[] }>(TO_ASK, { review })).organisationsToAsk;

/** The organisation somebody means by its name, or by the part of it that no other has. */
export async function organisationNamed(ask: Ask, review: string, name: string): Promise<ToAsk> {
  const all = await organisationsToAsk(ask, review);
  const wanted = name.toLowerCase();
  const exact = all.filter((each) => each.name.toLowerCase() === wanted || each.id === wanted);
  const found = exact.length > 0 ? exact : all.filter((each) => each.name.toLowerCase().includes(wanted));
  const [one, ...others] = found;
  if (one === undefined) {
    throw new StartError(
      `There is no organisation "${name}" that could be asked. Without a name, hub request lists them; an administrator of the partnership enters a new one.`,
    );
  }
  if (others.length > 0) {
    throw new StartError(`"${name}" may be ${found.map((each) => each.name).join(', ')}: say which.`, 2);
  }
  return one;
}
