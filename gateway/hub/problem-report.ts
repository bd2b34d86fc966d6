import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { whyNotWritten } from './files.ts';
import type { ImportPreview } from './import-file.ts';
import { StartError } from './start-error.ts';

/** Looks whether a report can have this name, before a file is sent. Throws StartError for one that is there or is no .xlsx. */
export function checkReportFile(file: string): void {
  if (!file.endsWith('.xlsx')) {
    throw new StartError(`"${file}" is no report to write: its name ends in .xlsx.`, 2);
  }
  if (existsSync(file)) {
    throw new StartError(`"${file}" is there already: choose another name for the report, or remove it.`);
  }
}

/** Writes somebody's own rows with what is wrong with each, where something is. Gives a sentence of what became of it. */
export async function writeReport(
  file: string,
  { problems, spreadsheet }: Pick<ImportPreview, 'problems' | 'spreadsheet'>,
): Promise<string> {
  if (problems.length === 0 || spreadsheet === null) {
    return `No report was written to "${file}": there is no problem to report.\n`;
  }
  try {
    await writeFile(file, Buffer.from(spreadsheet, 'base64'), { flag: 'wx' });
  } catch (error) {
    throw new StartError(`"${file}" cannot be written: ${whyNotWritten(error)}. Nothing was taken.`);
  }
  return `Your rows, with a column "Problem", are in "${file}".\n`;
}
