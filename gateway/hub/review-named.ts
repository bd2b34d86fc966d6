import type { Ask } from './graph.ts';
import { StartError } from './start-error.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Gives the id of the review somebody means by its id or by its partnership's number. Two partnerships may use one
 * number: then only the id will do.
 */
export async function reviewNamed(ask: Ask, name: string): Promise<string> {
  if (UUID.test(name)) {
    return name;
  }
  const { reviews } = await ask<{ reviews: readonly { readonly id: string; readonly title: string }[] }>(
    'query Named($reference: String!) { reviews(reference: $reference) { id title } }',
    { reference: name },
  );
  const [review] = reviews;
  if (review === undefined) {
    throw new StartError(`There is no review "${name}" that is open to you.`);
  }
  if (reviews.length > 1) {
    const ids = reviews.map(({ id, title }) => `${id} (${title})`).join(', ');
    throw new StartError(
      `${reviews.length} reviews that are open to you have the number "${name}": give the id, ${ids}.`,
      2,
    );
  }
  return review.id;
}
