import { vi } from 'vitest';
import { runCommandLine } from '../../gateway/hub/command-line.ts';

/** What a command wrote on each channel, and how it ended. */
export type Ran = { readonly code: number | null; readonly answered: string; readonly complained: string };

/** Runs one command line in this process: a process for each costs more than what it does. One at a time. */
export async function runHere(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ran> {
  for (const [name, value] of Object.entries(environment)) {
    vi.stubEnv(name, value);
  }
  const answered = heard(process.stdout);
  const complained = heard(process.stderr);
  try {
    const code = await runCommandLine(words);
    return { code, answered: answered.text(), complained: complained.text() };
  } finally {
    answered.stop();
    complained.stop();
    vi.unstubAllEnvs();
  }
}

/** Keeps what is written on a channel from going on. */
function heard(channel: NodeJS.WriteStream) {
  const parts: string[] = [];
  const spy = vi.spyOn(channel, 'write').mockImplementation((part, ...more) => {
    parts.push(typeof part === 'string' ? part : Buffer.from(part).toString());
    const written = more.find((each) => typeof each === 'function');
    written?.(null);
    return true;
  });
  return { text: () => parts.join(''), stop: () => spy.mockRestore() };
}
