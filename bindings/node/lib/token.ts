import type { ColumnType } from './codec/column-type';
import type { Tokenizer } from './tokenizer';
import { dataTypes } from './types/data-types';

/** A place on the ring of a cluster. Which class it has depends on the partitioner. */
export class Token {
  protected readonly _value: any;

  constructor(value: any) {
    this._value = value;
  }

  /** The CQL type of the value. */
  getType(): ColumnType {
    throw new Error('You must implement a getType function for this Token instance');
  }

  getValue(): any {
    return this._value;
  }

  toString(): string {
    return this._value.toString();
  }

  /** Returns 0 when both are equal, 1 when this token is greater, else -1. */
  compare(other: Token): number {
    return this._value.compare(other._value);
  }

  equals(other: Token): boolean {
    return this.compare(other) === 0;
  }

  inspect(): string {
    return `${this.constructor.name} { ${this.toString()} }`;
  }
}

/** A token of the Murmur3Partitioner, a `MutableLong`. */
export class Murmur3Token extends Token {
  override getType(): ColumnType {
    return { code: dataTypes.bigint };
  }
}

/** A token of the RandomPartitioner, an `Integer` of up to 127 bits. */
export class RandomToken extends Token {
  override getType(): ColumnType {
    return { code: dataTypes.varint };
  }
}

/** A token of the ByteOrderedPartitioner, a `Buffer` with the partition key. */
export class ByteOrderedToken extends Token {
  override getType(): ColumnType {
    return { code: dataTypes.blob };
  }

  override toString(): string {
    return this._value.toString('hex').toUpperCase();
  }
}

/**
 * A range of tokens: its start does not belong to it, its end does. It is empty when both are the same token, unless
 * that is the smallest one: then the range is the whole ring.
 *
 * CQL knows no range that goes over the end of the ring: `unwrap()` makes two of it.
 */
export class TokenRange {
  declare private readonly _tokenizer: Tokenizer;

  constructor(
    readonly start: Token,
    readonly end: Token,
    tokenizer: Tokenizer,
  ) {
    Object.defineProperty(this, '_tokenizer', { value: tokenizer });
  }

  /**
   * Splits into ranges with the same number of tokens, which says nothing of the amount of data. Some may be empty.
   *
   * @throws Error when the range is empty or the number is less than one.
   */
  splitEvenly(numberOfSplits: number): TokenRange[] {
    if (numberOfSplits < 1) throw new Error(`numberOfSplits (${numberOfSplits}) must be greater than 0.`);
    if (this.isEmpty()) throw new Error(`Can't split empty range ${this.toString()}`);
    const points = [this.start, ...this._tokenizer.split(this.start, this.end, numberOfSplits), this.end];
    return points.slice(1).map((end, i) => this.withBounds(points[i]!, end));
  }

  isEmpty(): boolean {
    return this.start.equals(this.end) && !this.start.equals(this._tokenizer.minToken());
  }

  /** Tells whether the range goes over the end of the ring. */
  isWrappedAround(): boolean {
    return this.start.compare(this.end) > 0 && !this.end.equals(this._tokenizer.minToken());
  }

  /** The ranges that make up this one and of which none goes over the end of the ring. */
  unwrap(): TokenRange[] {
    if (!this.isWrappedAround()) return [this];
    const min = this._tokenizer.minToken();
    return [this.withBounds(this.start, min), this.withBounds(min, this.end)];
  }

  contains(token: Token): boolean {
    if (this.isEmpty()) return false;
    const min = this._tokenizer.minToken();
    const isAfterStart = token.compare(this.start) > 0;
    if (this.end.equals(min)) return isAfterStart || this.start.equals(min) || token.equals(min);
    const isBeforeEnd = token.compare(this.end) <= 0;
    return this.isWrappedAround() ? isAfterStart || isBeforeEnd : isAfterStart && isBeforeEnd;
  }

  equals(other: TokenRange): boolean {
    return other === this || (other instanceof TokenRange && this.compare(other) === 0);
  }

  /** Compares the starts and, when these are equal, the ends. Returns -1, 0 or 1. */
  compare(other: TokenRange): number {
    return this.start.compare(other.start) || this.end.compare(other.end);
  }

  toString(): string {
    return `]${this.start.toString()}, ${this.end.toString()}]`;
  }

  private withBounds(start: Token, end: Token): TokenRange {
    return new TokenRange(start, end, this._tokenizer);
  }
}
