import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import writeXlsxFile from 'write-excel-file/node';

/** Rows that are written where they stand; a thread for more takes less time than others would wait. */
const FEW = 500;

const thread = new URL(`./sheet-thread${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** Text in cells of the format "text": a word that begins with = + - or @ is no formula, also when it is edited. */
const text = (value: string) => ({ value, type: String, format: '@', wrap: true });
const heading = (value: string) => ({ value, type: String, format: '@', fontWeight: 'bold' as const });

/** Makes a spreadsheet of rows of text, the first of which is its head row. */
export function sheetOf([head = [], ...rows]: readonly (readonly string[])[]): Promise<Buffer> {
  return writeXlsxFile([head.map(heading), ...rows.map((row) => row.map(text))], { stickyRowsCount: 1 }).toBuffer();
}

/** The same, in a thread of its own where it would keep others waiting. */
export async function writeSheet(rows: readonly (readonly string[])[]): Promise<Buffer> {
  if (rows.length <= FEW) {
    return sheetOf(rows);
  }
  const worker = new Worker(thread, { workerData: rows, env: {} });
  const [bytes] = (await once(worker, 'message')) as [Uint8Array];
  await worker.terminate();
  return Buffer.from(bytes);
}
