import { BigDecimal } from '../types/big-decimal';
import { dataTypes, getDataTypeNameByCode } from '../types/data-types';
import { Duration } from '../types/duration';
import { InetAddress } from '../types/inet-address';
import { Integer } from '../types/integer';
import { LocalDate } from '../types/local-date';
import { LocalTime } from '../types/local-time';
import { Long } from '../types/long';
import { TimeUuid } from '../types/time-uuid';
import { Tuple } from '../types/tuple';
import { Uuid } from '../types/uuid';
import { Vector } from '../types/vector';
import { isDuration, isVector, vectorElementLength, type ColumnType, type UdtInfo } from './column-type';
import { customReader, hasClass } from './custom-types';
import type { EncodingOptions } from './encoding-options';
import { fromTwosComplement, readUnsignedVint } from './varint';

/** Reads the value that the bytes from `start` to `end` hold. */
export type ValueReader = (bytes: Buffer, start: number, end: number) => any;

/** Types whose empty value is a value; that of any other is null. */
const EMPTY_IS_VALUE = new Set<number>([
  dataTypes.text,
  dataTypes.ascii,
  dataTypes.varchar,
  dataTypes.custom,
  dataTypes.blob,
]);

const INT32_SPAN = 0x100000000;

/** Tells whether an empty value of a type is a value, not null. */
export function emptyIsValue(type: ColumnType): boolean {
  return EMPTY_IS_VALUE.has(type.code) && !isVector(type) && !isDuration(type) && !hasClass(type);
}

/** Makes readers of values. */
export class ValueReaders {
  private readonly scalars: Map<number, ValueReader>;

  private readonly lengthSize: number;
  private readonly readLength: (bytes: Buffer, at: number) => number;

  /** @param shortLengths Whether lengths inside collections have two bytes, as before version 3 of the protocol. */
  constructor(
    private readonly options: EncodingOptions,
    shortLengths = false,
  ) {
    this.scalars = scalarReaders(options);
    this.lengthSize = shortLengths ? 2 : 4;
    this.readLength = shortLengths
      ? (bytes, at) => bytes.readUInt16BE(at)
      : (bytes, at) => bytes.readInt32BE(at);
  }

  /** The reader of a type. What it reads is not null; it is empty only where that is a value. */
  of(type: ColumnType): ValueReader {
    const scalar = this.scalars.get(type.code);
    if (scalar) return scalar;
    switch (type.code) {
      case dataTypes.list:
        return this.list(type);
      case dataTypes.set:
        return this.set(type);
      case dataTypes.map:
        return this.map(type);
      case dataTypes.tuple:
        return this.tuple(type);
      case dataTypes.udt:
        return this.udt(type);
      case dataTypes.custom:
        return this.custom(type);
      default:
        throw new Error(`Unknown data type: ${type.code}`);
    }
  }

  /** The reader of a type that gives null for an empty value where that is none. */
  nullable(type: ColumnType | null | undefined): ValueReader {
    // Only a description that a user made can lack a part, and only a value that has it needs it.
    if (!type) return () => this.of({ code: NaN });
    const read = this.of(type);
    if (emptyIsValue(type)) return read;
    return (bytes, start, end) => (end > start ? read(bytes, start, end) : null);
  }

  private list(type: ColumnType): ValueReader {
    const element = this.nullable(type.info);
    const { lengthSize, readLength } = this;
    return (bytes, start) => {
      const values = new Array(readLength(bytes, start));
      let at = start + lengthSize;
      for (let i = 0; i < values.length; i++) {
        const length = readLength(bytes, at);
        at += lengthSize;
        values[i] = length < 0 ? null : element(bytes, at, at + length);
        if (length > 0) at += length;
      }
      return values;
    };
  }

  private set(type: ColumnType): ValueReader {
    const list = this.list(type);
    const SetClass = this.options.set;
    return SetClass ? (bytes, start, end) => new SetClass(list(bytes, start, end)) : list;
  }

  private map(type: ColumnType): ValueReader {
    const key = this.nullable(type.info?.[0]);
    const item = this.nullable(type.info?.[1]);
    const MapClass = this.options.map;
    const { lengthSize, readLength } = this;
    return (bytes, start) => {
      const map = MapClass ? new MapClass() : null;
      const object: Record<string, unknown> = {};
      const count = readLength(bytes, start);
      let at = start + lengthSize;
      for (let i = 0; i < count; i++) {
        const keyLength = readLength(bytes, at);
        at += lengthSize;
        const k = key(bytes, at, at + keyLength);
        at += keyLength;
        const length = readLength(bytes, at);
        at += lengthSize;
        const value = length < 0 ? null : item(bytes, at, at + length);
        if (length > 0) at += length;
        if (map) map.set(k, value);
        else object[k] = value;
      }
      return map ?? object;
    };
  }

  private tuple(type: ColumnType): ValueReader {
    const readers = ((type.info ?? []) as ColumnType[]).map((part) => this.nullable(part));
    return (bytes, start, end) => {
      const elements = new Array(readers.length);
      this.fields(bytes, start, end, readers, (i, value) => (elements[i] = value));
      return Tuple.fromArray(elements);
    };
  }

