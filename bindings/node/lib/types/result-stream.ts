import { Readable } from 'node:stream';

/** Emits the rows of a result, and fetches the next page when the consumer has read the one before. */
export class ResultStream extends Readable {
  buffer: unknown[] = [];
  paused = true;
  private readNext: (() => void) | null = null;

  /** @internal */
  override _read(): void {
    this.paused = false;
    while (!this.paused && this.buffer.length > 0) this.paused = !this.push(this.buffer.shift());
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
    return length;
  }
}
