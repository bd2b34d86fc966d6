import { readdirSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { agencies } from '../subgraphs/index.ts';
import { found, type SourceFile, sourcesIn } from './support/sources.ts';

const sources = sourcesIn('subgraphs', 'gateway');
const under = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`));
const agencyFolders = agencies.map(({ name }) => `subgraphs/${name}/`);

/** `importer → imported` for each import that `refused` does not like. */
const importsThat = (files: readonly SourceFile[], refused: (imported: string, importer: string) => boolean) =>
  files.flatMap(({ path, imports }) =>
    imports.filter((imported) => refused(imported, path)).map((imported) => `${path} → ${imported}`),
  );

const isAgency = (path: string) => agencyFolders.some((folder) => path.startsWith(folder));
const folderOf = (path: string) => path.split('/').slice(0, 2).join('/');

it('sees what it looks for: imports of every kind, in every part', () => {
  expect(under('subgraphs/kit').length).toBeGreaterThan(50);
  expect(under('gateway').length).toBeGreaterThan(50);
  const registry = sources.find(({ path }) => path === 'subgraphs/index.ts');
  expect(registry?.imports).toEqual([
    'subgraphs/kit/agency/define-agency.ts',
    ...agencies.map(({ name }) => `subgraphs/${name}/index.ts`),
  ]);
});

it('lets no agency import another', () => {
  const agencySources = sources.filter(({ path }) => isAgency(path));
  const refused = (imported: string, importer: string) =>
    isAgency(imported) && folderOf(imported) !== folderOf(importer);
  expect(importsThat(agencySources, refused)).toEqual([]);
});

it('lets an agency import the kit and nothing else of the product', () => {
  const agencySources = sources.filter(({ path }) => isAgency(path));
  const refused = (imported: string, importer: string) =>
    /^(subgraphs|gateway)\//.test(imported) &&
    !imported.startsWith('subgraphs/kit/') &&
    folderOf(imported) !== folderOf(importer);
  expect(importsThat(agencySources, refused)).toEqual([]);
});

it('lets nothing but the registry name an agency', () => {
  const others = sources.filter(({ path }) => path !== 'subgraphs/index.ts' && !isAgency(path));
  expect(importsThat(others, isAgency)).toEqual([]);
});

it('lets the kit import nothing of the product but itself', () => {
  const refused = (imported: string) =>
    /^(subgraphs|gateway)\//.test(imported) && !imported.startsWith('subgraphs/kit/');
  expect(importsThat(under('subgraphs/kit'), refused)).toEqual([]);
});

it('lets the kit know no agency and no sector by name', () => {
  const names = new Set(agencies.flatMap(({ name, sector, entryType }) => [name, sector, entryType]));
  const named = under('subgraphs/kit').flatMap((file) =>
    found(file, (node) => (ts.isStringLiteralLike(node) && names.has(node.text) ? node.text : undefined)).map(
      (name) => `${file.path}: "${name}"`,
    ),
  );
  expect(named).toEqual([]);
});

it('lets the gateway import the kit alone, and the hub in it the registry', () => {
  const refused = (imported: string, importer: string) =>
    imported.startsWith('subgraphs/') &&
    !imported.startsWith('subgraphs/kit/') &&
    !(imported === 'subgraphs/index.ts' && importer.startsWith('gateway/hub/'));
  expect(importsThat(under('gateway'), refused)).toEqual([]);
});

it('lets only composition and the process that serves an agency load it', () => {
  const isLoading = (node: ts.Node) =>
    ts.isCallExpression(node) && node.arguments.length === 0 && /(^|\.)load$/.test(node.expression.getText());
  const loading = sources.filter((file) => found(file, (node) => (isLoading(node) ? node : undefined)).length > 0);
  expect(loading.map(({ path }) => path)).toEqual(['subgraphs/compose.ts', 'subgraphs/serve-service.ts']);
});

it('has no default exports', () => {
  const isDefault = (node: ts.Node) =>
    ts.isExportAssignment(node) ||
    (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent)) ||
    (ts.isExportSpecifier(node) && node.name.text === 'default');
  const exporting = sources.filter((file) => found(file, (node) => (isDefault(node) ? node : undefined)).length > 0);
  expect(exporting.map(({ path }) => path)).toEqual([]);
});

it('reads the environment in one file a process', () => {
  const isReading = (node: ts.Node) =>
    (ts.isPropertyAccessExpression(node) && node.getText() === 'process.env') ||
    (ts.isImportSpecifier(node) && node.getText() === 'env');
  const reading = sources.filter((file) => found(file, (node) => (isReading(node) ? node : undefined)).length > 0);
  expect(reading.map(({ path }) => path)).toEqual([
    'subgraphs/kit/service/config.ts',
    'gateway/config.ts',
    'gateway/hub/configuration.ts',
    'gateway/hub/sign-in/config.ts',
  ]);
});

it('has every folder of an agency in the registry, and a folder for every line of it', () => {
  const folders = readdirSync('subgraphs', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['kit', 'reviews'].includes(entry.name))
    .map(({ name }) => name);
  expect(folders.toSorted()).toEqual(agencies.map(({ name }) => name).toSorted());
});

it('has one index a subgraph and none elsewhere', () => {
  const indexes = sources.filter(({ path }) => path.endsWith('/index.ts')).map(({ path }) => path);
  expect(indexes.toSorted()).toEqual(
    [
      'subgraphs/index.ts',
      'subgraphs/reviews/index.ts',
      ...agencyFolders.map((folder) => `${folder}index.ts`),
    ].toSorted(),
  );
});
