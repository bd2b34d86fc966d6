import type { ChildCommand } from './child-process.ts';
import { type Child, startChild } from './children.ts';

/** Starts children side by side. When one fails, those that came up are stopped and its failure is thrown. */
export async function startAll(commands: readonly ChildCommand[], signal: AbortSignal): Promise<readonly Child[]> {
  const failing = new AbortController();
  const either = AbortSignal.any([signal, failing.signal]);
  const failures: unknown[] = [];
  const started = await Promise.all(
    commands.map((command) =>
      startChild(command, either).catch((error: unknown) => {
        failures.push(error);
        failing.abort();
        return null;
      }),
    ),
  );
  const children = started.filter((child) => child !== null);
  if (failures.length > 0) {
    await stopAll(children);
    throw failures[0];
  }
  return children;
}

export async function stopAll(children: readonly Child[]): Promise<void> {
  await Promise.all(children.map((child) => child.stop()));
}
