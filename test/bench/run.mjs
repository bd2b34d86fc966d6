// `npm run bench`: gets what the hub is measured against, compiles hub and benchmark, and runs it.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const checkout = resolve(here, '../..');
const peers = join(here, 'node_modules');
const built = join(checkout, 'dist/test/bench');
const tsc = join(checkout, 'node_modules/typescript/bin/tsc');
const run = (program, words, cwd) => execFileSync(program, words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

if (!existsSync(peers)) {
  process.stdout.write('Installing what the hub is measured against …\n');
  run('npm', ['ci', '--no-audit', '--no-fund'], here);
}
for (const project of ['tsconfig.build.json', 'test/bench/tsconfig.json']) {
  run(process.execPath, [tsc, '-p', project, '--noCheck'], checkout);
}
// Compiled, the benchmark stands in dist/; its peers stay where they were installed.
rmSync(join(built, 'node_modules'), { force: true });
symlinkSync(peers, join(built, 'node_modules'));
await import(join(built, 'main.js'));
