/** Exit codes of the command line: 0 done or stopped on request, 1 it could not be done, 2 it was asked wrongly. */
export type FailureCode = 1 | 2;

/** A start or a command that cannot go on, for a reason its user can act on. Shown as its one sentence, never with a stack. */
export class StartError extends Error {
  readonly exitCode: FailureCode;

  constructor(sentence: string, exitCode: FailureCode = 1) {
    super(sentence);
    this.name = 'StartError';
    this.exitCode = exitCode;
  }
}
