import { inspect } from 'node:util';
import { dataTypes } from '../types/data-types';
import { Tuple } from '../types/tuple';
import { unset } from '../types/unset';
import { Vector } from '../types/vector';
import { ByteWriter } from './byte-writer';
import { isDuration, isVector, vectorElementLength, type ColumnType, type UdtInfo } from './column-type';
import { customBytes } from './custom-types';
import type { EncodingOptions } from './encoding-options';
import { guessType } from './guess-type';
import { duration, scalarWriters, type ValueWriter } from './scalar-writers';
import { parseTypeName } from './type-name';
import { unsignedVint } from './varint';

const NULL = -1;
const UNSET = -2;

/** What a user may say of the type of a parameter: its name, its code or its description. */
export type Hint = string | number | ColumnType | null | undefined;

/** Writes values as the protocol wants them: `[int length][bytes]`. */
export class ValueWriters {
  private readonly scalars: Map<number, ValueWriter>;

  /** @param shortLengths Whether lengths inside collections have two bytes, as before version 3 of the protocol. */
  constructor(
    private readonly options: EncodingOptions,
    private readonly shortLengths = false,
  ) {
    this.scalars = scalarWriters(options);
  }

  /**
   * The writer of a type, which also takes null, `undefined`, `unset` and the bytes themselves.
   *
   * @param keepEmpty Whether an empty list or set is written as such. To a column both are the same, and the legacy
   * driver writes null; inside a collection there is no null.
   */
  of(type: NonNullable<Hint>, keepEmpty = false): ValueWriter {
    const write = this.plain(described(type), keepEmpty);
    return (writer, value) => {
      if (this.special(writer, value)) return;
      write(writer, value);
    };
  }

  /** Writes a value whose type is hinted, or guessed from the value. */
  hinted(writer: ByteWriter, value: unknown, hint: Hint): void {
    if (this.special(writer, value)) return;
    this.plain(typeOf(value, hint))(writer, value);
  }

  private special(writer: ByteWriter, value: unknown): boolean {
    if (value === null) {
      writer.int32(NULL);
    } else if (value === undefined) {
      writer.int32(this.options.useUndefinedAsUnset ? UNSET : NULL);
    } else if (value === unset) {
      writer.int32(UNSET);
    } else if (value instanceof Buffer) {
      writer.int32(value.length);
      writer.bytes(value);
    } else {
      return false;
    }
    return true;
  }

  private plain(type: ColumnType, keepEmpty = false): ValueWriter {
    const scalar = this.scalars.get(type.code);
    if (scalar) return scalar;
    switch (type.code) {
      case dataTypes.list:
        return this.list(type, keepEmpty);
      case dataTypes.set:
        return this.set(type, keepEmpty);
      case dataTypes.map:
        return this.map(type);
      case dataTypes.tuple:
        return this.tuple(type);
      case dataTypes.udt:
        return this.udt(type);
      case dataTypes.custom:
        return this.custom(type);
      default:
        throw new Error(`Type not supported ${type.code}`);
    }
  }

  /** The writer of an element; without a known type each element's is guessed. */
  private element(type: Hint): ValueWriter {
    return type ? this.of(type, true) : (writer, value) => this.hinted(writer, value, null);
  }

  /** The writer of an element of a collection. */
  private item(type: Hint): ValueWriter {
    const write = this.element(type);
    return this.shortLengths ? withShortLength(write) : write;
  }

  private count(writer: ByteWriter, count: number): void {
    if (this.shortLengths) writer.uint16(count);
    else writer.int32(count);
  }

  private list(type: ColumnType, keepEmpty: boolean): ValueWriter {
    const element = this.item(type.info);
    return (writer, value) => {
      if (!Array.isArray(value)) {
        throw new TypeError(`Not a valid list value, expected Array obtained ${inspect(value)}`);
      }
      if (value.length === 0 && !keepEmpty) return writer.int32(NULL);
      writer.sized(() => {
        this.count(writer, value.length);
        for (const item of value) {
          if (isAbsent(item)) throw new TypeError("A collection can't contain null or unset values");
          element(writer, item);
        }
      });
    };
  }

  private set(type: ColumnType, keepEmpty: boolean): ValueWriter {
    const list = this.list(type, keepEmpty);
    const SetClass = this.options.set;
    return (writer, value) => {
      if (!SetClass || !(value instanceof SetClass)) return list(writer, value);
      const items: unknown[] = [];
      value.forEach((item) => items.push(item));
      list(writer, items);
    };
  }

