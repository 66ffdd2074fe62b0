import { inspect } from 'node:util';
import { DateRange } from '../datastax/search/date-range';
import { LineString } from '../geometry/line-string';
import { Point } from '../geometry/point';
import { Polygon } from '../geometry/polygon';
import { dataTypes } from '../types/data-types';
import type { ColumnType } from './column-type';

/** A class whose instances are values of a custom type. */
interface CustomClass {
  new (...args: any[]): { toBuffer(): Buffer };
  readonly name: string;
  fromBuffer(buffer: Buffer): unknown;
}

const MARSHAL = 'org.apache.cassandra.db.marshal';

/** By the name of the server's class. */
const classes = new Map<string, CustomClass>([
  [`${MARSHAL}.PointType`, Point],
  [`${MARSHAL}.LineStringType`, LineString],
  [`${MARSHAL}.PolygonType`, Polygon],
  [`${MARSHAL}.DateRangeType`, DateRange],
]);

const classOf = (type: ColumnType): CustomClass | undefined =>
  type.code === dataTypes.custom && typeof type.info === 'string' ? classes.get(type.info) : undefined;

/** Whether a custom type has a class here; the values of others are bytes. */
export const hasClass = (type: ColumnType): boolean => classOf(type) !== undefined;

/** What reads the bytes of a custom type, when it has a class. */
export function customReader(type: ColumnType): ((bytes: Buffer) => unknown) | undefined {
  const CustomType = classOf(type);
  return CustomType && ((bytes) => CustomType.fromBuffer(bytes));
}

/** What writes the bytes of a custom type, when it has a class. */
export function customBytes(type: ColumnType): ((value: unknown) => Buffer) | undefined {
  const CustomType = classOf(type);
  if (!CustomType) return undefined;
  return (value) => {
    if (value instanceof CustomType) return value.toBuffer();
    throw new TypeError(`Not a valid value, expected ${CustomType.name} obtained ${inspect(value)}`);
  };
}

/** The custom type that a value is of. */
export function customTypeOf(value: unknown): ColumnType | null {
  for (const [info, CustomType] of classes) {
    if (value instanceof CustomType) return { code: dataTypes.custom, info };
  }
  return null;
}
