import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { anEntry, trySubmit, written } from './support/contribution.ts';
import { startTestHub, type TestHub } from './support/hub.ts';
import { openReview } from './support/review.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it("the developers' example asks a hub how a contribution stands", async () => {
  const review = await openReview(hub, [{ service: 'police', code: 'NVP' }]);
  await written(trySubmit({ hub, review, code: 'NVP', prefix: 'Police' }, [anEntry(review), anEntry(review)]));
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.stubEnv('HUB_ADDRESS', hub.gateway.url);
  vi.stubEnv('TOKEN', await hub.token(review.author('NVP')));
  vi.stubEnv('REVIEW', review.id);
  vi.stubEnv('ORGANISATION', review.organisationOf('NVP'));
  await import('../docs/agency-developer.ts');
  expect(printed.mock.calls).toEqual([['2 entries, 2 not sent yet']]);
});
