import { type Declaration, declarations } from '../../subgraphs/kit/vocabulary.ts';
import type { ContributionStatus } from './contribute.ts';
import { counted } from './counted.ts';

type Draft = Pick<ContributionStatus, 'entries' | 'changed' | 'nilReturn' | 'noContact' | 'ownWords'>;

/** `3 entries, 2 not sent yet`. */
export const entriesInWords = ({ entries, changed }: Draft) => `${counted(entries, 'entry')}, ${changed} not sent yet`;

/** What a draft says that is no entry, a line each: it is signed off and sent as entries are. Empty where there is nothing. */
export function besidesInWords({ nilReturn, noContact, ownWords }: Draft): string {
  const lines: string[] = [];
  if (nilReturn !== null) {
    const { declaration, by, on, forWhom, systems } = nilReturn;
    const whom = forWhom.length === 0 ? '' : ` for ${forWhom.join(', ')}`;
    const where = systems.length === 0 ? '' : ` in ${systems.join(', ')}`;
    lines.push(`It says: ${declarations[declaration as Declaration]} By ${by} on ${on}${whom}${where}.`);
  }
  lines.push(...noContact.map(({ from, to, reason }) => `It says: no contact from ${from} to ${to}. ${reason}`));
  if (ownWords !== null) {
    lines.push(`It has words of its own besides its entries, ${ownWords.reference}.`);
  }
  return lines.map((line) => `${line}\n`).join('');
}
