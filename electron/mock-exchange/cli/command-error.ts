/** What ends the command: one line for standard error and the exit status. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** 2 for a command line that is wrong, 1 for a server that could not start. */
  readonly status: 1 | 2;

  constructor(status: 1 | 2, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? {} : { cause });
    this.status = status;
  }
}