  private udt(type: ColumnType): ValueReader {
    const fields = (type.info as UdtInfo | null | undefined)?.fields ?? [];
    const readers = fields.map((field) => this.nullable(field.type));
    return (bytes, start, end) => {
      const result: Record<string, unknown> = {};
      this.fields(bytes, start, end, readers, (i, value) => (result[fields[i]!.name] = value));
      return result;
    };
  }

  /** Reads as many fields as were written: a type may have got more since. */
  private fields(
    bytes: Buffer,
    start: number,
    end: number,
    readers: ValueReader[],
    take: (index: number, value: unknown) => void,
  ): void {
    let at = start;
    for (let i = 0; i < readers.length && at < end; i++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      take(i, length < 0 ? null : readers[i]!(bytes, at, at + length));
      if (length > 0) at += length;
    }
  }

  private custom(type: ColumnType): ValueReader {
    if (isVector(type)) return this.vector(type);
    if (isDuration(type)) return (bytes, start, end) => Duration.fromBuffer(bytes.subarray(start, end));
    const read = customReader(type);
    return read ? (bytes, start, end) => read(bytes.subarray(start, end)) : blobReader(this.options);
  }

  private vector(type: ColumnType): ValueReader {
    const [elementType, dimension] = type.info as [ColumnType, number];
    const element = this.nullable(elementType);
    const fixed = vectorElementLength(elementType);
    const subtype = getDataTypeNameByCode(elementType);
    return (bytes, start, end) => {
      const cursor = { value: start };
      const values = new Array(dimension);
      for (let i = 0; i < dimension; i++) {
        const length = fixed >= 0 ? fixed : Number(readUnsignedVint(bytes, cursor, end));
        const from = cursor.value;
        if (from + length > end) throw new TypeError('Not enough bytes to decode the vector');
        values[i] = element(bytes, from, from + length);
        cursor.value = from + length;
      }
      if (cursor.value !== end) throw new TypeError('Extra bytes found after decoding the vector');
      return new Vector(values, subtype);
    };
  }
}

/** Bytes of the page are gone with the page, so they are copied unless the user says otherwise. */
function blobReader(options: EncodingOptions): ValueReader {
  if (!options.copyBuffer) return (bytes, start, end) => bytes.subarray(start, end);
  return (bytes, start, end) => Buffer.from(bytes.subarray(start, end));
}

function milliseconds(bytes: Buffer, start: number): number {
  return bytes.readInt32BE(start) * INT32_SPAN + bytes.readUInt32BE(start + 4);
}

function scalarReaders(options: EncodingOptions): Map<number, ValueReader> {
  const blob = blobReader(options);
  const text: ValueReader = (bytes, start, end) => bytes.toString('utf8', start, end);
  const long: ValueReader = options.useBigIntAsLong
    ? (bytes, start) => bytes.readBigInt64BE(start)
    : (bytes, start) => new Long(bytes.readInt32BE(start + 4), bytes.readInt32BE(start), false);
  const varint: ValueReader = options.useBigIntAsVarint
    ? fromTwosComplement
    : (bytes, start, end) => Integer.fromBigInt(fromTwosComplement(bytes, start, end));
  return new Map<number, ValueReader>([
    [dataTypes.ascii, (bytes, start, end) => bytes.toString('ascii', start, end)],
    [dataTypes.bigint, long],
    [dataTypes.blob, blob],
    [dataTypes.boolean, (bytes, start) => bytes[start] !== 0],
    [dataTypes.counter, long],
    [dataTypes.decimal, (bytes, start, end) => BigDecimal.fromBuffer(bytes.subarray(start, end))],
    [dataTypes.double, (bytes, start) => bytes.readDoubleBE(start)],
    [dataTypes.float, (bytes, start) => bytes.readFloatBE(start)],
    [dataTypes.int, (bytes, start) => bytes.readInt32BE(start)],
    [dataTypes.text, text],
    [dataTypes.timestamp, (bytes, start) => new Date(milliseconds(bytes, start))],
    [dataTypes.uuid, (bytes, start, end) => new Uuid(blob(bytes, start, end))],
    [dataTypes.varchar, text],
    [dataTypes.varint, varint],
    [dataTypes.timeuuid, (bytes, start, end) => new TimeUuid(blob(bytes, start, end))],
    [dataTypes.inet, (bytes, start, end) => new InetAddress(blob(bytes, start, end))],
    [dataTypes.date, (bytes, start, end) => LocalDate.fromBuffer(bytes.subarray(start, end))],
    [dataTypes.time, (bytes, start, end) => LocalTime.fromBuffer(bytes.subarray(start, end))],
    [dataTypes.smallint, (bytes, start) => bytes.readInt16BE(start)],
    [dataTypes.tinyint, (bytes, start) => bytes.readInt8(start)],
    [dataTypes.duration, (bytes, start, end) => Duration.fromBuffer(bytes.subarray(start, end))],
  ]);
}
