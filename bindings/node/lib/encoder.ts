import { ByteWriter } from './codec/byte-writer';
import { parseClassName, parseKeyTypes, type KeyTypes } from './codec/class-name';
import type { ColumnType } from './codec/column-type';
import type { EncodingOptions } from './codec/encoding-options';
import { guessType } from './codec/guess-type';
import { parseSchemaType, type UdtResolver } from './codec/schema-type';
import { emptyIsValue, ValueReaders } from './codec/value-readers';
import { ValueWriters, typeOf, type Hint } from './codec/value-writers';
import { unset } from './types/unset';

/** Encodes and decodes single values. Requests and rows take a shorter way, with the same readers and writers. */
export class Encoder {
  readonly encodingOptions: EncodingOptions;
  private readonly writers: ValueWriters;
  private readonly readers: ValueReaders;

  constructor(
    readonly protocolVersion: number,
    options: { encoding?: EncodingOptions },
  ) {
    this.encodingOptions = options.encoding ?? {};
    this.writers = new ValueWriters(this.encodingOptions);
    this.readers = new ValueReaders(this.encodingOptions);
  }

  /** The type that a value looks like, or `null`. */
  static guessDataType(value: unknown): ColumnType | null {
    return guessType(value);
  }

  /**
   * Encodes a value.
   *
   * @param hint Its type; guessed when there is none.
   * @returns The bytes, or null or `types.unset` for these.
   */
  encode(value: unknown, hint?: Hint): Buffer | null | typeof unset {
    if (value === undefined) return this.encodingOptions.useUndefinedAsUnset ? unset : null;
    if (value === unset || value === null || value instanceof Buffer)
      return value as Buffer | null | typeof unset;
    const writer = new ByteWriter();
    this.writers.hinted(writer, value, typeOf(value, hint));
    const bytes = Buffer.from(writer.buffer.subarray(0, writer.offset));
    return bytes.readInt32BE(0) < 0 ? null : bytes.subarray(4);
  }

  /** Decodes a value; an empty one is null unless its type has an empty value. */
  decode(buffer: Buffer | null, type: ColumnType): any {
    if (buffer === null || (buffer.length === 0 && !emptyIsValue(type))) return null;
    return this.readers.of(type)(buffer, 0, buffer.length);
  }

  /** @internal Reads a type that the server writes in CQL; from `startIndex`, or all of it. */
  parseTypeName(
    keyspace: string,
    typeName: string,
    startIndex: number,
    length: number | null,
    resolveUdt: UdtResolver,
  ): Promise<ColumnType> {
    return parseSchemaType(keyspace, part(typeName, startIndex, length), resolveUdt);
  }

  /** @internal Reads a type that the server writes as a class. */
  parseFqTypeName(typeName: string, startIndex?: number, length?: number): ColumnType {
    return parseClassName(part(typeName, startIndex, length));
  }

  /** @internal Reads the types of a key that the server writes as a class. */
  parseKeyTypes(typesString: string): KeyTypes {
    return parseKeyTypes(typesString);
  }
}

function part(text: string, start?: number | null, length?: number | null): string {
  return start || length ? text.substring(start || 0, (start || 0) + (length || text.length)) : text;
}
