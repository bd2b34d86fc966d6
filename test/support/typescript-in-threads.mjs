import { readFile } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

// Vitest compiles what its tests import, and nothing of what a thread of ours imports: Node reads that by itself.
if (!isMainThread || process.env.VITEST !== undefined) {
  register(import.meta.url);
}

let typescript;

/** Compiles TypeScript for threads, as the build does for all. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) {
    return next(url, context);
  }
  typescript ??= createRequire(import.meta.url)('typescript');
  const text = await readFile(fileURLToPath(url), 'utf8');
  const { module, target } = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2023 };
  const { outputText } = typescript.transpileModule(text, { compilerOptions: { module, target } });
  return { format: 'module', source: outputText, shortCircuit: true };
}
