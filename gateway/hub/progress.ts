import { LISTR_LOGGER_STDERR_LEVELS, Listr, ListrLogger, ListrLogLevels } from 'listr2';

/** Lines without the error itself: the command line says it, once. */
class LinesWithoutError extends ListrLogger<ListrLogLevels> {
  override log(...[level, message, options]: Parameters<ListrLogger<ListrLogLevels>['log']>): void {
    super.log(level, message, level === ListrLogLevels.FAILED ? undefined : options);
  }
}

/**
 * Does one step of a start and gives its result, and shows it: moving on a terminal, as plain lines elsewhere. The step
 * may report lines about itself. Throws what the step throws.
 */
export async function inStep<T>(title: string, run: (report: (line: string) => void) => Promise<T>): Promise<T> {
  const results: T[] = [];
  const task = {
    title,
    task: async (_context: unknown, shown: { output: string }) => {
      const report = (line: string) => {
        shown.output = line;
      };
      results.push(await run(report));
    },
  };
  await new Listr([task], {
    renderer: 'default',
    fallbackRenderer: 'simple',
    // Some terminals say that they are no columns wide.
    fallbackRendererCondition: () => !process.stdout.isTTY || !process.stdout.columns,
    // The command line says the error, once.
    rendererOptions: { showErrorMessage: false, collapseErrors: false },
    fallbackRendererOptions: {
      logger: new LinesWithoutError({ useIcons: false, toStderr: LISTR_LOGGER_STDERR_LEVELS }),
    },
    // It would end this process at a Ctrl-C, before what was started is stopped.
    registerSignalListeners: false,
  }).run();
  return results[0] as T;
}
