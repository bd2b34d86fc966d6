import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** A source file of the product, by its path from the top of the checkout. */
export type SourceFile = { readonly path: string; readonly tree: ts.SourceFile; readonly imports: readonly string[] };

/** All TypeScript files of some folders. */
export const sourcesIn = (...folders: readonly string[]): readonly SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => sourceFile(join(folder, file)))
      .toSorted((one, other) => one.path.localeCompare(other.path)),
  );

function sourceFile(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, tree, imports: importsOf(path, text) };
}

/** What a file imports, in any of the ways there are: its own files by path, packages by name. */
const importsOf = (path: string, text: string) =>
  ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? normalize(join(dirname(path), fileName)) : fileName,
    );

/** Gives what `pick` finds anywhere in a file. */
export function found<T>({ tree }: SourceFile, pick: (node: ts.Node) => T | undefined): readonly T[] {
  const all: T[] = [];
  const visit = (node: ts.Node): void => {
    const picked = pick(node);
    if (picked !== undefined) {
      all.push(picked);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return all;
}
