/** How long to wait before each try to connect again. */
export class ReconnectionPolicy {
  newSchedule(): Iterator<number> {
    throw new Error('You must implement a new schedule for the Reconnection class');
  }

  getOptions(): Map<string, unknown> {
    return new Map();
  }
}

/** Always waits for the same time. */
export class ConstantReconnectionPolicy extends ReconnectionPolicy {
  constructor(readonly delay: number) {
    super();
  }

  override *newSchedule(): Generator<number, void> {
    for (;;) yield this.delay;
  }

  override getOptions(): Map<string, unknown> {
    return new Map([['delay', this.delay]]);
  }
}

/** Waits twice as long each time, up to a limit, give or take 15 %. */
export class ExponentialReconnectionPolicy extends ReconnectionPolicy {
  readonly startWithNoDelay: boolean;

  constructor(
    readonly baseDelay: number,
    readonly maxDelay: number,
    startWithNoDelay?: boolean,
  ) {
    super();
    this.startWithNoDelay = startWithNoDelay ?? false;
  }

  override *newSchedule(): Generator<number, void> {
    if (this.startWithNoDelay) yield 0;
    for (let delay = this.baseDelay; ; delay = Math.min(delay * 2, this.maxDelay)) {
      yield this.jitter(Math.min(delay, this.maxDelay));
    }
  }

  private jitter(delay: number): number {
    const spread = delay * 0.15;
    const jittered = Math.round(delay - spread + Math.random() * 2 * spread);
    return Math.min(Math.max(jittered, this.baseDelay), this.maxDelay);
  }

  override getOptions(): Map<string, unknown> {
    return new Map<string, unknown>([
      ['baseDelay', this.baseDelay],
      ['maxDelay', this.maxDelay],
      ['startWithNoDelay', this.startWithNoDelay],
    ]);
  }
}
