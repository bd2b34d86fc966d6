import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';
import { sortKey } from '../../../subgraphs/kit/occurred/sort-key.ts';
import { withSortTimes } from '../../../subgraphs/kit/occurred/sort-times.ts';
import { type Acting, anEntry, send } from '../../support/contribution.ts';
import type { TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';

/** Three organisations of two sectors. */
export const organisations = [
  { code: 'HOS', service: 'health', index: 0, prefix: 'Health', sector: 'HEALTH' },
  { code: 'GPP1', service: 'health', index: 1, prefix: 'Health', sector: 'HEALTH' },
  { code: 'NVP', service: 'police', index: 0, prefix: 'Police', sector: 'POLICE' },
] as const;

/** Exact, imprecise, open, missing: each comes many times, so that many entries share a time. */
const dates = [
  '9 February 2024',
  '9 February 2024',
  '09/02/2024 06:31',
  '09/02/2024',
  'March 2023',
  'spring 2023',
  '2023',
  '1 March 2023 to 4 April 2023',
  'before 3 March 2023',
  'since 3 March 2023',
  'about January 2024',
  'not known',
  '',
] as const;

const significances = ['KEY', 'SIGNIFICANT', 'ROUTINE', 'NOT_RATED'] as const;

/** What was sent of one entry, and what a test expects of its place. */
export type Sent = {
  readonly sourceRecordId: string;
  readonly occurred: string;
  readonly sequence: number | null;
  readonly significance: string;
  readonly subject: 'Wren' | 'Mother';
  readonly code: string;
};

/** The entries of one organisation: dates of the list and days of 2023 in turn, each its sixth numbered within its day. */
function entriesOf(code: string, count: number): readonly Sent[] {
  return Array.from({ length: count }, (_, index) => {
    const day = `${1 + (index % 28)}/${1 + (index % 9)}/2023`;
    return {
      sourceRecordId: `${code}-record-${index}`,
      occurred:
        index % 2 === 0 ? dates[(index / 2) % dates.length]! : index % 3 === 0 ? day : `${day} 14:0${index % 10}`,
      sequence: index % 6 === 0 ? 1_000 - index : null,
      significance: significances[index % significances.length]!,
      subject: index % 3 === 0 ? 'Mother' : 'Wren',
      code,
    };
  });
}

export type Prepared = { readonly review: TestReview; readonly sent: readonly Sent[] };

/** Opens a review to which the three organisations have sent so many entries each. */
export async function prepareReview(hub: TestHub, count: number): Promise<Prepared> {
  const review = await openReview(hub, organisations);
  const sent = [];
  for (const { code, prefix } of organisations) {
    const acting: Acting = { hub, review, code, prefix };
    const entries = entriesOf(code, count);
    await send(
      acting,
      entries.map(({ sourceRecordId, occurred, sequence, significance, subject }) =>
        anEntry(review, {
          sourceRecordId,
          occurred,
          significance,
          subjects: [review.subjects[subject]],
          ...(sequence === null ? {} : { sequence }),
        }),
      ),
    );
    sent.push(...entries);
  }
  return { review, sent };
}

type EntryRow = { readonly id: string; readonly source_record_id: string; readonly reference: string };

export type Placed = Sent & { readonly reference: string };

/** What was sent in the one order, computed here from the entries and from the ids that the agencies gave them. */
export async function orderInJavaScript(hub: TestHub, { review, sent }: Prepared): Promise<readonly Placed[]> {
  const keyed = await Promise.all(
    organisations.map(async ({ code, service }) => {
      const rows = await hub.sql<EntryRow>(
        service,
        `SELECT e.id, e.source_record_id, e.reference FROM entry e JOIN contribution c ON c.id = e.contribution_id
         WHERE c.review_id = $1 AND c.code = $2`,
        [review.id, code],
      );
      const bySource = new Map(rows.map((row) => [row.source_record_id, row]));
      const own = sent.filter((entry) => entry.code === code);
      const facts = own.map(({ occurred, sequence }) => ({
        occurred: parseOccurred(occurred),
        statedSequence: sequence,
      }));
      const sortTimes = withSortTimes(facts);
      return own.map((entry, index) => {
        const { id, reference } = bySource.get(entry.sourceRecordId)!;
        const { occurred, statedSequence } = facts[index]!;
        const key = sortKey(occurred, code, statedSequence ?? index + 1, id, sortTimes[index] ?? null);
        return { key, placed: { ...entry, reference } };
      });
    }),
  );
  return keyed
    .flat()
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ placed }) => placed);
}
