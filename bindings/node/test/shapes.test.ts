import { describe, expect, test } from 'vitest';
import { datastax, Encoder, geometry, types } from '../dist/index.js';

const { Geometry, LineString, Point, Polygon } = geometry;
const { DateRange, DateRangeBound } = datastax.search;

const ring = [new Point(1, 3), new Point(3, 1), new Point(3, 6), new Point(1, 3)];
const hole = [new Point(2, 2), new Point(2, 1), new Point(1, 1), new Point(2, 2)];

describe('shapes', () => {
  test.each([
    [Point, new Point(2.5, -4), 'POINT (2.5 -4)'],
    [LineString, new LineString(new Point(0, 1), new Point(3, 4)), 'LINESTRING (0 1, 3 4)'],
    [Polygon, new Polygon(ring, hole), 'POLYGON ((1 3, 3 1, 3 6, 1 3), (2 2, 2 1, 1 1, 2 2))'],
  ])('are read from what they are written as: %o', (Shape, shape, text) => {
    expect(shape.toString()).toBe(text);
    expect(Shape.fromString(text).equals(shape as never)).toBe(true);
    expect(Shape.fromBuffer(shape.toBuffer()).equals(shape as never)).toBe(true);
    expect(shape).toBeInstanceOf(Geometry);
  });

  test('differ when one of their points does', () => {
    const other = [new Point(1, 3), new Point(3, 1), new Point(3, 7), new Point(1, 3)];
    expect(new Polygon(ring).equals(new Polygon(other))).toBe(false);
    expect(new LineString(ring).equals(new LineString(other))).toBe(false);
  });

  test('refuse bytes that end too early', () => {
    const bytes = new Polygon(ring).toBuffer();
    for (let length = 0; length < bytes.length; length++) {
      expect(() => Polygon.fromBuffer(bytes.subarray(0, length)), `${length} bytes`).toThrow(TypeError);
    }
  });
});

describe('date ranges', () => {
  test('reach from the first to the last moment of what they name', () => {
    const { lowerBound, upperBound } = DateRange.fromString('[2015 TO 2016-02]');
    expect(lowerBound.date.toISOString()).toBe('2015-01-01T00:00:00.000Z');
    expect(upperBound.date.toISOString()).toBe('2016-02-29T23:59:59.999Z');
  });

  test.each(['2015', '[2015-03 TO *]', '[* TO 2011-08-04T10]', '[* TO *]', '*', '-0044-03-15'])(
    'are read from what they are written as: %s',
    (text) => {
      const range = DateRange.fromString(text);
      expect(range.toString()).toBe(text);
      expect(DateRange.fromBuffer(range.toBuffer()).equals(range)).toBe(true);
    },
  );

  test.each(['2015-13', '2015-00-01', '2015-01-32', '2015-01-01T24', '2015-01-01T01:60', 'soon'])(
    'refuse %s',
    (text) => expect(() => DateRange.fromString(text)).toThrow(TypeError),
  );

  test('know a bound that is none', () => {
    expect(DateRangeBound.fromString('*')).toBe(DateRangeBound.unbounded);
    expect(DateRangeBound.unbounded.isUnbounded()).toBe(true);
  });
});

describe('the encoder', () => {
  const encoder = new Encoder(4, { encoding: {} });

  test.each([
    new Point(1, 2),
    new LineString(ring),
    new Polygon(ring),
    DateRange.fromString('[2015 TO 2016]'),
  ])('guesses the type of %s and reads it back', (value) => {
    const type = Encoder.guessDataType(value)!;
    expect(type.code).toBe(types.dataTypes.custom);
    const bytes = encoder.encode(value) as Buffer;
    expect(encoder.decode(bytes, type).equals(value)).toBe(true);
  });

  test('refuses a value of another class', () => {
    const point = Encoder.guessDataType(new Point(1, 2))!;
    expect(() => encoder.encode(new LineString(ring), point)).toThrow('expected Point');
  });
});
