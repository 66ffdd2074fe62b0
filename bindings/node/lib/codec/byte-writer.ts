const INITIAL_LENGTH = 64 * 1024;
const KEPT_LENGTH = 1024 * 1024;
/** The longest UTF-8 form of one UTF-16 unit. */
const UTF8_BYTES_PER_UNIT = 3;

/** Bytes that are appended to one buffer, which grows and is used again and again. */
export class ByteWriter {
  buffer = Buffer.allocUnsafeSlow(INITIAL_LENGTH);
  offset = 0;

  /** Makes room for some more bytes. */
  ensure(length: number): void {
    const needed = this.offset + length;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(grown, 0, 0, this.offset);
    this.buffer = grown;
  }

  /** Starts anew, without a buffer that one large value made huge. */
  reset(): void {
    this.offset = 0;
    if (this.buffer.length > KEPT_LENGTH) this.buffer = Buffer.allocUnsafeSlow(INITIAL_LENGTH);
  }

  int32(value: number): void {
    this.ensure(4);
    this.offset = this.buffer.writeInt32BE(value, this.offset);
  }

  uint16(value: number): void {
    this.ensure(2);
    this.offset = this.buffer.writeUInt16BE(value, this.offset);
  }

  uint8(value: number): void {
    this.ensure(1);
    this.buffer[this.offset++] = value;
  }

  uint32LE(value: number): void {
    this.ensure(4);
    this.offset = this.buffer.writeUInt32LE(value, this.offset);
  }

  /** Appends `[u32 length][text]`, the length in little-endian order. */
  sizedUtf8(value: string): void {
    const at = this.offset;
    this.uint32LE(0);
    const written = this.utf8(value);
    this.buffer.writeUInt32LE(written, at);
  }

  bytes(value: Uint8Array): void {
    this.ensure(value.length);
    this.buffer.set(value, this.offset);
    this.offset += value.length;
  }

  /** Appends text and returns how many bytes it took. */
  utf8(value: string): number {
    this.ensure(value.length * UTF8_BYTES_PER_UNIT);
    const written = this.buffer.write(value, this.offset, 'utf8');
    this.offset += written;
    return written;
  }

  /** Appends `[int length][bytes]`, where a function writes the bytes. */
  sized(write: () => void): void {
    this.ensure(4);
    const at = this.offset;
    this.offset += 4;
    write();
    this.buffer.writeInt32BE(this.offset - at - 4, at);
  }
}
