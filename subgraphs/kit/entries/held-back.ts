import type { CommonFields } from './entry-schema.ts';
import type { Problem } from './read-entry.ts';

type HeldBack = Pick<CommonFields, 'handling' | 'reasons' | 'named' | 'heldBackBy' | 'reviewOn' | 'gist'>;

const missing = (field: string, reason: string): Problem => ({ field, value: '', reason });

/**
 * What an entry must say because of who may see it: nothing is held back without a reason, and nothing is hidden without
 * somebody who answers for it, somebody who knows of it, and a day on which that is looked at again.
 */
export function heldBackProblems(entry: HeldBack): readonly Problem[] {
  const { handling, reasons, named, heldBackBy, reviewOn, gist } = entry;
  const problems: Problem[] = [];
  if (handling !== 'PANEL' && reasons.length === 0) {
    problems.push(missing('reasons', `"${handling}" holds the entry back, and no reason is given.`));
  }
  if (handling === 'HIDDEN' && named.length === 0) {
    problems.push(missing('named', 'Nobody is named who may know of an entry that is "HIDDEN".'));
  }
  if (handling === 'HIDDEN' && !heldBackBy?.trim()) {
    problems.push(missing('heldBackBy', 'An entry that is "HIDDEN" names the senior person who decided so.'));
  }
  if (handling === 'HIDDEN' && reviewOn === null) {
    problems.push(missing('reviewOn', 'An entry that is "HIDDEN" has a day on which that is looked at again.'));
  }
  if (gist !== null && handling !== 'WITHHELD') {
    problems.push({
      field: 'gist',
      value: gist.slice(0, 80),
      reason: `A gist goes with "WITHHELD"; this entry is "${handling}".`,
    });
  }
  return problems;
}
