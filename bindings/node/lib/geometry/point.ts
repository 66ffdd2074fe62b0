import { Geometry } from './geometry';

const LENGTH = 21;

/** A point of a plane. */
export class Point extends Geometry {
  /** @throws TypeError when a coordinate is not a number. */
  constructor(
    readonly x: number,
    readonly y: number,
  ) {
    super();
    if (typeof x !== 'number' || typeof y !== 'number' || Number.isNaN(x) || Number.isNaN(y)) {
      throw new TypeError('X and Y must be numbers');
    }
  }

  /** Reads WKB. */
  static fromBuffer(buffer: Buffer): Point {
    if (buffer?.length !== LENGTH) throw new TypeError('2D Point buffer should contain 21 bytes');
    const endianness = Geometry.getEndianness(buffer.readInt8(0));
    if (Geometry.readInt32(buffer, endianness, 1) !== Geometry.types.Point2D) {
      throw new TypeError('Binary representation was not a point');
    }
    return new Point(Geometry.readDouble(buffer, endianness, 5), Geometry.readDouble(buffer, endianness, 13));
  }

  /** Reads WKT: `POINT (1 2.5)`. */
  static fromString(textValue: string): Point {
    const match = /^POINT\s?\(([-0-9.]+) ([-0-9.]+)\)$/.exec(textValue);
    if (!match) throw new TypeError('2D Point WTK should contain 2 coordinates');
    return new Point(parseFloat(match[1]!), parseFloat(match[2]!));
  }

  /** Writes WKB. */
  toBuffer(): Buffer {
    const buffer = Buffer.allocUnsafe(LENGTH);
    const at = this.writeInt32(Geometry.types.Point2D, buffer, this.writeEndianness(buffer, 0));
    this.writeDouble(this.y, buffer, this.writeDouble(this.x, buffer, at));
    return buffer;
  }

  equals(other: unknown): boolean {
    return other instanceof Point && this.x === other.x && this.y === other.y;
  }

  /** Writes WKT. */
  override toString(): string {
    return `POINT (${this.x} ${this.y})`;
  }

  override useBESerialization(): boolean {
    return false;
  }

  /** The shape as GeoJSON. */
  toJSON(): any {
    return { type: 'Point', coordinates: [this.x, this.y] };
  }
}
