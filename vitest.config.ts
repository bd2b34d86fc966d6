import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

export default defineConfig({
  // Without the alias vitest loads graphql twice, as ESM for us and as CommonJS for our libraries.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    globalSetup: ['test/support/build.ts', 'test/support/one-postgres.ts'],
    // Nothing takes as long, on a busy machine neither: after it, something hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    // Files of one process share what they import: loading it anew for each took longer than most of their tests.
    isolate: false,
    // One more than processors: while one waits for a disk, a process or a clock, another has work.
    maxWorkers: availableParallelism() + 1,
    execArgv: ['--import', fileURLToPath(new URL('test/support/threads-from-the-build.mjs', import.meta.url))],
  },
});
