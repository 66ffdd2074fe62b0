import { Geometry, type Endianness } from './geometry';
import { Point } from './point';

/** How many bytes a point takes inside a shape. */
export const POINT_LENGTH = 16;

/** Reads points; there must be bytes for all of them. */
export function readPoints(buffer: Buffer, endianness: Endianness, offset: number, count: number): Point[] {
  const points = new Array<Point>(count);
  for (let i = 0; i < count; i++) {
    const at = offset + i * POINT_LENGTH;
    const y = Geometry.readDouble(buffer, endianness, at + 8);
    points[i] = new Point(Geometry.readDouble(buffer, endianness, at), y);
  }
  return points;
}

/** Writes the number of points and the points of a shape; returns the offset after them. */
export function writePoints(
  shape: Geometry,
  points: readonly Point[],
  buffer: Buffer,
  offset: number,
): number {
  let at = shape.writeInt32(points.length, buffer, offset);
  for (const { x, y } of points) at = shape.writeDouble(y, buffer, shape.writeDouble(x, buffer, at));
  return at;
}

/** Writes points as WKT does: `1 2, 3 4`. */
export function pointsText(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x} ${y}`).join(', ');
}

/**
 * Reads points as WKT writes them.
 *
 * @throws TypeError when the text is something else.
 */
export function parsePoints(text: string): Point[] {
  return text.split(',').map((pair) => {
    const numbers = pair.split(' ').filter((number) => number.trim() !== '');
    if (numbers.length !== 2) throw new TypeError(`Invalid WKT segment: ${text}`);
    return new Point(parseFloat(numbers[0]!), parseFloat(numbers[1]!));
  });
}

export const samePoints = (a: readonly Point[], b: readonly Point[]): boolean =>
  a.length === b.length && a.every((point, i) => point.equals(b[i]));
