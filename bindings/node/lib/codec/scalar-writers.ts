import { inspect } from 'node:util';
import { dataTypes } from '../types/data-types';
import { BigDecimal } from '../types/big-decimal';
import { Duration } from '../types/duration';
import { InetAddress } from '../types/inet-address';
import { Integer } from '../types/integer';
import { LocalDate } from '../types/local-date';
import { LocalTime } from '../types/local-time';
import { Long } from '../types/long';
import { MutableLong } from '../types/mutable-long';
import { Uuid } from '../types/uuid';
import type { ByteWriter } from './byte-writer';
import type { EncodingOptions } from './encoding-options';
import { toTwosComplement } from './varint';

/** Appends `[int length][bytes]` of a value that is neither null, unset nor a buffer. */
export type ValueWriter = (writer: ByteWriter, value: any) => void;

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

function expected(what: string, value: unknown): TypeError {
  return new TypeError(`${what}, obtained ${inspect(value)}`);
}

function sizedBytes(writer: ByteWriter, bytes: Uint8Array): void {
  writer.int32(bytes.length);
  writer.bytes(bytes);
}

const text: ValueWriter = (writer, value) => {
  if (typeof value !== 'string') {
    throw new TypeError(`Not a valid text value, expected String obtained ${inspect(value)}`);
  }
  writer.ensure(4);
  const at = writer.offset;
  writer.offset += 4;
  const length = writer.utf8(value);
  writer.buffer.writeInt32BE(length, at);
};

const ascii: ValueWriter = (writer, value) => {
  if (typeof value !== 'string') {
    throw new TypeError(`Not a valid text value, expected String obtained ${inspect(value)}`);
  }
  sizedBytes(writer, Buffer.from(value, 'ascii'));
};

const boolean: ValueWriter = (writer, value) => {
  writer.ensure(5);
  const at = writer.buffer.writeInt32BE(1, writer.offset);
  writer.buffer[at] = value ? 1 : 0;
  writer.offset = at + 1;
};

const int: ValueWriter = (writer, value) => {
  if (isNaN(value)) throw expected('Expected Number', value);
  writer.ensure(8);
  const at = writer.buffer.writeInt32BE(4, writer.offset);
  writer.offset = writer.buffer.writeInt32BE(Number(value), at);
};

function integer(length: 1 | 2): ValueWriter {
  return (writer, value) => {
    if (isNaN(value)) throw expected('Expected Number', value);
    writer.ensure(4 + length);
    const at = writer.buffer.writeInt32BE(length, writer.offset);
    writer.offset = writer.buffer.writeIntBE(Number(value), at, length);
  };
}

function floating(length: 4 | 8): ValueWriter {
  return (writer, given) => {
    // The legacy driver takes every number as text too.
    const value = typeof given === 'string' ? parseFloat(given) : given;
    if (typeof given === 'string' && Number.isNaN(value)) {
      throw expected('Expected string representation of a number', given);
    }
    if (typeof value !== 'number') throw expected('Expected Number', value);
    writer.ensure(4 + length);
    const at = writer.buffer.writeInt32BE(length, writer.offset);
    writer.offset =
      length === 4 ? writer.buffer.writeFloatBE(value, at) : writer.buffer.writeDoubleBE(value, at);
  };
}

function writeLong(writer: ByteWriter, high: number, low: number): void {
  writer.ensure(12);
  let at = writer.buffer.writeInt32BE(8, writer.offset);
  at = writer.buffer.writeInt32BE(high, at);
  writer.offset = writer.buffer.writeInt32BE(low, at);
}

function longOf(value: unknown): Long {
  // Not `instanceof`: a program may have its own copy of the package `long`.
  if (Long.isLong(value)) return value;
  if (typeof value === 'number') {
    if (Number.isNaN(value)) throw expected('Not a valid bigint, expected Long/Number/String/Buffer', value);
    return Long.fromNumber(value);
  }
  if (typeof value === 'string') return Long.fromString(value);
  // The value of a token, with which programs bound what they select.
  if (value instanceof MutableLong) return value.toImmutable();
  throw expected('Not a valid bigint, expected Long/Number/String/Buffer', value);
}

const long: ValueWriter = (writer, value) => {
  const made = longOf(value);
  writeLong(writer, made.high, made.low);
};

const bigIntLong: ValueWriter = (writer, given) => {
  const isText = typeof given === 'string' || given instanceof MutableLong;
  const value: unknown = isText ? BigInt(given.toString()) : given;
  if (typeof value !== 'bigint') throw expected('Not a valid BigInt value', given);
  if (value < INT64_MIN || value > INT64_MAX)
    throw new RangeError(`Value ${value} is out of range for a bigint`);
  writeLong(writer, Number(BigInt.asIntN(32, value >> 32n)), Number(BigInt.asIntN(32, value)));
};