  private map(type: ColumnType): ValueWriter {
    const key = this.item(type.info?.[0]);
    const item = this.item(type.info?.[1]);
    const MapClass = this.options.map;
    return (writer, value) => {
      const entries = entriesOf(value, MapClass);
      writer.sized(() => {
        this.count(writer, entries.length);
        for (const [k, v] of entries) {
          if (isAbsent(k)) throw new TypeError("A map can't contain null or unset keys");
          if (isAbsent(v)) throw new TypeError("A map can't contain null or unset values");
          key(writer, k);
          item(writer, v);
        }
      });
    };
  }

  private tuple(type: ColumnType): ValueWriter {
    const elements: ValueWriter[] = (type.info ?? []).map((part: NonNullable<Hint>) => this.of(part));
    return (writer, value) => {
      if (!(value instanceof Tuple)) {
        throw new TypeError(`Not a valid tuple, expected Tuple obtained ${inspect(value)}`);
      }
      // A hint may leave the types out, which a guess never knows.
      const count = elements.length === 0 ? value.length : Math.min(elements.length, value.length);
      writer.sized(() => {
        for (let i = 0; i < count; i++) (elements[i] ?? this.element(null))(writer, value.get(i) ?? null);
      });
    };
  }

  private udt(type: ColumnType): ValueWriter {
    const info = type.info as UdtInfo;
    if (!info?.fields)
      throw new TypeError(`The fields of user-defined type "${type.info}" are not known, use prepare`);
    const fields = info.fields.map((field) => ({ name: field.name, write: this.of(field.type) }));
    return (writer, value) => {
      if (typeof value !== 'object')
        throw new TypeError(`Not a valid UDT, expected Object obtained ${inspect(value)}`);
      writer.sized(() => {
        // A field that is not named is null: a server takes no unset value inside a value.
        for (const field of fields) field.write(writer, value[field.name] ?? null);
      });
    };
  }

  private custom(type: ColumnType): ValueWriter {
    if (isVector(type)) return this.vector(type);
    if (isDuration(type)) return duration;
    const encode = customBytes(type);
    if (encode) return (writer, value) => writer.sized(() => writer.bytes(encode(value)));
    return () => {
      throw new TypeError(`No encoding handler found for type ${inspect(type)}`);
    };
  }

  private vector(type: ColumnType): ValueWriter {
    const [elementType, dimension] = type.info as [ColumnType, number];
    const element = this.of(elementType);
    const fixed = vectorElementLength(elementType) !== -1;
    const scratch = new ByteWriter();
    return (writer, value) => {
      if (!(value instanceof Vector))
        throw new TypeError('Driver only supports Vector type when encoding a vector');
      if (value.length !== dimension) {
        throw new TypeError(`Expected vector with ${dimension} dimensions, observed size of ${value.length}`);
      }
      writer.sized(() => {
        for (const item of value) {
          if (isAbsent(item)) throw new TypeError("A vector can't contain null or unset values");
          scratch.reset();
          element(scratch, item);
          const bytes = scratch.buffer.subarray(4, scratch.offset);
          if (!fixed) writer.bytes(unsignedVint(BigInt(bytes.length)));
          writer.bytes(bytes);
        }
      });
    };
  }
}

/** Puts two bytes in the place of the four that tell the length of a value. */
function withShortLength(write: ValueWriter): ValueWriter {
  return (writer, value) => {
    const scratch = new ByteWriter();
    write(scratch, value);
    const bytes = scratch.buffer.subarray(4, scratch.offset);
    writer.uint16(bytes.length);
    writer.bytes(bytes);
  };
}

/** The entries of a plain object or a map. A `Map` has no own properties, so taking it for an object would lose it. */
function entriesOf(value: unknown, MapClass: EncodingOptions['map']): [unknown, unknown][] {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`Not a valid map, expected Object or Map obtained ${inspect(value)}`);
  }
  if (value instanceof Map) return [...value.entries()];
  if (!MapClass || !(value instanceof MapClass)) return Object.entries(value);
  const entries: [unknown, unknown][] = [];
  value.forEach((item: unknown, key: unknown) => entries.push([key, item]));
  return entries;
}

function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || value === unset;
}

/** The type that a hint names, or that the value looks like. */
export function typeOf(value: unknown, hint: Hint): ColumnType {
  if (!hint) {
    const guess = guessType(value);
    if (guess) return guess;
    const advice = 'you should use prepared statements for accurate type mapping';
    throw new TypeError(`Target data type could not be guessed, ${advice}. Value: ${inspect(value)}`);
  }
  return described(hint);
}

/** The type that a hint names. The parts of a type may be hints as well. */
function described(hint: NonNullable<Hint>): ColumnType {
  if (typeof hint === 'number') return { code: hint };
  if (typeof hint === 'string') return parseTypeName(hint);
  if (typeof hint.code === 'number') return hint;
  throw new TypeError('Type information not valid, only String and Number values are valid hints');
}
