import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longer than ten seconds. Begun last, one of them would run alone, beside idle processors. */
const longest = [
  'contract/agency',
  'hub/start',
  'hub/commands',
  'hub/samples-journey',
  'journeys/restored',
  'hub/postgres',
  'reviews/chronology/as-of',
  'trust/non-interference',
];

/** Begins with the longest files, also where no earlier run says which they are. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
