const MOST_FRAMES = 10;
const frame = /^ {4}at [^\n]*:\d+:\d+\)?$/;

/** Where an error happened and of what kind it is, without its message: that may hold what a record says. */
export function errorPlace(error: unknown): { readonly error: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) {
    return { error: typeof error, at: [] };
  }
  const stack = (error.stack ?? '').replace(error.message, '').split('\n');
  return { error: error.constructor.name, at: stack.filter((line) => frame.test(line)).slice(0, MOST_FRAMES) };
}
