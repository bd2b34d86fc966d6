import type { DataSource, EntityManager } from 'typeorm';

/**
 * Every statement of publishing and delivery has a name, so that a test can end the process just before or just after
 * it and show that nothing is lost and nothing doubled. In service nobody asks for that and this costs a comparison.
 */
export const statements = [
  'submit: lock contribution',
  'submit: remember request',
  'submit: upsert entries',
  'submit: commit',
  'publish: lock contribution',
  'publish: insert revisions',
  'publish: mark entries',
  'publish: insert publication',
  'publish: insert delivery',
  'publish: remember request',
  'publish: commit',
  'deliver: post',
  'deliver: store answer',
  'receive: lock review',
  'receive: insert publication',
  'receive: close pointers',
  'receive: insert pointers',
  'receive: advance version',
  'receive: commit',
] as const;
export type Statement = (typeof statements)[number];
export type Moment = `${'before' | 'after'} ${Statement}`;

let lastMoment: string | null = null;

/** Makes this process end with SIGKILL when it reaches the moment. For tests of what survives. */
export function endAt(moment: string | null): void {
  lastMoment = moment;
}

function reach(moment: Moment): void {
  if (moment === lastMoment) {
    process.kill(process.pid, 'SIGKILL');
  }
}

/** Runs one named statement. */
export async function statement<T>(name: Statement, run: () => Promise<T>): Promise<T> {
  reach(`before ${name}`);
  const result = await run();
  reach(`after ${name}`);
  return result;
}

/** Runs a transaction whose commit is a named statement too. */
export async function inTransaction<T>(
  database: DataSource,
  commit: Statement,
  run: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const result = await database.transaction(async (manager) => {
    const done = await run(manager);
    reach(`before ${commit}`);
    return done;
  });
  reach(`after ${commit}`);
  return result;
}
