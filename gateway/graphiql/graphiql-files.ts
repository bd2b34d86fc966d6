import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A prebuilt file of a package, as it is served. */
export type PrebuiltFile = { readonly path: string; readonly type: string };

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** By the name under which they are served: package, file in it, media type. */
const prebuilt = {
  'graphiql.js': ['graphiql', 'graphiql.min.js', SCRIPT],
  'graphiql.css': ['graphiql', 'graphiql.min.css', STYLE],
  'react.js': ['react', 'umd/react.production.min.js', SCRIPT],
  'react-dom.js': ['react-dom', 'umd/react-dom.production.min.js', SCRIPT],
} as const;

/**
 * The files that a developer's browser runs; none of them runs here. Null where they are not installed, as in an image
 * without what developers need.
 */
export function graphiqlFiles(): ReadonlyMap<string, PrebuiltFile> | null {
  const { resolve } = createRequire(import.meta.url);
  try {
    const files = Object.entries(prebuilt).map(
      ([name, [pack, file, type]]) =>
        [name, { path: join(dirname(resolve(`${pack}/package.json`)), file), type }] as const,
    );
    return files.every(([, { path }]) => existsSync(path)) ? new Map(files) : null;
  } catch {
    return null;
  }
}
