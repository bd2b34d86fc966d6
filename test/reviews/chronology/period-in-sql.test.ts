import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLondon } from '../../../subgraphs/kit/occurred/london.ts';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';
import { mayLieInside } from '../../../subgraphs/kit/occurred/period.ts';
import { anyDateText, anyDay } from '../../kit/occurred/a-date.ts';
import { anEntry, send } from '../../support/contribution.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';
import { pageOf, referencesOn } from './walk.ts';

const texts = fc.sample(anyDateText, { seed: 20_231_114, numRuns: 190 });
const dated = texts.map((text, index) => ({ reference: `HOS-${index + 1}`, ...parseOccurred(text) }));
/** The days on which the entries begin and end: where an error of one minute shows. */
const edges = dated.flatMap(({ earliest, latest }) =>
  [earliest, latest].flatMap((instant) => (instant === null ? [] : [inLondon(instant).day])),
);
const anyBound = fc.oneof(fc.constant(null), anyDay, fc.constantFrom(...edges));
const anyPeriod = fc.tuple(anyBound, anyBound).filter(([from, to]) => from === null || to === null || from <= to);

describe('the period of a filter', () => {
  let hub: TestHub;
  let review: TestReview;

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await send(
      { hub, review, code: 'HOS', prefix: 'Health' },
      texts.map((occurred) => anEntry(review, { occurred })),
    );
  });
  afterAll(() => hub.close());

  it('means to PostgreSQL what it means here, for any dates and any period', async () => {
    await fc.assert(
      fc.asyncProperty(anyPeriod, async ([from, to]) => {
        const page = await pageOf(hub, review, { first: 200, filter: { from, to } });
        const expected = dated.filter((occurred) => mayLieInside(occurred, from, to));
        expect(referencesOn(page).toSorted()).toEqual(expected.map(({ reference }) => reference).toSorted());
      }),
      { seed: 20_240_209, numRuns: 80 },
    );
  });
});
