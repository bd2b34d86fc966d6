import { parentPort, workerData } from 'node:worker_threads';
import type { FhirKinds } from './fhir-tables.ts';
import { NotReadable } from './file-content.ts';
import { readTables } from './read-tables.ts';

/** What the thread that reads files is given, and what it answers. */
export type ReadTask = { readonly bytes: Uint8Array; readonly fhirKinds: FhirKinds | null };

const { bytes, fhirKinds } = workerData as ReadTask;

try {
  const content = await readTables(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), fhirKinds);
  parentPort?.postMessage({ content });
} catch (error) {
  const refusal = error instanceof NotReadable ? error.message : null;
  parentPort?.postMessage({ refusal });
}
