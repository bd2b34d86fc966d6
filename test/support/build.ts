import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Compiles the product once a run, for the tests that start its processes: what is compiled already costs a second. */
export async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
}
