import { fromTwosComplement, toTwosComplement } from '../codec/varint';

const RADIX_MIN = 2;
const RADIX_MAX = 36;

/** An integer of any size: CQL's `varint`. */
export class Integer {
  /** Small integers, -128 to 127, that `fromInt` has made: it gives the same object again, so that `===` holds between them. */
  static readonly IntCache_: Record<number, Integer> = {};

  static readonly ZERO = Integer.fromInt(0);
  static readonly ONE = Integer.fromInt(1);
  static readonly TWO_PWR_24_ = Integer.fromInt(2 ** 24);
  static readonly TWO_PWR_32_DBL_ = 2 ** 32;

  /** Not a private field of the language: what compares or prints objects must see it. */
  private value: bigint;

  /**
   * @param bits 32-bit words, the lowest first.
   * @param sign 0, or -1 for a negative number: the word above the highest.
   */
  constructor(bits: number[], sign: number) {
    let value = BigInt(sign | 0);
    for (let i = bits.length - 1; i >= 0; i--) value = (value << 32n) | BigInt((bits[i] ?? 0) >>> 0);
    this.value = value;
  }

  /** Makes an integer of a `bigint`. */
  static fromBigInt(value: bigint): Integer {
    const made = new Integer([], 0);
    made.value = value;
    return made;
  }

  /** Takes the lowest 32 bits of a number, signed. */
  static fromInt(value: number): Integer {
    const word = value | 0;
    if (word < -128 || word > 127) return Integer.fromBigInt(BigInt(word));
    return (Integer.IntCache_[word] ??= Integer.fromBigInt(BigInt(word)));
  }

  /** Takes the integral part of a number; what is not finite becomes zero. */
  static fromNumber(value: number): Integer {
    return Integer.fromBigInt(Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n);
  }

  static fromBits(bits: number[]): Integer {
    const high = bits[bits.length - 1] ?? 0;
    return new Integer(bits, high & 0x80000000 ? -1 : 0);
  }

  /** Reads digits, with an optional sign before them, in a radix of 2 to 36. */
  static fromString(text: string, radix = 10): Integer {
    if (text.length === 0) throw new TypeError('number format error: empty string');
    checkRadix(radix);
    const negative = text.startsWith('-');
    const digits = negative || text.startsWith('+') ? text.slice(1) : text;
    if (digits.includes('-')) throw new TypeError('number format error: interior "-" character');
    if (digits.length === 0) throw new TypeError('number format error: no digits');
    const value = parseDigits(digits, radix);
    return Integer.fromBigInt(negative ? -value : value);
  }

  /** Reads the bytes of a `varint`: two's complement, the highest byte first. */
  static fromBuffer(buffer: Buffer): Integer {
    return Integer.fromBigInt(fromTwosComplement(buffer, 0, buffer.length));
  }

  /** Writes the bytes of a `varint`, as few as it takes. */
  static toBuffer(value: Integer): Buffer {
    return toTwosComplement(value.value);
  }

  /** Adds what is above 16 bits in one place of a number, the lowest place first, to the next place. */
  static carry16_(places: number[], index: number): void {
    const place = places[index] ?? 0;
    places[index] = place & 0xffff;
    places[index + 1] = (places[index + 1] ?? 0) + (place >>> 16);
  }

  toInt(): number {
    return Number(BigInt.asIntN(32, this.value));
  }

  toNumber(): number {
    return Number(this.value);
  }

  toBigInt(): bigint {
    return this.value;
  }

  toString(radix = 10): string {
    checkRadix(radix);
    return this.value.toString(radix);
  }

  /** The 32-bit word at an index, signed. */
  getBits(index: number): number {
    return index < 0 ? 0 : Number(BigInt.asIntN(32, this.value >> BigInt(32 * index)));
  }

  getBitsUnsigned(index: number): number {
    return this.getBits(index) >>> 0;
  }

  getSign(): number {
    return this.value < 0n ? -1 : 0;
  }

  isZero(): boolean {
    return this.value === 0n;
  }

  isNegative(): boolean {
    return this.value < 0n;
  }

  isOdd(): boolean {
    return (this.value & 1n) === 1n;
  }

  equals(other: unknown): boolean {
    return other instanceof Integer && this.value === other.value;
  }

  notEquals(other: unknown): boolean {
    return !this.equals(other);
  }

  greaterThan(other: Integer): boolean {
    return this.value > other.value;
  }

  greaterThanOrEqual(other: Integer): boolean {
    return this.value >= other.value;
  }

  lessThan(other: Integer): boolean {
    return this.value < other.value;
  }

  lessThanOrEqual(other: Integer): boolean {
    return this.value <= other.value;
  }

  /** Returns -1, 0 or 1. */
  compare(other: Integer): number {
    if (this.value === other.value) return 0;
    return this.value < other.value ? -1 : 1;
  }

  /** Cuts the number to its lowest bits, as a signed number. */
  shorten(numBits: number): Integer {
    return Integer.fromBigInt(BigInt.asIntN(numBits, this.value));
  }

  negate(): Integer {
    return Integer.fromBigInt(-this.value);
  }

  abs(): Integer {
    return this.value < 0n ? this.negate() : this;
  }

  add(other: Integer): Integer {
    return Integer.fromBigInt(this.value + other.value);
  }

  subtract(other: Integer): Integer {
    return Integer.fromBigInt(this.value - other.value);
  }

  multiply(other: Integer): Integer {
    return Integer.fromBigInt(this.value * other.value);
  }

  /** Divides and drops the fraction. */
  divide(other: Integer): Integer {
    if (other.isZero()) throw new Error('division by zero');
    return Integer.fromBigInt(this.value / other.value);
  }

  modulo(other: Integer): Integer {
    if (other.isZero()) throw new Error('division by zero');
    return Integer.fromBigInt(this.value % other.value);
  }

  not(): Integer {
    return Integer.fromBigInt(~this.value);
  }

  and(other: Integer): Integer {
    return Integer.fromBigInt(this.value & other.value);
  }

  or(other: Integer): Integer {
    return Integer.fromBigInt(this.value | other.value);
  }

  xor(other: Integer): Integer {
    return Integer.fromBigInt(this.value ^ other.value);
  }

  shiftLeft(numBits: number): Integer {
    return Integer.fromBigInt(this.value << BigInt(numBits));
  }

  shiftRight(numBits: number): Integer {
    return Integer.fromBigInt(this.value >> BigInt(numBits));
  }

  inspect(): string {
    return `${this.constructor.name}: ${this.toString()}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function checkRadix(radix: number): void {
  if (radix < RADIX_MIN || radix > RADIX_MAX) throw new Error(`radix out of range: ${radix}`);
}

function parseDigits(digits: string, radix: number): bigint {
  if (radix === 10 && /^\d+$/.test(digits)) return BigInt(digits);
  let value = 0n;
  for (const char of digits) {
    const digit = parseInt(char, radix);
    if (Number.isNaN(digit)) throw new TypeError(`number format error: "${char}" is not a digit`);
    value = value * BigInt(radix) + BigInt(digit);
  }
  return value;
}
