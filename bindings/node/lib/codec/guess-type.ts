import { BigDecimal } from '../types/big-decimal';
import { dataTypes } from '../types/data-types';
import { Duration } from '../types/duration';
import { InetAddress } from '../types/inet-address';
import { Integer } from '../types/integer';
import { LocalDate } from '../types/local-date';
import { LocalTime } from '../types/local-time';
import { Long } from '../types/long';
import { Tuple } from '../types/tuple';
import { Uuid } from '../types/uuid';
import { Vector } from '../types/vector';
import type { ColumnType } from './column-type';
import { customTypeOf } from './custom-types';
import { parseTypeName } from './type-name';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const CLASSES: [new (...args: any[]) => unknown, ColumnType][] = [
  [Buffer as unknown as new () => Buffer, { code: dataTypes.blob }],
  [Date, { code: dataTypes.timestamp }],
  [Integer, { code: dataTypes.varint }],
  [BigDecimal, { code: dataTypes.decimal }],
  [Uuid, { code: dataTypes.uuid }],
  [InetAddress, { code: dataTypes.inet }],
  [Tuple, { code: dataTypes.tuple }],
  [LocalDate, { code: dataTypes.date }],
  [LocalTime, { code: dataTypes.time }],
  [Duration, { code: dataTypes.custom, info: 'org.apache.cassandra.db.marshal.DurationType' }],
];

/** The CQL type that a value looks like, or `null`: a number is a `double`, text of a UUID's form a `uuid`. */
export function guessType(value: unknown): ColumnType | null {
  switch (typeof value) {
    case 'number':
      return { code: dataTypes.double };
    case 'string':
      return { code: value.length === 36 && UUID.test(value) ? dataTypes.uuid : dataTypes.text };
    case 'boolean':
      return { code: dataTypes.boolean };
  }
  if (Long.isLong(value)) return { code: dataTypes.bigint };
  const known = CLASSES.find(([type]) => value instanceof type);
  if (known) return known[1];
  if (value instanceof Vector) return guessVector(value);
  return Array.isArray(value) ? { code: dataTypes.list } : customTypeOf(value);
}

function guessVector(value: Vector): ColumnType {
  if (value.length === 0) throw new TypeError('Cannot guess subtype of empty vector');
  const element = elementOf(value);
  if (!element) throw new TypeError(`Cannot guess subtype from element ${value[0]}`);
  return { code: dataTypes.custom, customTypeName: 'vector', info: [element, value.length] };
}

function elementOf(value: Vector): ColumnType | null {
  if ((value as unknown) instanceof Float32Array) return { code: dataTypes.float };
  if (value.subtype) {
    try {
      return parseTypeName(value.subtype);
    } catch {
      // A subtype that names no type is only a remark of the user; the first element tells more.
    }
  }
  return guessType(value[0]);
}
