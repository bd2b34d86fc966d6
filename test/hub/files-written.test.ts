import { spawnSync } from 'node:child_process';
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
      'The file "/nonexistent/p.json" cannot be written: its folder is not there.',
    );
    await expect(writeReport('/nodir/x.xlsx', { problems: [problem], spreadsheet: 'YQ==' })).rejects.toThrow(
      '"/nodir/x.xlsx" cannot be written: its folder is not there. Nothing was taken.',
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

  it('is a certificate that is made once, and named where it is for another host', () => {
    const certificates = (...words: readonly string[]) => {
      const { stdout, stderr, status } = spawnSync('sh', ['docs/certificates.sh', ...words], { encoding: 'utf8' });
      return { stdout, stderr, status };
    };
    const tls = join(folder, 'tls');
    expect(certificates(folder, 'health=10.0.0.7')).toEqual({
      stdout: `made ${tls}/authority.pem\nmade ${tls}/health.pem for 10.0.0.7\n`,
      stderr: '',
      status: 0,
    });
    const again = certificates(folder, 'health=10.0.0.70');
    expect(again.stdout).toBe(`kept ${tls}/authority.pem\nkept ${tls}/health.pem\n`);
    expect(again.stderr).toContain(`But ${tls}/health.pem is not for the host "10.0.0.70": delete it`);
    expect(certificates()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Usage: sh docs/certificates.sh'),
    });
  });

  it('is an .xlsx where it is a report', () => {
    expect(() => checkReportFile('problems.csv')).toThrow(
      '"problems.csv" is no report to write: its name ends in .xlsx.',
    );
  });
});
