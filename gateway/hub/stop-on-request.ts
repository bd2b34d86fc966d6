/** npm and the terminal both pass a Ctrl-C on: signals this close together, in milliseconds, are one. */
const SAME_REQUEST_MS = 1_000;

export type StopRequest = {
  /** Aborts at the first Ctrl-C, SIGTERM or closing of the terminal. */
  readonly signal: AbortSignal;
  /** Leaves signals to whoever wants them next. */
  forget(): void;
};

/** Listens for the wish to stop. A second one ends this process at once, and its children with it. */
export function stopOnRequest(): StopRequest {
  const controller = new AbortController();
  let requestedAt = 0;
  const onSignal = () => {
    if (!controller.signal.aborted) {
      requestedAt = Date.now();
      controller.abort(new Error('It was asked to stop.'));
    } else if (Date.now() - requestedAt > SAME_REQUEST_MS) {
      process.exit(1);
    }
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) {
    process.on(name, onSignal);
  }
  return {
    signal: controller.signal,
    forget: () => {
      for (const name of names) {
        process.removeListener(name, onSignal);
      }
    },
  };
}
