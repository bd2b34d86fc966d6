import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';

const LONGEST_MS = 20_000;
const planner = createRequire(import.meta.url).resolve('@graphql-hive/router-query-planner');
const script = `
  const { QueryPlanner } = require(process.argv[1]);
  let sdl = '';
  process.stdin.on('data', (part) => { sdl += part; }).on('end', () => { new QueryPlanner(sdl); });`;

/**
 * Tries a supergraph on the planner, in a process of its own. On some texts that are no supergraph the planner, which is
 * native code, ends the process it is in; while requests are under way it must not be ours. Throws when it does not work.
 */
export function tryPlanner(sdl: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { timeout: LONGEST_MS, env: {} };
    const trial = execFile(process.execPath, ['-e', script, planner], options, (failure) =>
      failure === null ? resolve() : reject(new Error('The planner cannot work with this supergraph.')),
    );
    trial.stdin?.on('error', () => {});
    trial.stdin?.end(sdl);
  });
}
