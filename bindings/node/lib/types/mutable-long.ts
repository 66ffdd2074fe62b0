import { Long } from './long';

const INT32_SPAN = 0x100000000;

/** A 64-bit signed integer that operations change in place, so that hashing a key makes few objects. */
export class MutableLong {
  private low: number;
  private high: number;

  /** Takes four unsigned 16-bit parts, the lowest first; those left out are zero. */
  constructor(part0 = 0, part16 = 0, part32 = 0, part48 = 0) {
    this.low = (part0 & 0xffff) | (part16 << 16);
    this.high = (part32 & 0xffff) | (part48 << 16);
  }

  static readonly one = new MutableLong(1);

  static fromBits(low: number, high: number): MutableLong {
    const made = new MutableLong();
    made.low = low | 0;
    made.high = high | 0;
    return made;
  }

  /** Takes the integral part of a number; what is not finite becomes zero. */
  static fromNumber(value: number): MutableLong {
    if (!Number.isFinite(value)) return new MutableLong();
    if (value < 0) return MutableLong.fromNumber(-value).negate();
    return MutableLong.fromBits(value % INT32_SPAN, value / INT32_SPAN);
  }

  /** Reads digits, with an optional sign before them, in a radix of 2 to 36. */
  static fromString(text: string, radix = 10): MutableLong {
    if (typeof text !== 'string') throw new Error(`String format is not valid: ${text}`);
    const { low, high } = Long.fromString(text, false, radix);
    return MutableLong.fromBits(low, high);
  }

  clone(): MutableLong {
    return MutableLong.fromBits(this.low, this.high);
  }

  /** One of the four unsigned 16-bit parts, the lowest first. */
  getUint16(index: number): number {
    const word = index < 2 ? this.low : this.high;
    return index % 2 === 0 ? word & 0xffff : word >>> 16;
  }

  getLowBitsUnsigned(): number {
    return this.low >>> 0;
  }

  getHighBitsUnsigned(): number {
    return this.high >>> 0;
  }

  isZero(): boolean {
    return this.low === 0 && this.high === 0;
  }

  isNegative(): boolean {
    return this.high < 0;
  }

  equals(other: unknown): boolean {
    return other instanceof MutableLong && this.low === other.low && this.high === other.high;
  }

  /** Returns -1, 0 or 1. */
  compare(other: MutableLong): number {
    if (this.high !== other.high) return this.high < other.high ? -1 : 1;
    if (this.low === other.low) return 0;
    return this.low >>> 0 < other.low >>> 0 ? -1 : 1;
  }

  toZero(): this {
    return this.set(0, 0);
  }

  not(): this {
    return this.set(~this.low, ~this.high);
  }

  negate(): this {
    return this.not().add(MutableLong.one);
  }

  add(other: MutableLong): this {
    const low = (this.low >>> 0) + (other.low >>> 0);
    return this.set(low, this.high + other.high + (low >= INT32_SPAN ? 1 : 0));
  }

  multiply(other: MutableLong): this {
    const high =
      highOfProduct(this.low, other.low) + Math.imul(this.high, other.low) + Math.imul(this.low, other.high);
    return this.set(Math.imul(this.low, other.low), high);
  }

  or(other: MutableLong): this {
    return this.set(this.low | other.low, this.high | other.high);
  }

  xor(other: MutableLong): this {
    return this.set(this.low ^ other.low, this.high ^ other.high);
  }

  shiftLeft(bits: number): this {
    if (bits === 0) return this;
    if (bits >= 64) return this.toZero();
    if (bits >= 32) return this.set(0, this.low << (bits - 32));
    return this.set(this.low << bits, (this.high << bits) | (this.low >>> (32 - bits)));
  }

  shiftRightUnsigned(bits: number): this {
    if (bits === 0) return this;
    if (bits >= 64) return this.toZero();
    if (bits >= 32) return this.set(this.high >>> (bits - 32), 0);
    return this.set((this.low >>> bits) | (this.high << (32 - bits)), this.high >>> bits);
  }

  toNumber(): number {
    return this.high * INT32_SPAN + (this.low >>> 0);
  }

  toImmutable(): Long {
    return Long.fromBits(this.low, this.high, false);
  }

  toString(): string {
    return this.toImmutable().toString();
  }

  private set(low: number, high: number): this {
    this.low = low | 0;
    this.high = high | 0;
    return this;
  }
}

/** The upper 32 bits of the product of two unsigned 32-bit numbers, in parts that a double holds exactly. */
function highOfProduct(a: number, b: number): number {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carried = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (carried >>> 16);
}
