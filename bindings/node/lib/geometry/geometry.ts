/** The order of bytes: big-endian or little-endian. */
export type Endianness = 'BE' | 'LE';

/** What all shapes have in common: how they are written as WKB ("well-known binary"). */
export abstract class Geometry {
  /** The code of each shape. */
  static readonly types = { Point2D: 1, LineString: 2, Polygon: 3 };

  /**
   * The order of bytes that the first byte tells.
   *
   * @throws TypeError when it tells none.
   */
  static getEndianness(code: number): Endianness {
    if (code !== 0 && code !== 1) throw new TypeError(`Invalid endianness with code ${code}`);
    return code === 0 ? 'BE' : 'LE';
  }

  static readInt32(buffer: Buffer, endianness: Endianness, offset: number): number {
    return endianness === 'BE' ? buffer.readInt32BE(offset) : buffer.readInt32LE(offset);
  }

  static readDouble(buffer: Buffer, endianness: Endianness, offset: number): number {
    return endianness === 'BE' ? buffer.readDoubleBE(offset) : buffer.readDoubleLE(offset);
  }

  /** Returns the offset after what was written, as the others do. */
  writeInt32(value: number, buffer: Buffer, offset: number): number {
    return this.useBESerialization()
      ? buffer.writeInt32BE(value, offset)
      : buffer.writeInt32LE(value, offset);
  }

  writeDouble(value: number, buffer: Buffer, offset: number): number {
    return this.useBESerialization()
      ? buffer.writeDoubleBE(value, offset)
      : buffer.writeDoubleLE(value, offset);
  }

  writeEndianness(buffer: Buffer, offset: number): number {
    return buffer.writeInt8(this.useBESerialization() ? 0 : 1, offset);
  }

  /** Whether the shape is written in big-endian order. */
  useBESerialization(): boolean {
    throw new Error('Not Implemented');
  }
}
