import { sightOf } from '../../kit/access/may-read.ts';
import { actsFor, type Viewer } from '../../kit/access/viewer.ts';
import type { ChronologyNode } from '../chronology/chronology.ts';
import type { Coverage } from './coverage.ts';

/** Where an organisation's own words are, as far as the viewer may know of them: by the rules for entries. */
export function wordsNode({ words, organisation, review }: Coverage, viewer: Viewer): ChronologyNode | null {
  if (words === null) {
    return null;
  }
  const { revision: id, reference, contentHash, handling, withdrawn } = words;
  const sight = sightOf(viewer, { review, organisation, handling, named: words.named });
  const isOwn = actsFor(viewer, review).includes(organisation);
  return sight === 'NOTHING'
    ? null
    : {
        id,
        organisation,
        reference,
        contentHash,
        facts: words,
        handling,
        onwardUse: words.onwardUse,
        readable: isOwn || (sight === 'READ' && withdrawn === null),
        withdrawn: withdrawn !== null,
      };
}
