import { ByteWriter } from './codec/byte-writer';
import { parseClassName, parseKeyTypes, type KeyTypes } from './codec/class-name';
import type { ColumnType } from './codec/column-type';
import type { EncodingOptions } from './codec/encoding-options';
import { guessType } from './codec/guess-type';
import { setRoutingKey, settleRoutingKey, type RoutingOptions } from './codec/routing-key';
import { addMethodsOfTypes } from './codec/single-values';
import { parseSchemaType, type UdtResolver } from './codec/schema-type';
import type { ExecutionOptions } from './execution-options';
import { emptyIsValue, ValueReaders } from './codec/value-readers';
import { ValueWriters, typeOf, type Hint } from './codec/value-writers';
import { protocolVersion as versions } from './types/protocol-version';
import { unset } from './types/unset';

const TypedArray = Object.getPrototypeOf(Uint8Array) as new () => unknown;

/** The parameters of a statement: by position, or with the names that a simple statement has for them. */
type Parameters = readonly unknown[] | readonly { name: string; value: unknown }[];

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
    const shortLengths = !versions.uses4BytesCollectionLength(protocolVersion);
    this.writers = new ValueWriters(this.encodingOptions, shortLengths);
    this.readers = new ValueReaders(this.encodingOptions, shortLengths);
  }

  /** Whether a value is a `Float32Array` or the like; a `Buffer` is one too. */
  static isTypedArray(value: unknown): boolean {
    return value instanceof TypedArray;
  }

  /** The type that a value looks like, or `null`. */
  static guessDataType(value: unknown): ColumnType | null {
    return guessType(value);
  }

  /** Decodes a value; an empty one is null unless its type has an empty value. */
  decode(buffer: Buffer | null, type: ColumnType): any {
    if (buffer === null || (buffer.length === 0 && !emptyIsValue(type))) return null;
    return this.readers.of(type)(buffer, 0, buffer.length);
  }

  /**
   * Encodes a value.
   *
   * @param hint Its type; guessed when there is none.
   * @returns The bytes, or null or `types.unset` for these.
   */
  encode(value: unknown, hint?: Hint): Buffer | null | typeof unset {
    if (value === undefined)
      return this.mayUnset() && this.encodingOptions.useUndefinedAsUnset ? unset : null;
    if (value === unset) return this.unset();
    if (value === null || value instanceof Buffer) return value;
    const writer = new ByteWriter();
    this.writers.hinted(writer, value, typeOf(value, hint));
    const bytes = Buffer.from(writer.buffer.subarray(0, writer.offset));
    return bytes.readInt32BE(0) < 0 ? null : bytes.subarray(4);
  }

  /**
   * @internal Brings the routing key of a user into the form of the server; without one, makes it of the parameters at
   * `routingIndexes` or of the `routingNames`.
   *
   * @param keys Where a named parameter is among the parameters, which then are pairs of name and value.
   */
  setRoutingKeyFromUser(
    params: Parameters | null | undefined,
    options: RoutingOptions & Pick<ExecutionOptions, 'getHints' | 'getRoutingNames'>,
    keys?: Record<string, number> | null,
  ): void {
    if (settleRoutingKey(options) || !params?.length) return;
    const hints = (options.getHints() ?? []) as Hint[];
    const value = (index: number): unknown =>
      keys ? (params[index] as { value: unknown } | undefined)?.value : params[index];
    const names = options.getRoutingNames();
    const indexes = names ? names.map((name) => keys?.[name]) : options.getRoutingIndexes();
    setRoutingKey(options, indexes, (index) => this.encode(value(index), hints[index]));
  }

  /** @internal Makes the routing key of the parameters of a prepared statement at `routingIndexes`. */
  setRoutingKeyFromMeta(
    meta: { columns: { type: ColumnType }[] },
    params: readonly unknown[],
    options: RoutingOptions,
  ): void {
    const encode = (index: number) => this.encode(params[index], meta.columns[index]?.type);
    setRoutingKey(options, options.getRoutingIndexes(), encode);
  }

  private mayUnset(): boolean {
    return versions.supportsUnset(this.protocolVersion);
  }

  private unset(): typeof unset {
    if (this.mayUnset()) return unset;
    throw new TypeError(
      `Unset value can not be used for this version of Cassandra, protocol version: ${this.protocolVersion}`,
    );
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

addMethodsOfTypes(Encoder.prototype);

// Programs that wrap an encoder list what it does, and find these two.
for (const name of ['decode', 'encode']) Object.defineProperty(Encoder.prototype, name, { enumerable: true });

function part(text: string, start?: number | null, length?: number | null): string {
  return start || length ? text.substring(start || 0, (start || 0) + (length || text.length)) : text;
}
