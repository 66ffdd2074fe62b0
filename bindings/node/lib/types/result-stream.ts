import { Readable } from 'node:stream';

/** What serves a stream whose pages the server sends unasked, and when it is to be told. */
export interface StreamHandlers {
  continuousPaging?: {
    /** How many rows may wait to be read before the server is told to pause. Default: 10000. */
    highWaterMarkRows?: number;
  };
  /** Tells the server to go on, or to pause. */
  resumeReadingHandler?: (resume: boolean) => void;
  /** Tells the server to stop, and calls back. Until it is known, the callback of a `cancel()` stands here. */
  cancelHandler?: (callback?: () => void) => void;
}

const HIGH_WATER_MARK_ROWS = 10_000;

/** Emits the rows of a result, and fetches the next page when the consumer has read the one before. */
export class ResultStream extends Readable {
  buffer: unknown[] = [];
  paused = true;
  private readNext: (() => void) | null = null;
  private handlers: StreamHandlers | null = null;
  private highWaterMarkRows = 0;

  /** @internal */
  override _read(): void {
    this.paused = false;
    while (!this.paused && this.buffer.length > 0) this.paused = !this.push(this.buffer.shift());
    if (this.buffer.length < this.highWaterMarkRows) this.handlers?.resumeReadingHandler?.(true);
    if (this.paused || this.buffer.length > 0 || !this.readNext) return;
    const readNext = this.readNext;
    this.readNext = null;
    readNext();
  }

  /**
   * Sets what fetches the next page. It is called once everything before it was read.
   *
   * @internal
   */
  _valve(readNext: (() => void) | null): void {
    this.readNext = null;
    if (!readNext) return;
    if (this.paused || this.buffer.length > 0) this.readNext = readNext;
    else readNext();
  }

  /** Adds a row, or `null` for the end; returns how many wait to be read. */
  add(chunk: unknown): number {
    const length = this.buffer.push(chunk);
    if (!this.paused) this._read();
    else this.read(0);
    if (this.highWaterMarkRows > 0 && this.buffer.length === this.highWaterMarkRows) {
      this.handlers?.resumeReadingHandler?.(false);
    }
    return length;
  }

  /** Sets what serves the stream, if its pages come unasked. */
  setHandlers(handlers: StreamHandlers): void {
    if (!handlers.continuousPaging) return;
    this.handlers = handlers;
    this.highWaterMarkRows = handlers.continuousPaging.highWaterMarkRows || HIGH_WATER_MARK_ROWS;
  }

  /**
   * Stops a stream whose pages come unasked.
   *
   * @throws Error when they are fetched one by one and there is no callback to tell that.
   */
  cancel(callback?: (err?: Error) => void): void {
    const { handlers } = this;
    if (handlers?.cancelHandler) return handlers.cancelHandler(callback);
    if (handlers) {
      // What cancels comes later, and finds here that it is to.
      handlers.cancelHandler = (callback ?? ((): void => {})) as () => void;
      return;
    }
    const err = new Error('You can only cancel streaming executions when continuous paging is enabled');
    if (!callback) throw err;
    callback(err);
  }
}
