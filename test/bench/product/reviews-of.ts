import { agencies } from '../../../subgraphs/index.ts';
import type { SetSize } from '../settings.ts';
import { chanceOf, uuidOf } from './invented.ts';

/** Who asks in the benchmark: the chair of the first reviews. */
export const CHAIR = 'bench-chair';
/** As many reviews as a pass names; the longest is the first of them. */
export const REVIEWS_OF_CHAIR = 20;
const USUAL_REVIEW = 1_000;
const ORGANISATIONS_EACH = 10;

export type BenchOrganisation = {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly service: string;
};

/** One organisation's part of one review. */
export type BenchContribution = {
  readonly seed: number;
  readonly organisation: BenchOrganisation;
  readonly code: string;
  readonly entries: number;
};

export type BenchReview = {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly subjects: readonly string[];
  readonly contributions: readonly BenchContribution[];
};

const ids = chanceOf(7);
export const PARTNERSHIP = uuidOf(ids);

/** Ten organisations for each agency's service. */
export const organisations: readonly BenchOrganisation[] = agencies.flatMap(({ name, sector }) =>
  Array.from({ length: ORGANISATIONS_EACH }, (_, index) => ({
    id: uuidOf(ids),
    name: `Organisation ${index + 1} of ${name}`,
    sector,
    service: name,
  })),
);

/** Which service's organisations a review asks, the code each gets, and its share of the entries. */
const asked = [
  { service: 'health', code: 'HOS', share: 0.25 },
  { service: 'health', code: 'GPP', share: 0.15 },
  { service: 'social-care', code: 'CSC', share: 0.2 },
  { service: 'police', code: 'POL', share: 0.25 },
  { service: 'education', code: 'SCH', share: 0.15 },
] as const;

/** All reviews of a set. The first is the longest, and the same in every set; the others share the rest evenly. */
export function reviewsOf({ entries, longestReview }: SetSize): readonly BenchReview[] {
  const count = Math.max(REVIEWS_OF_CHAIR, Math.round(entries / USUAL_REVIEW));
  const rest = entries - longestReview;
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((rest * (index - 1)) / (count - 1));
    const to = Math.floor((rest * index) / (count - 1));
    return benchReview(index, index === 0 ? longestReview : to - from);
  });
}

function benchReview(index: number, entries: number): BenchReview {
  const chance = chanceOf(1_000_003 + index);
  const before = (at: number) => Math.floor(entries * asked.slice(0, at).reduce((sum, { share }) => sum + share, 0));
  const end = (at: number) => (at === asked.length - 1 ? entries : before(at + 1));
  return {
    id: uuidOf(chance),
    reference: `BENCH-${index + 1}`,
    title: `Review ${index + 1}`,
    subjects: [uuidOf(chance), uuidOf(chance)],
    contributions: asked.map(({ service, code }, at) => ({
      seed: index * asked.length + at + 1,
      organisation: organisationFor(service, index * 2 + at),
      code,
      entries: end(at) - before(at),
    })),
  };
}

function organisationFor(service: string, turn: number): BenchOrganisation {
  const ofService = organisations.filter((organisation) => organisation.service === service);
  return ofService[turn % ofService.length]!;
}

/** The contributions that have entries, in the order in which they were published. */
export const delivering = ({ contributions }: BenchReview) => contributions.filter(({ entries }) => entries > 0);