const timestamp: ValueWriter = (writer, given) => {
  const value: unknown = typeof given === 'string' ? new Date(given) : given;
  if (!(value instanceof Date))
    return long(writer, typeof value === 'bigint' ? Long.fromBigInt(value) : value);
  const milliseconds = value.getTime();
  if (isNaN(milliseconds)) throw new TypeError(`Invalid date: ${given}`);
  const high = Math.floor(milliseconds / 0x100000000);
  writeLong(writer, high, (milliseconds - high * 0x100000000) | 0);
};

const varint: ValueWriter = (writer, given) => {
  let value: unknown = given;
  if (typeof value === 'number') value = Integer.fromNumber(value);
  if (typeof value === 'string') value = Integer.fromString(value);
  if (!(value instanceof Integer)) {
    throw expected('Not a valid varint, expected Integer/Number/String/Buffer', given);
  }
  sizedBytes(writer, Integer.toBuffer(value));
};

const bigIntVarint: ValueWriter = (writer, given) => {
  const value: unknown = typeof given === 'string' ? BigInt(given) : given;
  if (typeof value !== 'bigint') throw expected('Not a valid varint, expected BigInt', given);
  sizedBytes(writer, toTwosComplement(value));
};

const decimal: ValueWriter = (writer, given) => {
  let value: unknown = given;
  if (typeof value === 'number') value = BigDecimal.fromNumber(value);
  if (typeof value === 'string') value = BigDecimal.fromString(value);
  if (!(value instanceof BigDecimal)) {
    throw expected('Not a valid varint, expected BigDecimal/Number/String/Buffer', given);
  }
  sizedBytes(writer, BigDecimal.toBuffer(value));
};

const uuid: ValueWriter = (writer, given) => {
  let value: unknown = given;
  if (typeof value === 'string') {
    try {
      value = Uuid.fromString(value);
    } catch (err) {
      throw new TypeError((err as Error).message, { cause: err });
    }
  }
  if (!(value instanceof Uuid)) throw expected('Not a valid Uuid, expected Uuid/String/Buffer', given);
  sizedBytes(writer, value.getBuffer());
};

const inet: ValueWriter = (writer, given) => {
  const value: unknown = typeof given === 'string' ? InetAddress.fromString(given) : given;
  if (!(value instanceof InetAddress)) throw expected('Not a valid Inet, expected InetAddress/Buffer', given);
  sizedBytes(writer, value.getBuffer());
};

const date: ValueWriter = (writer, given) => {
  let value: unknown = given;
  try {
    if (typeof value === 'string') value = LocalDate.fromString(value);
    else if (value instanceof Date) value = LocalDate.fromDate(value);
  } catch (err) {
    throw new TypeError(`LocalDate could not be parsed ${err}`, { cause: err });
  }
  if (!(value instanceof LocalDate)) throw expected('Expected Date/String/LocalDate', given);
  sizedBytes(writer, value.toBuffer());
};

const time: ValueWriter = (writer, given) => {
  let value: unknown = given;
  try {
    if (typeof value === 'string') value = LocalTime.fromString(value);
  } catch (err) {
    throw new TypeError(`LocalTime could not be parsed ${err}`, { cause: err });
  }
  if (!(value instanceof LocalTime)) throw expected('Expected String/LocalTime', given);
  sizedBytes(writer, value.toBuffer());
};

const blob: ValueWriter = (_writer, value) => {
  throw new TypeError(`Not a valid blob, expected Buffer obtained ${inspect(value)}`);
};

export const duration: ValueWriter = (writer, value) => {
  if (!(value instanceof Duration)) {
    throw new TypeError(`Not a valid duration, expected Duration/Buffer obtained ${inspect(value)}`);
  }
  sizedBytes(writer, value.toBuffer());
};

/** The writer of each type that has no parts. */
export function scalarWriters(options: EncodingOptions): Map<number, ValueWriter> {
  const longWriter = options.useBigIntAsLong ? bigIntLong : long;
  return new Map<number, ValueWriter>([
    [dataTypes.ascii, ascii],
    [dataTypes.bigint, longWriter],
    [dataTypes.blob, blob],
    [dataTypes.boolean, boolean],
    [dataTypes.counter, longWriter],
    [dataTypes.decimal, decimal],
    [dataTypes.double, floating(8)],
    [dataTypes.float, floating(4)],
    [dataTypes.int, int],
    [dataTypes.text, text],
    [dataTypes.timestamp, timestamp],
    [dataTypes.uuid, uuid],
    [dataTypes.varchar, text],
    [dataTypes.varint, options.useBigIntAsVarint ? bigIntVarint : varint],
    [dataTypes.timeuuid, uuid],
    [dataTypes.inet, inet],
    [dataTypes.date, date],
    [dataTypes.time, time],
    [dataTypes.smallint, integer(2)],
    [dataTypes.tinyint, integer(1)],
    [dataTypes.duration, duration],
  ]);
}
