import { type Agency, defineAgency } from '../../../subgraphs/kit/agency/define-agency.ts';
import { date, integer, kind, number, oneOf, setting, text, yesNo } from '../../../subgraphs/kit/agency/kind.ts';
import { type EntryDraft, entryReader, type RawEntry } from '../../../subgraphs/kit/entries/read-entry.ts';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';

/** An agency of the tests, with a field of each type. */
export const agency: Agency = defineAgency({
  name: 'lighthouse',
  label: 'lighthouses',
  kinds: [
    kind('WATCH', {
      label: 'Watch',
      traits: ['CONTACT', 'BACKGROUND'],
      fields: {
        weather: oneOf('Weather', 'FAIR', 'FOG'),
        wreck: setting(yesNo('Was there a wreck?'), 'YES', 'INJURY'),
        light: setting(oneOf('Light', 'LIT', 'OUT'), 'OUT', 'CHALLENGE'),
        remark: text('Remark'),
        ships: integer('Ships'),
        depth: number('Depth in metres'),
        relieved: date('Relieved on'),
      },
    }),
    kind('REST', { label: 'Rest' }),
  ],
  identifiers: {},
});

const readEntry = entryReader(agency);

export const raw = (given: Readonly<Record<string, unknown>> = {}): RawEntry => ({
  sourceRecordId: 'r1',
  kind: 'WATCH',
  fields: {},
  occurred: () => parseOccurred('9 February 2024'),
  whatHappened: 'All was quiet.',
  ...given,
});

/** The checked entry. Throws what is wrong with it. */
export function draftOf(given: Readonly<Record<string, unknown>> = {}): EntryDraft {
  const read = readEntry(raw(given));
  if ('problems' in read) {
    throw new Error(JSON.stringify(read.problems));
  }
  return read.draft;
}

/** What is wrong with it, each as `field: sentence`. */
export function problemsOf(given: Readonly<Record<string, unknown>>): readonly string[] {
  const read = readEntry(raw(given));
  return 'problems' in read ? read.problems.map(({ field, reason }) => `${field}: ${reason}`) : [];
}

export function valuesOf(given: Readonly<Record<string, unknown>>): readonly string[] {
  const read = readEntry(raw(given));
  return 'problems' in read ? read.problems.map(({ value }) => value) : [];
}
