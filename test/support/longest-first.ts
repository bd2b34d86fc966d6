import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longer than ten seconds. Begun last, one of them would run alone, beside idle processors. */
const longest = [
  'contract/agency',
  'hub/start',
  'hub/samples-journey',
  'hub/commands',
  'hub/in-service',
  'journeys/restored',
  'hub/postgres',
  'trust/non-interference',
  'journeys/odd-files',
  'reviews/stand-ins',
  'reviews/administration',
  'contract/composition',
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
