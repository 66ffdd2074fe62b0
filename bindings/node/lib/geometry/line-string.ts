import { Geometry } from './geometry';
import type { Point } from './point';
import { parsePoints, POINT_LENGTH, pointsText, readPoints, samePoints, writePoints } from './points';

const HEADER_LENGTH = 9;

/** A line from point to point. */
export class LineString extends Geometry {
  readonly points: readonly Point[];

  /**
   * Takes points, or an array of them.
   *
   * @throws TypeError for a single point.
   */
  constructor(...args: Point[] | [Point[]]) {
    super();
    const points = args.length === 1 && Array.isArray(args[0]) ? args[0] : (args as Point[]);
    if (points.length === 1) {
      throw new TypeError('LineString can be either empty or contain 2 or more points');
    }
    this.points = Object.freeze(points);
  }

  /** Reads WKB. */
  static fromBuffer(buffer: Buffer): LineString {
    if (!buffer || buffer.length < HEADER_LENGTH) {
      throw new TypeError('A linestring buffer should contain at least 9 bytes');
    }
    const endianness = Geometry.getEndianness(buffer.readInt8(0));
    if (Geometry.readInt32(buffer, endianness, 1) !== Geometry.types.LineString) {
      throw new TypeError('Binary representation was not a LineString');
    }
    const count = Geometry.readInt32(buffer, endianness, 5);
    const length = HEADER_LENGTH + count * POINT_LENGTH;
    if (buffer.length !== length) {
      throw new TypeError(`Length of the buffer does not match ${buffer.length} !== ${length}`);
    }
    return new LineString(readPoints(buffer, endianness, HEADER_LENGTH, count));
  }

  /** Reads WKT: `LINESTRING (1 2, 3 4)`. */
  static fromString(textValue: string): LineString {
    const match = /^LINESTRING ?\(([-0-9. ,]+)\)+$/.exec(textValue);
    if (!match) throw new TypeError(`Invalid WKT: ${textValue}`);
    return new LineString(LineString.parseSegments(match[1]!));
  }

  /** Reads points as WKT writes them: `1 2, 3 4`. */
  static parseSegments(textValue: string): Point[] {
    return parsePoints(textValue);
  }

  /** Writes WKB. */
  toBuffer(): Buffer {
    const buffer = Buffer.allocUnsafe(HEADER_LENGTH + this.points.length * POINT_LENGTH);
    const at = this.writeInt32(Geometry.types.LineString, buffer, this.writeEndianness(buffer, 0));
    writePoints(this, this.points, buffer, at);
    return buffer;
  }

  equals(other: unknown): boolean {
    return other instanceof LineString && samePoints(this.points, other.points);
  }

  /** Writes WKT. */
  override toString(): string {
    return this.points.length === 0 ? 'LINESTRING EMPTY' : `LINESTRING (${pointsText(this.points)})`;
  }

  override useBESerialization(): boolean {
    return false;
  }

  /** The shape as GeoJSON. */
  toJSON(): any {
    return { type: 'LineString', coordinates: this.points.map(({ x, y }) => [x, y]) };
  }
}
