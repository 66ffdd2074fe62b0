import { callable } from '../callable';
/** How long to wait before each try to connect again. */
@callable
export class ReconnectionPolicy {
  newSchedule(): Iterator<number> {
    throw new Error('You must implement a new schedule for the Reconnection class');
  }

  getOptions(): Map<string, unknown> {
    return new Map();
  }
}

/** Always waits for the same time. */
@callable
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

const SPREAD = 0.15;

/** Waits twice as long each time, up to a limit, give or take 15 %. */
@callable
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
    for (let delay = this.baseDelay; ; delay *= 2) yield this.jitter(Math.min(delay, this.maxDelay));
  }

  /** The first delay only grows, and the longest only shrinks. */
  private jitter(delay: number): number {
    const first = !this.startWithNoDelay && delay === this.baseDelay;
    const lowest = first ? 1 : 1 - SPREAD;
    const highest = !first && delay === this.maxDelay ? 1 : 1 + SPREAD;
    return Math.floor(delay * (lowest + Math.random() * (highest - lowest)));
  }

  override getOptions(): Map<string, unknown> {
    return new Map<string, unknown>([
      ['baseDelay', this.baseDelay],
      ['maxDelay', this.maxDelay],
      ['startWithNoDelay', this.startWithNoDelay],
    ]);
  }
}
