import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { CaseReviewError } from '../../errors.ts';
import type { FhirKinds } from './fhir-tables.ts';
import { type FileContent, LARGEST_FILE, NotReadable } from './file-content.ts';
import { readTables } from './read-tables.ts';
import type { ReadTask } from './read-thread.ts';

const LONGEST_MS = 9_000;
/** Files read at one time; the others wait their turn. */
const AT_ONCE = 2;
const HEAP_MB = 256;

const thread = new URL(`./read-thread${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

let reading = 0;
const waiting: (() => void)[] = [];

/**
 * Reads a file somebody sent, in a thread of its own: with an end to its time and its memory, so that nobody else waits
 * for it. Throws BAD_USER_INPUT with a sentence for its author, LIMIT_EXCEEDED for what is too large or takes too long.
 */
export async function readFile(bytes: Buffer, fhirKinds: FhirKinds | null): Promise<FileContent> {
  if (bytes.length > LARGEST_FILE) {
    const size = (bytes.length / 1e6).toFixed(1);
    throw new CaseReviewError('LIMIT_EXCEEDED', `The file has ${size} MB; up to ${LARGEST_FILE / 1e6} MB are read.`);
  }
  if (isShortText(bytes)) {
    return readTables(bytes, fhirKinds).catch((error) => {
      throw error instanceof NotReadable ? new CaseReviewError('BAD_USER_INPUT', error.message) : error;
    });
  }
  if (reading < AT_ONCE) {
    reading += 1;
  } else {
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await inThread({ bytes, fhirKinds });
  } finally {
    // Whoever waits takes the place over.
    const next = waiting.shift();
    if (next === undefined) {
      reading -= 1;
    } else {
      next();
    }
  }
}

/** Text that is read in some milliseconds: for that no thread is begun. What is packed may hold anything. */
const isShortText = (bytes: Buffer) => bytes.length <= 200_000 && bytes.subarray(0, 2).toString('latin1') !== 'PK';

type Answer = { readonly content: FileContent } | { readonly refusal: string | null };

const exhausted = () =>
  new CaseReviewError(
    'LIMIT_EXCEEDED',
    'The file takes too long or too much memory to read. Send its table alone, in a new file.',
  );
const damaged = () =>
  new CaseReviewError('BAD_USER_INPUT', 'The file is damaged. Open it, save it again and try once more.');

function inThread(task: ReadTask): Promise<FileContent> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, {
      workerData: task,
      env: {},
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    const timer = setTimeout(() => {
      reject(exhausted());
      void worker.terminate();
    }, LONGEST_MS);
    worker.once('message', (answer: Answer) => {
      if ('content' in answer) {
        resolve(answer.content);
      } else {
        reject(answer.refusal === null ? damaged() : new CaseReviewError('BAD_USER_INPUT', answer.refusal));
      }
    });
    // The only errors that get here are the thread's own ends: its memory, its stack.
    worker.once('error', () => reject(exhausted()));
    worker.once('exit', () => reject(exhausted()));
    const end = () => {
      clearTimeout(timer);
      void worker.terminate();
    };
    worker.once('message', end).once('error', end);
  });
}
