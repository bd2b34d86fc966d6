import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEntry, CHRONOLOGY, hiddenFromAllBut, send } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

const PAIRS = process.env['TEST_SCALE'] === 'full' ? 10_000 : 200;
const AT_ONCE = 10;

describe('the same question at the same time', () => {
  let hub: TestHub;
  let review: TestReview;

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await send({ hub, review, code: 'HOS', prefix: 'Health' }, [
      anEntry(review, { occurred: '7 February 2024' }),
      anEntry(review, { occurred: '8 February 2024', handling: 'CHAIR', reasons: ['MAPPA'] }),
      anEntry(review, { occurred: '9 February 2024', ...hiddenFromAllBut(review.person('chair')) }),
    ]);
  });
  afterAll(() => hub.close());

  it(
    'give each of two people their own answer, however they meet',
    async () => {
      const ask = async (role: 'chair' | 'member') =>
        (await hub.ask(review.person(role), CHRONOLOGY, { review: review.id, first: 10 })).text;
      const [chairs, members] = [await ask('chair'), await ask('member')];
      expect([chairs.match(/"totalCount":(\d)/)?.[1], members.match(/"totalCount":(\d)/)?.[1]]).toEqual(['3', '2']);
      const others: string[] = [];
      for (let done = 0; done < PAIRS; done += AT_ONCE) {
        const roles = Array.from({ length: AT_ONCE }, () => ['chair', 'member'] as const).flat();
        const answers = await Promise.all(roles.map(ask));
        others.push(...answers.filter((answer, index) => answer !== (roles[index] === 'chair' ? chairs : members)));
      }
      expect(others).toEqual([]);
    },
    20_000 + PAIRS * 100,
  );
});
