import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { clearLeftover } from '../../gateway/hub/postgres/leftover.ts';
import { throwAway } from '../../gateway/hub/postgres/settings.ts';
import { type Postgres, startPostgres } from '../../gateway/hub/postgres.ts';
import { isAlive } from '../../gateway/hub/process-state.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the run's PostgreSQL for its administrator. */
    readonly postgresUrl: string;
  }
}

/** Folders of runs are named after their process, so that the next run can tell which were left by a crash. */
const PREFIX = 'hub-tests-';

let folder: string | null = null;
let postgres: Postgres | null = null;

/** Starts the one PostgreSQL of a test run, on a free port, with nothing waiting for the disk. */
export async function setup(project: TestProject): Promise<void> {
  await sweepCrashedRuns();
  folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711);
  postgres = await startPostgres({ dataFolder: folder, settings: throwAway, initArguments: ['--no-sync'] });
  await makeRoles(postgres.adminUrl);
  project.provide('postgresUrl', postgres.adminUrl);
}

/** The two roles of a service, as in production: who owns its tables does not serve, and who serves passes no policy by. */
async function makeRoles(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query("CREATE ROLE test_owner LOGIN PASSWORD 'test'; CREATE ROLE test_app LOGIN PASSWORD 'test'");
  } finally {
    await client.end();
  }
}

export async function teardown(): Promise<void> {
  await postgres?.stop();
  if (folder !== null) {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sweepCrashedRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^hub-tests-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
    const left = join(tmpdir(), name);
    if (Number.isInteger(pid) && !isAlive(pid) && statSync(left).uid === process.getuid?.()) {
      if (existsSync(join(left, 'postgres'))) {
        await clearLeftover(join(left, 'postgres'));
      }
      rmSync(left, { recursive: true, force: true });
    }
  }
}
