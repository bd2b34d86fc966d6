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

/** Where the build puts them, beside the compiled gateway. */
export const prebuiltFolder = join(import.meta.dirname, 'prebuilt');

type Files = ReadonlyMap<string, PrebuiltFile>;

/** The files that a developer's browser runs; none of them runs here. Null where neither the build nor an installation left them. */
export const graphiqlFiles = (): Files | null =>
  present(filesAt((name) => join(prebuiltFolder, name))) ?? installedFiles();

/** The same from the packages they come in; null where those are not installed. */
export function installedFiles(): Files | null {
  const { resolve } = createRequire(import.meta.url);
  try {
    return present(filesAt((_name, pack, file) => join(dirname(resolve(`${pack}/package.json`)), file)));
  } catch {
    return null;
  }
}

const filesAt = (pathOf: (name: string, pack: string, file: string) => string): Files =>
  new Map(
    Object.entries(prebuilt).map(([name, [pack, file, type]]) => [name, { path: pathOf(name, pack, file), type }]),
  );

const present = (files: Files): Files | null =>
  [...files.values()].every(({ path }) => existsSync(path)) ? files : null;
