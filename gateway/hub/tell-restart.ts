import { appendFileSync } from 'node:fs';

/** Says in the terminal, and in its log, that a process died and is started again. `why`: a signal or an exit code. */
export function tellRestart(name: string, why: string, logFile: string): void {
  const sentence = `${name} ended (${why}) and is started again.\n`;
  process.stderr.write(sentence);
  try {
    appendFileSync(logFile, `${new Date().toISOString()} ${sentence}`);
  } catch {
    // On a full disk the terminal has it.
  }
}

/** How a process ended: by a signal, or with an exit code. */
export const howItEnded = (code: number | null, signal: string | null) => signal ?? `exit code ${code ?? 'unknown'}`;
