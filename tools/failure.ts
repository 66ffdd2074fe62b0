/** What the exit code of the command says; `unicql-dev --help` prints this table. */
export const exitCodes = {
  unexpected: { code: 1, meaning: 'an unexpected failure' },
  usage: { code: 2, meaning: 'a wrong verb, option or value' },
  machine: { code: 3, meaning: 'the machine lacks something (see `unicql-dev doctor`)' },
  taken: { code: 4, meaning: 'an address, a port or a name is taken' },
  start: { code: 5, meaning: 'a cluster or node did not start' },
  absent: { code: 6, meaning: 'no such cluster or node' },
  artifact: { code: 7, meaning: 'a download failed or does not match its lock' },
  stale: { code: 8, meaning: 'a generated file is out of date' },
  untidy: { code: 9, meaning: 'a file breaks a rule of the house' },
  ledger: { code: 11, meaning: 'a legacy test or name differs from what is recorded' },
  example: { code: 10, meaning: 'a program of examples/ failed, or two languages disagree' },
  chaos: { code: 12, meaning: 'under chaos a write was lost, a request was late, or something leaked' },
  bench: { code: 13, meaning: 'a driver that was measured did not do what it was asked' },
  soak: { code: 14, meaning: 'in a soak a request failed or something leaked' },
  release: { code: 15, meaning: 'a release is not fit to be published' },
  interrupted: { code: 130, meaning: 'interrupted; what was started has been stopped' },
} as const;

export type FailureKind = keyof typeof exitCodes;

/** A failure that the user can act on: one line that says what, one hint that says what to do, details if any. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly hint: string | undefined;
  readonly details: string | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    options: { hint?: string; details?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.kind = kind;
    this.hint = options.hint;
    this.details = options.details;
  }

  get exitCode(): number {
    return exitCodes[this.kind].code;
  }

  /** The text for a terminal: details first, so that the line which matters is the last thing seen. */
  describe(): string {
    const lines = [`error: ${this.message}`];
    if (this.hint) lines.push(`  hint: ${this.hint}`);
    if (this.details) lines.unshift(this.details.trimEnd(), '');
    return lines.join('\n');
  }
}

/** Thrown when the caller's signal ends an operation, after everything it started has been stopped. */
export function interrupted(): Failure {
  return new Failure('interrupted', 'interrupted; nothing was left running');
}
