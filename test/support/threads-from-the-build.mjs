import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

const root = new URL('../../', import.meta.url);

/** Where the build put a file of the product: Node by itself reads no TypeScript, and vitest compiles nothing for threads. */
function built(file) {
  const { href } = new URL(file, import.meta.url);
  const isSource = href.startsWith(root.href) && href.endsWith('.ts');
  return isSource ? new URL(`dist/${href.slice(root.href.length, -'.ts'.length)}.js`, root) : file;
}

/** Threads of the product run what the run has built, as they do in service. */
threads.Worker = class extends threads.Worker {
  constructor(file, options) {
    super(file instanceof URL ? built(file) : file, options);
  }
};
syncBuiltinESMExports();
