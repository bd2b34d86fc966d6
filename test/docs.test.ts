import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agencyFailures, errorCodes, requestErrorCodes } from '../subgraphs/kit/errors.ts';
import { furtherColumns, templateColumns } from '../subgraphs/kit/import/columns.ts';
import { csvTables } from '../subgraphs/kit/import/files/csv-tables.ts';
import { refusals } from '../subgraphs/kit/publishing/manifest.ts';
import { handlings, reasonsTakenBack, significances } from '../subgraphs/kit/vocabulary.ts';
import { coverageStates } from '../subgraphs/reviews/coverage/coverage.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true }).map((name) => join('docs', String(name))),
].filter((name) => name.endsWith('.md'));

const developer = read('docs/agency-developer.md');
const author = read('docs/agency-author.md');

/** What stands between the two markers of a page. */
const between = (page: string, name: string) =>
  page
    .slice(page.indexOf(`<!-- ${name}:start -->`), page.indexOf(`<!-- ${name}:end -->`))
    .split('\n')
    .slice(1)
    .join('\n');

/** The table that must stand there: copy it from the failure when a code is new. */
const tableOf = (head: string, list: Readonly<Record<string, string>>) =>
  [
    `| ${head} | Meaning |`,
    '|---|---|',
    ...Object.entries(list).map(([code, words]) => `| \`${code}\` | ${words} |`),
    '',
  ].join('\n');

describe("the developers' page", () => {
  it.each([
    ['errors', tableOf('Code', errorCodes)],
    ['requests', tableOf('Code', requestErrorCodes)],
    ['failures', tableOf('Failure', agencyFailures)],
    ['refusals', tableOf('Refusal', refusals)],
    ['reasons', tableOf('Reason', reasonsTakenBack)],
  ])('has the table of %s that the code has', (name, table) => {
    expect(between(developer, name)).toBe(table);
  });

  const sources = ['gateway', 'subgraphs'].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((name) => name.endsWith('.ts')),
  );
  /** Where an error is made: `CaseReviewError('…'`, `code: '…', message`, `extensions: { code: '…'`, `code: … ? '…' : '…'`. */
  const made = sources.flatMap((file) =>
    [
      ...read(file).matchAll(
        /CaseReviewError\(\s*'([A-Z_]+)'|(?:extensions: \{\s*|httpStatus[^{}]{0,20})code: '([A-Z_]+)'|code: outcomeUnknown \? '([A-Z_]+)'/g,
      ),
    ].map(([, ...codes]) => codes.find((code) => code !== undefined)!),
  );

  it('has no code that is made nowhere, and lacks none that is', () => {
    const ofTheProduct = made.filter((code) => !Object.hasOwn(requestErrorCodes, code));
    expect([...new Set(ofTheProduct)].toSorted()).toEqual(Object.keys(errorCodes).toSorted());
  });

  it.each(['submitPoliceEntries', 'publishPoliceContribution', 'withdrawPoliceEntries', 'erasePoliceEntry'])(
    'names the field %s of the contract',
    (field) => {
      expect(developer).toContain(field);
      expect(read('schema/police.graphql')).toMatch(new RegExp(`^  ${field}\\(`, 'm'));
    },
  );
});

describe("the authors' page", () => {
  it.each([...templateColumns, ...furtherColumns])('explains the column %s', (column) => {
    expect(author).toContain(`\`${column}\``);
  });

  it.each([...Object.keys(significances), ...Object.keys(handlings)])('knows the code %s', (code) => {
    expect(author).toContain(`\`${code}\``);
  });

  it('has an example with the columns of the template', () => {
    const [head, ...rows] = csvTables(readFileSync('docs/return.csv')).tables[0]!.rows;
    expect(head!.cells).toEqual([...templateColumns, 'date_as_written']);
    expect(rows).toHaveLength(3);
  });
});

it.each(Object.keys(coverageStates).filter((state) => state !== 'NOT_ARRIVED'))(
  'is explained to the panel: %s',
  (state) => {
    expect(read('docs/panel.md')).toContain(`| ${state.toLowerCase().replaceAll('_', ' ')} |`);
  },
);

it.each(pages)('%s links to files that are there', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link]) => link!);
  const missing = links.filter((link) => !existsSync(normalize(join(dirname(page), link))));
  expect(missing).toEqual([]);
});

describe('the page about security', () => {
  const proofs = [
    ...read('docs/security.md').matchAll(/`(test\/[^`]+)`(?:: ((?:"[^"]+"(?: \([^)]*\))?(?:, )?)+))?/g),
  ].flatMap(([, file, sentences = '']) =>
    [...sentences.matchAll(/"([^"]+)"/g)].map(([, sentence]) => [file!, sentence!] as const),
  );

  it('names a proof of every threat, or says that there is none', () => {
    const rows = read('docs/security.md').match(/^\| T.*$/gm) ?? [];
    expect(rows.flatMap((row) => row.match(/\bT\d+(?=,| \|)/g) ?? [])).toEqual(
      Array.from({ length: 20 }, (_, index) => `T${index + 1}`),
    );
    expect(rows.filter((row) => !row.includes('`test/')).map((row) => row.split('|')[1])).toEqual([' T14, T15 ']);
    expect(proofs.length).toBeGreaterThan(40);
  });

  it.each(proofs)('names in %s a test that is there: %s', (file, sentence) => {
    const source = read(file).replaceAll("\\'", "'");
    expect([`'${sentence}'`, `"${sentence}"`, `\`${sentence}\``].some((name) => source.includes(name))).toBe(true);
  });

  it('names files that are there', () => {
    const files = [...read('docs/security.md').matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file!);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});
