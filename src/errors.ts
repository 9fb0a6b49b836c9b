/** What a failure means for the one who reads it; each maps to an exit code and to a sentence in Slack. */
export type FailureKind = 'failure' | 'usage' | 'configuration' | 'refused-input' | 'forbidden';

/** A failure that was foreseen. Its message is for the reader and says the next step; the cause is for the log. */
export class PantauError extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'PantauError';
    this.kind = kind;
  }
}

/** Exit codes of the command line: 0 done, 1 failure, 2 usage or configuration, 3 refused input. */
export function exitCode(kind: FailureKind): 1 | 2 | 3 {
  switch (kind) {
    case 'usage':
    case 'configuration':
    case 'forbidden':
      return 2;
    case 'refused-input':
      return 3;
    case 'failure':
      return 1;
  }
}
