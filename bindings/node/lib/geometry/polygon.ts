import { Geometry } from './geometry';
import type { Point } from './point';
import { parsePoints, POINT_LENGTH, pointsText, readPoints, samePoints, writePoints } from './points';

const HEADER_LENGTH = 9;

/** A part of a plane: the ring around it, and those around the holes in it. */
export class Polygon extends Geometry {
  readonly rings: readonly Point[][];

  /** Takes rings, each an array of points. The types are those of the legacy driver, which forget the arrays. */
  constructor(...rings: (Point | Point[])[]) {
    super();
    this.rings = Object.freeze(rings as Point[][]);
  }

  /** Reads WKB. */
  static fromBuffer(buffer: Buffer): Polygon {
    if (!buffer || buffer.length < HEADER_LENGTH) {
      throw new TypeError('A Polygon buffer should contain at least 9 bytes');
    }
    const endianness = Geometry.getEndianness(buffer.readInt8(0));
    if (Geometry.readInt32(buffer, endianness, 1) !== Geometry.types.Polygon) {
      throw new TypeError('Binary representation was not a Polygon');
    }
    const rings: Point[][] = [];
    let at = HEADER_LENGTH;
    for (let left = Geometry.readInt32(buffer, endianness, 5); left > 0; left--) {
      const count = at + 4 <= buffer.length ? Geometry.readInt32(buffer, endianness, at) : Infinity;
      const end = at + 4 + count * POINT_LENGTH;
      if (buffer.length < end) throw new TypeError('Length of the buffer does not match');
      rings.push(readPoints(buffer, endianness, at + 4, count));
      at = end;
    }
    return new Polygon(...rings);
  }

  /** Reads WKT: `POLYGON ((1 3, 3 1, 3 6, 1 3), (2 2, 2 1, 1 1, 2 2))`. */
  // Not a method: programs put `new` before it, which a method refuses.
  static readonly fromString = function (textValue: string): Polygon {
    const match = /^POLYGON ?\((\([^()]*\)(?:[ ,]*\([^()]*\))*[ ,]*)\)$/.exec(textValue);
    if (!match) throw new TypeError(`Invalid WKT: ${textValue}`);
    const rings = [...match[1]!.matchAll(/\(([^()]*)\)/g)].map(([, points]) => parsePoints(points!));
    return new Polygon(...rings);
  };

  /** Writes WKB. */
  toBuffer(): Buffer {
    const length = this.rings.reduce((sum, ring) => sum + 4 + ring.length * POINT_LENGTH, HEADER_LENGTH);
    const buffer = Buffer.allocUnsafe(length);
    let at = this.writeInt32(Geometry.types.Polygon, buffer, this.writeEndianness(buffer, 0));
    at = this.writeInt32(this.rings.length, buffer, at);
    for (const ring of this.rings) at = writePoints(this, ring, buffer, at);
    return buffer;
  }

  equals(other: unknown): boolean {
    if (!(other instanceof Polygon) || other.rings.length !== this.rings.length) return false;
    return this.rings.every((ring, i) => samePoints(ring, other.rings[i]!));
  }

  /** Writes WKT. */
  override toString(): string {
    if (this.rings.length === 0) return 'POLYGON EMPTY';
    return `POLYGON (${this.rings.map((ring) => `(${pointsText(ring)})`).join(', ')})`;
  }

  override useBESerialization(): boolean {
    return false;
  }

  /** The shape as GeoJSON. */
  toJSON(): any {
    return { type: 'Polygon', coordinates: this.rings.map((ring) => ring.map(({ x, y }) => [x, y])) };
  }
}
