import { parentPort, workerData } from 'node:worker_threads';
import { sheetOf } from './write-sheet.ts';

parentPort?.postMessage(await sheetOf(workerData as readonly (readonly string[])[]));
