import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writePrivate } from '../../gateway/hub/files.ts';
import { checkReportFile, writeReport } from '../../gateway/hub/problem-report.ts';

const problem = { row: 2, table: null, column: 'date', value: '31/02/2024', reason: 'There is no such day.' };

describe('a file that a command writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-files-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is named where it cannot be written', async () => {
    expect(() => writePrivate('/nonexistent/p.json', '{}')).toThrow(
      'The file "/nonexistent/p.json" cannot be written (ENOENT).',
    );
    await expect(writeReport('/nodir/x.xlsx', { problems: [problem], spreadsheet: 'YQ==' })).rejects.toThrow(
      '"/nodir/x.xlsx" cannot be written (ENOENT). Nothing was taken.',
    );
  });

  it('is said to be there, and not written where there is no problem to report', async () => {
    const file = join(folder, 'problems.xlsx');
    expect(await writeReport(file, { problems: [], spreadsheet: 'YQ==' })).toBe(
      `No report was written to "${file}": there is no problem to report.\n`,
    );
    expect(existsSync(file)).toBe(false);
    checkReportFile(file);
    expect(await writeReport(file, { problems: [problem], spreadsheet: 'YQ==' })).toBe(
      `Your rows, with a column "Problem", are in "${file}".\n`,
    );
    expect(readFileSync(file, 'utf8')).toBe('a');
    expect(() => checkReportFile(file)).toThrow(`"${file}" is there already: choose another name`);
  });

  it('is an .xlsx where it is a report', () => {
    expect(() => checkReportFile('problems.csv')).toThrow(
      '"problems.csv" is no report to write: its name ends in .xlsx.',
    );
  });
});
