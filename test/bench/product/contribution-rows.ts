import type { Agency } from '../../../subgraphs/kit/agency/define-agency.ts';
import { canonical, sha256 } from '../../../subgraphs/kit/canonical.ts';
import type { entryReader } from '../../../subgraphs/kit/entries/read-entry.ts';
import type { Row } from './columns.ts';
import { bytesOf, chanceOf, inventedEntry, uuidOf } from './invented.ts';
import { type Made, published } from './made-entry.ts';
import { monolithRow } from './monolith-row.ts';
import type { BenchContribution, BenchReview } from './reviews-of.ts';

/** What one published contribution is in every database, as submitting, publishing and delivering it leaves it. */
export type ContributionRows = {
  readonly contribution: Row;
  readonly entries: readonly Row[];
  readonly published: readonly Row[];
  readonly revisions: readonly Row[];
  readonly publication: Row;
  readonly delivery: Row;
  readonly pointers: readonly Row[];
  readonly received: Row;
  /** The same entries in the one table of the monolith. */
  readonly monolith: readonly Row[];
};

/** When everything was published. */
export const PUBLISHED_AT = '2024-06-03T09:00:00.000Z';

/** Makes the rows of one contribution, each entry checked and put into its form by the hub's own code. */
export function contributionRows(
  agency: Agency,
  readEntry: ReturnType<typeof entryReader>,
  review: BenchReview,
  contribution: BenchContribution,
  version: number,
): ContributionRows {
  const chance = chanceOf(contribution.seed);
  const id = uuidOf(chance);
  const made: Made[] = [];
  for (let position = 1; position <= contribution.entries; position += 1) {
    const read = readEntry(inventedEntry(chance, agency, position, review.subjects));
    if ('problems' in read) {
      throw new Error(`An invented entry is refused: ${JSON.stringify(read.problems)}`);
    }
    const own = { entry: uuidOf(chance), revision: uuidOf(chance), salt: bytesOf(chance, 16) };
    made.push(published(contribution, position, read.draft, own));
  }
  const hash = manifestHash(review, contribution, made);
  const { organisation, code, entries } = contribution;
  return {
    contribution: [id, review.id, organisation.id, code, entries, 1, hash, entries, entries],
    entries: made.map((each) => entryRow(id, each)),
    published: made.map(({ entry, reference, draft }) => [
      entry,
      review.id,
      organisation.id,
      reference,
      draft.facts.handling,
      [],
      [],
    ]),
    revisions: made.map(({ revision, entry, content, salt, hash: of, draft }) => [
      revision,
      entry,
      1,
      content,
      salt,
      of,
      canonical(draft.facts),
    ]),
    publication: [id, 1, hash, hash, '', 'bench-author', PUBLISHED_AT],
    delivery: [id, 1, '', 'ACCEPTED'],
    pointers: made.map((each) => pointerRow(review, contribution, version, each)),
    received: [
      review.id,
      organisation.id,
      1,
      hash,
      'ACCEPTED',
      version,
      entries,
      PUBLISHED_AT,
      PUBLISHED_AT,
      '',
      '',
      1,
    ],
    monolith: made.map((each) => monolithRow(agency, review, contribution, each)),
  };
}

function manifestHash(review: BenchReview, { organisation, code }: BenchContribution, made: readonly Made[]): string {
  const head = {
    format: 'safeguarding-contribution/1',
    review: review.id,
    organisation: organisation.id,
    code,
    number: 1,
    previous: null,
    publishedAt: PUBLISHED_AT,
    answer: null,
    noContact: [],
    withdrawn: null,
    pointers: [],
  };
  const pointers = made.map(({ pointerText }) => pointerText).join(',');
  return sha256(canonical(head).replace('"pointers":[]', () => `"pointers":[${pointers}]`));
}

const entryRow = (contribution: string, { entry, position, reference, draft, revision }: Made): Row => [
  entry,
  contribution,
  draft.sourceSystem,
  draft.sourceRecordId,
  1,
  position,
  reference,
  canonical({ facts: draft.facts, content: draft.content }),
  false,
  revision,
];

function pointerRow(review: BenchReview, { organisation }: BenchContribution, version: number, made: Made): Row {
  const { facts } = made.draft;
  const { occurred } = facts;
  return [
    made.revision,
    made.entry,
    review.id,
    organisation.id,
    version,
    made.sortKey,
    made.reference,
    occurred.earliest,
    occurred.latest,
    occurred.precision === 'UNKNOWN',
    facts.kind,
    facts.kindLabel,
    facts.kindListed,
    facts.significance,
    facts.handling,
    [],
    facts.subjects,
    JSON.stringify(facts),
    made.hash,
    sha256(made.pointerText),
  ];
}
