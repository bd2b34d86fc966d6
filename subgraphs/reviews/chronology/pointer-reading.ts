import type { Reading } from '../../kit/access-log/trail.ts';
import type { ChronologyNode } from './chronology.ts';

/** What showing these places of a chronology is in the access log: the index tells a lot without any content. */
export const pointerReading = (review: string, nodes: readonly Pick<ChronologyNode, 'id' | 'readable'>[]): Reading => ({
  review,
  revisions: nodes.filter(({ readable }) => readable).map(({ id }) => id),
  listed: nodes.filter(({ readable }) => !readable).map(({ id }) => id),
});
