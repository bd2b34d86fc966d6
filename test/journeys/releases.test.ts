import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kitMigrations } from '../../subgraphs/kit/service/serve-agency.ts';
import {
  type Acting,
  anEntry,
  chronology,
  publications,
  send,
  tryWithdraw,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

/** How many migrations back the release before may be. */
const STEPS = 3;

describe('a release', () => {
  let hub: TestHub;
  let review: TestReview;
  const acting = (): Acting => ({ hub, review, code: 'HOS', prefix: 'Health' });
  const read = async () => (await chronology(hub, review.person('chair'), review)).edges.map(({ node }) => node.record);

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await send(acting(), [anEntry(review, { whatHappened: 'Sent before.' })]);
  });
  afterAll(() => hub.close());

  it('starts on the schema of the one before, with what is in it', async () => {
    const before = await read();
    await hub.stop('health');
    await undo(hub.configOf('health').ownerDatabaseUrl, STEPS);
    await hub.start('health');

    expect(await read()).toEqual(before);
    expect(await send(acting(), [anEntry(review)])).toMatchObject({ number: 2, outcome: 'ACCEPTED' });
  });

  it('goes on over the schema of the one after, which only adds to it', async () => {
    for (const service of ['reviews', 'health', 'gateway']) {
      for (const { name } of await hub.sql<{ name: string }>(service, TABLES)) {
        await hub.sql(service, `ALTER TABLE "${name}" ADD COLUMN later text DEFAULT 'later'`);
      }
    }
    const { reference } = (await read())[0]!;

    expect(await send(acting(), [anEntry(review)])).toMatchObject({ number: 3, outcome: 'ACCEPTED' });
    await written(tryWithdraw(acting(), [reference]));
    expect(await untilDelivered(acting())).toMatchObject({ number: 4, outcome: 'ACCEPTED' });
    expect((await read()).map((record) => record?.__typename)).toContain('Withdrawn');
    expect(await publications(acting())).toHaveLength(4);
  });
});

/** Every table but the parts of one, which get what the whole gets. */
const TABLES = `SELECT relname AS name FROM pg_class
  WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace AND relname <> 'migrations'`;

async function undo(ownerUrl: string, steps: number): Promise<void> {
  const owner = await new DataSource({ type: 'postgres', url: ownerUrl, migrations: [...kitMigrations] }).initialize();
  try {
    for (let step = 0; step < steps; step += 1) {
      await owner.undoLastMigration();
    }
  } finally {
    await owner.destroy();
  }
}
