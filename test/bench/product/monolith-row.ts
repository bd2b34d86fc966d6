import type { Agency } from '../../../subgraphs/kit/agency/define-agency.ts';
import { pascalCase } from '../../../subgraphs/kit/agency/kind.ts';
import { inLondon } from '../../../subgraphs/kit/occurred/london.ts';
import type { Row } from './columns.ts';
import type { Made } from './made-entry.ts';
import type { BenchContribution, BenchReview } from './reviews-of.ts';

/** The same entry as a row of the monolith's one table. */
export function monolithRow(agency: Agency, review: BenchReview, { organisation }: BenchContribution, made: Made): Row {
  const { facts, content } = made.draft;
  const { occurred } = facts;
  const [first, last] = [occurred.earliest, occurred.latest].map((bound) => (bound === null ? null : inLondon(bound)));
  return [
    ...[made.revision, review.id, made.sortKey, `${agency.prefix}Entry`, made.reference, facts.kind, facts.kindLabel],
    ...[facts.significance, facts.handling, occurred.text, first?.day ?? null, last?.day ?? null],
    ...[occurred.timeKnown ? (first?.time ?? null) : null, occurred.precision, occurred.approximate],
    ...[occurred.earliest, occurred.latest, organisation.id, organisation.name],
    `${agency.prefix}${pascalCase(content.kind)}`,
    ...[content.dateAsRecorded, content.sourceOfInformation, content.people, content.whatHappened, content.actionTaken],
    ...[content.personSeen, content.ownWords, content.agencyComment, content.practice, content.recordedOn],
    JSON.stringify(content.fields),
  ];
}
